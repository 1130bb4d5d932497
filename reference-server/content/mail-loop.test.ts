import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startReferenceServer } from '../index.ts'
import { RawClient } from '../smtp/testing.ts'
import { openInbox } from '../store/testing.ts'
import { seededChance } from '../surroundings/chance.ts'
import { createMemoryFiles } from '../surroundings/files.ts'
import type { LogEntry } from '../surroundings/log.ts'
import { createVirtualClock } from '../surroundings/virtual-clock.ts'
import { createZoneResolver } from '../surroundings/zone-resolver.ts'

/** A server that relays everything to itself, and what it logs. */
async function openLoop(limits: { readonly hops?: number }) {
  const entries: LogEntry[] = []
  let port = 0
  const server = await startReferenceServer(
    {
      profile: 'kerio',
      policy: {
        server: { hostname: 'mail.local.test' },
        domains: { local: ['local.test'] },
        accounts: { 'alice@local.test': { password: 'open sesame' } },
        ipGroups: { own: ['192.0.2.20'] },
        relay: { trusted: ['group:own'] },
        delivery: { mode: 'relay' },
        smarthost: { host: '192.0.2.9' },
        limits,
      },
      listen: { mx: { host: '127.0.0.1', port: 0 } },
    },
    {
      clock: createVirtualClock(),
      resolver: createZoneResolver(() => ({})),
      log: (entry) => entries.push(entry),
      files: createMemoryFiles(),
      interfaceNetworks: () => [],
      peerAddress: () => '192.0.2.20',
      dial: () => ({ host: '127.0.0.1', port }),
      random: seededChance('loop'),
    },
  )
  port = server.endpoint('mx')?.port ?? 0
  return { server, port, entries }
}

test.each([
  ['the limit', { hops: 5 }, 5],
  ['a hundred without one', {}, 100],
])('mail that goes in a circle ends after %s, and its sender is told once', async (_, limits, hops) => {
  const { server, port, entries } = await openLoop(limits)
  await using _running = server
  const client = new RawClient(connect(port, '127.0.0.1'))
  await client.reply()
  await client.says('EHLO c', 'MAIL FROM:<alice@local.test>', 'RCPT TO:<carol@remote.test>', 'DATA')
  expect(await client.says('Subject: round\r\n\r\nand round\r\n.')).toMatch(/^250/)
  client.socket.destroy()
  await server.idle()

  const rounds = entries.filter(
    ({ event, facts }) =>
      event === 'delivery' &&
      facts?.['recipient'] === 'carol@remote.test' &&
      facts['outcome'] === 'delivered',
  )
  expect(rounds).toHaveLength(hops)
  const inbox = await openInbox(server.accounts.of('alice@local.test')).texts()
  expect(inbox).toHaveLength(1)
  expect(inbox[0]).toContain(`${hops + 1} Received fields, at most ${hops} allowed`)
  expect(inbox[0]).toContain('Status: 5.4.6')
})
