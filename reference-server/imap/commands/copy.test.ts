import { describe, expect, test } from 'vitest'
import { isProblem } from '../../store/problem.ts'
import { openInbox as openFolder } from '../../store/testing.ts'
import { buildFixture, buildFixtureIn, stores } from '../testing.ts'

const done = 'a OK done\r\n'
const [inbox, drafts] = [1767225600, 1767225601]

describe.each(stores)('in %s', (_name, createStore) => {
  const build = async (...messages: readonly string[]) => {
    const fixture = buildFixtureIn(createStore(), ...messages)
    await fixture.alices.messages()
    const account = fixture.accounts.of('alice@local.test')
    await account.create('Drafts')
    const contents = async () => {
      const folder = await account.open('Drafts')
      if (isProblem(folder)) throw new Error(folder.problem)
      const found = await folder.fetch({ from: 1, to: 99 })
      return Promise.all(
        found.map(async ({ uid, flags, receivedAt, octets }) =>
          [uid, (await octets.read()).toString(), [...flags].join(' '), receivedAt].join('|'),
        ),
      )
    }
    return { ...fixture, contents }
  }

  test('COPY adds messages with flags, keywords and date, and leaves them where they were', async () => {
    const { alices, clock, contents, openInbox } = await build('one', 'two', 'three')
    await alices.remove([2])
    const client = await openInbox()
    await client.says('s STORE 2 +FLAGS.SILENT (\\Seen $Work)')
    expect(await client.says('a COPY 2,1 Drafts')).toBe(`a OK [COPYUID ${drafts} 1,3 1:2] copied\r\n`)
    expect(await contents()).toEqual([`1|one||${clock.now()}`, `2|three|$Work \\Seen|${clock.now()}`])
    expect(await alices.texts()).toEqual(['one', 'three'])
    expect(await client.says('a UID COPY 3:9 Drafts')).toBe(`a OK [COPYUID ${drafts} 3 3] copied\r\n`)
    expect(await client.says('a UID COPY 2 Drafts')).toBe(done)
  })

  test('COPY into the mailbox itself makes new messages', async () => {
    const { alices, openInbox } = await build('one')
    expect(await (await openInbox()).says('a COPY 1 inbox')).toBe(
      `* 2 EXISTS\r\n* 2 RECENT\r\na OK [COPYUID ${inbox} 1 2] copied\r\n`,
    )
    expect(await alices.texts()).toEqual(['one', 'one'])
  })

  test('MOVE takes messages out, after it has said where they are', async () => {
    const { alices, contents, openInbox } = await build('one', 'two', 'three')
    const [client, other] = [await openInbox(), await openInbox()]
    expect(await client.says('a MOVE 1,3 Drafts')).toBe(
      `* OK [COPYUID ${drafts} 1,3 1:2] copied\r\n* 3 EXPUNGE\r\n* 1 EXPUNGE\r\n${done}`,
    )
    expect(await alices.texts()).toEqual(['two'])
    expect(await contents()).toHaveLength(2)
    expect(await other.says('a NOOP')).toBe(`* 3 EXPUNGE\r\n* 1 EXPUNGE\r\n${done}`)
    expect(await client.says('a UID MOVE 1:3 Drafts')).toBe(
      `* OK [COPYUID ${drafts} 2 3] copied\r\n* 1 EXPUNGE\r\n${done}`,
    )
    expect(await client.says('a UID MOVE 1:3 Drafts')).toBe(done)
  })

  test('MOVE within a mailbox gives new UIDs', async () => {
    const { alices, openInbox } = await build('one')
    expect(await (await openInbox()).says('a MOVE 1 INBOX')).toContain(`[COPYUID ${inbox} 1 2]`)
    expect((await alices.messages()).map(({ uid }) => uid)).toEqual([2])
  })

  test.each(['COPY', 'MOVE'])('%s of a message that others have removed does nothing', async (verb) => {
    const { alices, contents, openInbox } = await build('one', 'two')
    const client = await openInbox()
    await alices.remove([1])
    expect(await client.says(`a ${verb} 1:2 Drafts`)).toBe(
      '* 1 EXPUNGE\r\na NO [EXPUNGEISSUED] some of the messages are no longer there\r\n',
    )
    expect(await contents()).toEqual([])
    expect(await alices.texts()).toEqual(['two'])
  })

  test.each(['COPY 1', 'UID COPY 1', 'MOVE 1', 'UID MOVE 1'])(
    '%s to a mailbox that does not exist makes none',
    async (line) => {
      const { accounts, alices, openInbox } = await build('one')
      expect(await (await openInbox()).says(`a ${line} Elsewhere`)).toBe(
        'a NO [TRYCREATE] no such mailbox\r\n',
      )
      expect(await accounts.of('alice@local.test').folders()).toEqual(['INBOX', 'Drafts'])
      expect(await alices.texts()).toEqual(['one'])
    },
  )

  test('after EXAMINE messages can be copied, and not moved', async () => {
    const { alices, contents, openAsAlice } = await build('one')
    const client = await openAsAlice()
    await client.says('s EXAMINE INBOX')
    expect(await client.says('a MOVE 1 Drafts')).toBe(
      'a NO [CANNOT] the mailbox is open for reading only\r\n',
    )
    expect(await client.says('a UID MOVE 1 Drafts')).toMatch(/^a NO /)
    expect(await contents()).toEqual([])
    expect(await client.says('a COPY 1 Drafts')).toContain('a OK [COPYUID')
    expect(await alices.texts()).toEqual(['one'])
  })
})

test.each(['COPY 2 INBOX', 'MOVE 1:2 INBOX'])('%s names a message that does not exist', async (line) => {
  const { alices, openInbox } = buildFixture('one')
  expect(await (await openInbox()).says(`a ${line}`)).toBe('a BAD no such message number\r\n')
  expect(await alices.messages()).toHaveLength(1)
})

test.each(['COPY', 'COPY 1', 'COPY INBOX', 'COPY 1 ', 'MOVE 1 a b', 'UID COPY 0 INBOX', 'UID MOVE 1'])(
  '%s is malformed',
  async (line) => {
    expect(await (await buildFixture('one').openInbox()).says(`a ${line}`)).toMatch(/^a BAD /)
  },
)

test('what is copied is there for other protocols, too', async () => {
  const { accounts, openInbox } = buildFixture('one')
  await (await openInbox()).says('a COPY 1 INBOX')
  expect(await openFolder(accounts.of('alice@local.test')).texts()).toEqual(['one', 'one'])
})
