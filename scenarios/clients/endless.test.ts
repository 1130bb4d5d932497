import { describe, expect, test } from 'vitest'
import { keptOf, usualPeerBounds } from '../evidence/bounds.ts'
import type { Deadlines } from './deadlines.ts'
import { openImap } from './imap.ts'
import { openPop3 } from './pop3.ts'
import { openSmtp } from './smtp.ts'
import { selfSigned } from './testing/certificate.ts'
import { endlessImap, endlessPop3, endlessSmtp, staysUnderTls } from './testing/endless-peers.ts'
import { recordOne } from './testing/records.ts'
import { openPeer } from './testing/scripted-peer.ts'

/** A line comes every 20 ms, which no deadline for a line can see. */
const deadlines: Deadlines = {
  connect: 300,
  greeting: 300,
  reply: 300,
  wholeReply: 600,
  message: 300,
  close: 200,
}
const options = { now: () => 0, deadlines }

/** Goes through a whole session, whatever happens, and tells how it ended. */
const visits = {
  mx: async (address, tap) => {
    const session = await openSmtp({ ...address, tls: { mode: 'starttls' } }, tap, options)
    await session.greets('laptop.client.test')
    await session.mailFrom(null)
    await session.rcptTo('bob@local.test')
    if (session.capabilities.has('STARTTLS')) await session.startsTls()
    await session.quits()
  },
  pop3: async (address, tap) => {
    const session = await openPop3(address, tap, options)
    await session.asksCapabilities()
    await session.quits()
  },
  imap: async (address, tap) => {
    const session = await openImap(address, tap, options)
    await session.asksCapabilities()
    await session.quits()
  },
} satisfies Record<
  string,
  (address: { host: string; port: number }, tap: ReturnType<typeof recordOne>['tap']) => Promise<void>
>

const peers = [
  ['mx', endlessSmtp],
  ['pop3', endlessPop3],
  ['imap', endlessImap],
] as const

describe.concurrent.each(peers)(
  'a session with %s comes to an end, whatever its server',
  (service, conducts) => {
    test.each(Object.entries(conducts))('%s', async (_, conduct) => {
      await using peer = await openPeer(conduct)
      const { tap, ended, wire, leftOut } = recordOne(service)
      await visits[service](peer.address, tap)
      expect(ended()?.why).toMatch(
        /^(?:no .* within \d+ms|.* did not end within 600ms: .*|.* sent more than \d+ .*|sent a line longer than \d+ octets)$/,
      )
      expect(wire().length).toBeLessThanOrEqual(keptOf.sessionLines)
      const octets = wire().join('').length - wire().length * 'S: '.length
      expect(octets).toBeLessThanOrEqual(keptOf.sessionOctets)
      if (leftOut()) expect(octets + (leftOut()?.octets ?? 0)).toBeGreaterThan(keptOf.sessionOctets)
    })
  },
)

test('a server that stays open under TLS after 221 is left alone', async () => {
  await using peer = await openPeer(staysUnderTls(await selfSigned('mx.local.test')))
  const { tap, ended } = recordOne('mx')
  await visits.mx(peer.address, tap)
  expect(ended()?.why).toBe('no close from mx within 200ms')
  await expect.poll(() => peer.open()).toBe(0)
})

test('what a server says in one session is bounded, however many its replies', async () => {
  const reply = `${'250-all is well\r\n'.repeat(60)}250 ok\r\n`
  await using peer = await openPeer(async ({ says, answers }) => {
    says('220 mx\r\n')
    for (;;) await answers(reply)
  })
  const { tap, ended } = recordOne('mx')
  const session = await openSmtp(peer.address, tap, { ...options, bounds: { sessionOctets: 10_000 } })
  for (let count = 0; count < 11; count++) await session.says('NOOP')
  expect(ended()?.why).toBe('mx sent more than 10000 octets in one session: reply to NOOP')
})

test('a reply within bounds is heard whole, however long', async () => {
  const lines = usualPeerBounds.replyLines - 1
  await using peer = await openPeer(async ({ says, hears }) => {
    says(`${'220-mx\r\n'.repeat(lines)}220 mx\r\n`)
    await hears()
  })
  const { tap } = recordOne('mx')
  const { greeting } = await openSmtp(peer.address, tap, { now: () => 0 })
  expect(greeting.reply?.text).toHaveLength(lines + 1)
})
