import { describe, expect, test } from 'vitest'
import type { Account } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import { buildFixture } from '../testing.ts'

const done = 'a OK done\r\n'
const unknown = 'a BAD no such message number\r\n'

test('the last message of a mailbox without messages does not exist', async () => {
  const client = await buildFixture().openInbox()
  expect(await client.says('a FETCH * UID')).toBe(unknown)
})

test('a FETCH of messages that do not exist changes no number either', async () => {
  const { alices, openInbox } = buildFixture('one', 'two')
  const client = await openInbox()
  await alices.remove([1])
  expect(await client.says('a FETCH 3 UID')).toBe(unknown)
  expect(await client.says('a FETCH 1:2 UID')).toBe(`* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 2)\r\n${done}`)
  expect(await client.says('a NOOP')).toBe(`* 1 EXPUNGE\r\n${done}`)
})

describe('an item that is asked for twice', () => {
  test.each(['(BODY[] BODY.PEEK[])', '(BODY.PEEK[] BODY[])', '(FLAGS BODY[] FLAGS)'])(
    'comes once, and marks the message as read if either does: %s',
    async (items) => {
      const { alices, openInbox } = buildFixture('tea')
      const said = await (await openInbox()).says(`a FETCH 1 ${items}`)
      expect(said.match(/BODY\[\]/g)).toHaveLength(1)
      expect(said.match(/FLAGS/g)).toHaveLength(1)
      expect(said).toContain('\\Seen')
      expect((await alices.messages())[0]?.flags).toContain('\\Seen')
    },
  )

  test('marks nothing if neither does', async () => {
    const said = await (await buildFixture('tea').openInbox()).says('a FETCH 1 (BODY.PEEK[] BODY.PEEK[])')
    expect(said).toBe(`* 1 FETCH (BODY[] {3}\r\ntea)\r\n${done}`)
  })
})

test.each([12, 102])('each of %i messages comes once, however they are looked up', async (count) => {
  const client = await buildFixture(...Array.from({ length: count }, () => 'tea')).openInbox()
  const said = await client.says(`a FETCH 1:* ${count < 100 ? 'BODY[]' : 'UID'}`)
  const numbers = [...said.matchAll(/^\* (\d+) FETCH/gm)].map(([, number]) => Number(number))
  expect(numbers).toEqual(Array.from({ length: count }, (_, nth) => nth + 1))
})

test('a message that cannot be marked as read can be read all the same', async () => {
  const { accounts, openInbox } = buildFixture('tea')
  const account = accounts.of('alice@local.test')
  const full: Account = {
    ...account,
    open: async (name) => {
      const folder = await account.open(name)
      if (isProblem(folder)) return folder
      return {
        ...folder,
        view: async (how) => ({ ...(await folder.view(how)), store: async () => ({ problem: 'no-space' }) }),
      }
    },
  }
  const client = await openInbox({ accounts: { ...accounts, of: () => full } })
  expect(await client.says('a FETCH 1 BODY[]')).toBe(`* 1 FETCH (BODY[] {3}\r\ntea)\r\n${done}`)
})
