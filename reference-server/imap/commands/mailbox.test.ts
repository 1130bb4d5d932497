import { describe, expect, test } from 'vitest'
import type { Account } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import { buildFixture } from '../testing.ts'

const done = 'a OK done\r\n'

test('CHECK is answered, and leaves the mailbox selected', async () => {
  const client = await buildFixture('one').openInbox()
  expect(await client.says('a CHECK')).toBe(done)
  expect(await client.says('a FETCH 1 UID')).toBe(`* 1 FETCH (UID 1)\r\n${done}`)
})

test('a mailbox in which all is read has no first unread message to tell of', async () => {
  const { alices, openAsAlice } = buildFixture('one')
  expect(await (await openAsAlice()).says('a SELECT INBOX')).toContain('* OK [UNSEEN 1]')
  await alices.setFlags(1, ['\\Seen'])
  expect(await (await openAsAlice()).says('a SELECT INBOX')).not.toContain('UNSEEN')
})

describe('CLOSE', () => {
  test.each(['CLOSE', 'UNSELECT'])('and UNSELECT: after %s no mailbox is selected', async (leave) => {
    const client = await buildFixture('one').openInbox()
    expect(await client.says(`a ${leave}`)).toBe(done)
    expect(await client.says('a FETCH 1 UID')).toMatch(/^a BAD /)
    expect(await client.says('a SELECT INBOX')).toContain('a OK [READ-WRITE]')
  })

  test('removes nothing that is not flagged as deleted', async () => {
    const { alices, openInbox } = buildFixture('one', 'two', 'three')
    await alices.setFlags(2, ['\\Deleted'])
    expect(await (await openInbox()).says('a CLOSE')).toBe(done)
    expect(await (await openInbox()).says('a CLOSE')).toBe(done)
    expect((await alices.messages()).map(({ uid }) => uid)).toEqual([1, 3])
  })

  test('that cannot remove says so, and the mailbox stays selected', async () => {
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
    expect(await client.says('a CLOSE')).toBe('a NO [UNAVAILABLE] insufficient storage, try again later\r\n')
    expect(await client.says('a FETCH 1 UID')).toBe(`* 1 FETCH (UID 1)\r\n${done}`)
  })
})
