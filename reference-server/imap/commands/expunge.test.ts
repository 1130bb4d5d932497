import { describe, expect, test } from 'vitest'
import type { Account } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import { buildFixture, buildFixtureIn, stores } from '../testing.ts'

const done = 'a OK done\r\n'

describe.each(stores)('EXPUNGE in %s', (_name, createStore) => {
  const build = (...messages: readonly string[]) => buildFixtureIn(createStore(), ...messages)

  test('removes what is flagged as deleted, and tells each by its number then', async () => {
    const { alices, openInbox } = build('one', 'two', 'three', 'four')
    const [client, other] = [await openInbox(), await openInbox()]
    await client.says('s STORE 1,3:4 +FLAGS.SILENT \\Deleted')
    expect(await other.says('s STORE 4 -FLAGS.SILENT \\Deleted')).toContain('s OK')
    const said = `* 3 EXPUNGE\r\n* 1 EXPUNGE\r\n`
    expect(await client.says('a EXPUNGE')).toBe(`${said}* 2 FETCH (UID 4 FLAGS (\\Recent))\r\n${done}`)
    expect((await alices.messages()).map(({ uid }) => uid)).toEqual([2, 4])
    expect(await other.says('a NOOP')).toBe(said + done)
    expect(await client.says('a EXPUNGE')).toBe(done)
  })

  test('removes by UID only what is among them', async () => {
    const { alices, openInbox } = build('one', 'two', 'three', 'four')
    const client = await openInbox()
    await client.says('s STORE 1,2,4 +FLAGS.SILENT \\Deleted')
    expect(await client.says('a UID EXPUNGE 2:3,4')).toBe(`* 4 EXPUNGE\r\n* 2 EXPUNGE\r\n${done}`)
    expect((await alices.messages()).map(({ uid }) => uid)).toEqual([1, 3])
    expect(await client.says('a UID EXPUNGE 3,9')).toBe(done)
  })

  test('removes what no session was told of either', async () => {
    const { alices, openInbox } = build('one')
    const client = await openInbox()
    await alices.append('two')
    await alices.setFlags(2, ['\\Deleted'])
    expect(await client.says('a EXPUNGE')).toBe(done)
    expect((await alices.messages()).map(({ uid }) => uid)).toEqual([1])
  })

  test('finds deleted messages wherever they are', async () => {
    const { alices, openInbox } = build(...Array.from({ length: 1002 }, () => 'tea'))
    const client = await openInbox()
    await client.says('s STORE 1,1000:1001 +FLAGS.SILENT \\Deleted')
    expect(await client.says('a EXPUNGE')).toBe(`* 1001 EXPUNGE\r\n* 1000 EXPUNGE\r\n* 1 EXPUNGE\r\n${done}`)
    expect(await alices.messages()).toHaveLength(999)
  })
})

test.each(['EXPUNGE', 'UID EXPUNGE 1'])('%s removes nothing after EXAMINE', async (line) => {
  const { alices, openAsAlice } = buildFixture('one')
  await alices.setFlags(1, ['\\Deleted'])
  const client = await openAsAlice()
  await client.says('s EXAMINE INBOX')
  expect(await client.says(`a ${line}`)).toBe('a NO [CANNOT] the mailbox is open for reading only\r\n')
  expect(await alices.messages()).toHaveLength(1)
})

test.each(['EXPUNGE 1', 'EXPUNGE ', 'UID EXPUNGE', 'UID EXPUNGE 0', 'UID EXPUNGE 1 2'])(
  '%s is malformed',
  async (line) => {
    expect(await (await buildFixture('one').openInbox()).says(`a ${line}`)).toMatch(/^a BAD /)
  },
)

test.each(['EXPUNGE', 'UID EXPUNGE 1'])('%s that cannot remove says so', async (line) => {
  const { alices, accounts, openInbox } = buildFixture('one')
  await alices.setFlags(1, ['\\Deleted'])
  const account = accounts.of('alice@local.test')
  const full: Account = {
    ...account,
    open: async (name) => {
      const folder = await account.open(name)
      return isProblem(folder) ? folder : { ...folder, expunge: async () => ({ problem: 'no-space' }) }
    },
  }
  const client = await openInbox({ accounts: { ...accounts, of: () => full } })
  expect(await client.says(`a ${line}`)).toBe('a NO [UNAVAILABLE] insufficient storage, try again later\r\n')
})

test('no command removes messages without a word: CLOSE, LOGOUT and SELECT', async () => {
  const { alices, openInbox } = buildFixture('one')
  await alices.setFlags(1, ['\\Deleted'])
  expect(await (await openInbox()).says('a LOGOUT')).toContain(done)
  expect(await (await openInbox()).says('a SELECT INBOX')).not.toContain('EXPUNGE')
  ;(await openInbox()).session.closed()
  expect(await alices.messages()).toHaveLength(1)
  expect(await (await openInbox()).says('a CLOSE')).toBe(done)
  expect(await alices.messages()).toHaveLength(0)
})
