import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { RawClient } from '../smtp/testing.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Store, Tables } from '../store/store.ts'
import { openInbox } from '../store/testing.ts'
import { openServer, type TestedServer } from './testing/server.ts'

// Over real sockets: one mailbox that cannot be written to, beside others that can.

/** A store in which nothing can be put into one folder, by its number, while `isBroken` says so. */
function failingStore(folder: number, isBroken: () => boolean): Store {
  const store = createMemoryStore()
  const failing =
    (table: Tables): Tables =>
    (declared) => {
      const rows = table(declared)
      if (declared.name !== 'messages') return rows
      return {
        ...rows,
        put: (key, row) => {
          if (isBroken() && key[0] === folder) throw new Error('this part of the disk cannot be written')
          rows.put(key, row)
        },
      }
    }
  return { ...store, write: (work) => store.write((table) => work(failing(table))) }
}

async function offers(server: TestedServer, subject: string): Promise<string> {
  const client = new RawClient(connect(server.port('mx'), '127.0.0.1'))
  await client.reply()
  const to = ['alice', 'bob'].map((name) => `RCPT TO:<${name}@local.test>`)
  const answer = await client.says(
    'EHLO client.test',
    'MAIL FROM:<a@remote.test>',
    ...to,
    'DATA',
    `Subject: ${subject}\r\n\r\n.`,
  )
  await client.says('QUIT')
  client.socket.destroy()
  return answer
}

test('a mailbox that cannot be written to has its copy later, and the others have theirs once', async () => {
  let isBroken = false
  await using server = await openServer({
    services: ['mx'],
    policy: { accounts: { 'bob@local.test': { password: 'tea' } } },
    store: failingStore(2, () => isBroken),
  })
  const subjects = async (name: string): Promise<readonly (string | undefined)[]> => {
    const texts = await openInbox(server.accounts.of(`${name}@local.test`)).texts()
    return texts.map((text) => /^Subject: (.*)\r$/m.exec(text)?.[1])
  }
  expect(await offers(server, 'before')).toMatch(/^250/)
  isBroken = true
  expect(await offers(server, 'meanwhile')).toMatch(/^250/)
  await server.clock.idle()
  expect(await subjects('alice')).toEqual(['before', 'meanwhile'])
  await server.clock.advance(15 * 60_000)
  expect(await subjects('bob')).toEqual(['before'])
  expect(server.queued()).toMatchObject([
    {
      reversePath: { text: 'a@remote.test' },
      recipients: [
        { path: { text: 'alice@local.test' }, state: 'delivered' },
        {
          path: { text: 'bob@local.test' },
          state: 'open',
          attempts: 2,
          due: server.clock.now() + 15 * 60_000,
          said: { status: '4.3.0' },
        },
      ],
    },
  ])

  isBroken = false
  await server.clock.advance(15 * 60_000)
  expect(await subjects('bob')).toEqual(['before', 'meanwhile'])
  expect(await subjects('alice')).toEqual(['before', 'meanwhile'])
  expect(server.queued()).toEqual([])
})
