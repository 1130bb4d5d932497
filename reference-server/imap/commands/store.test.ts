import { describe, expect, test } from 'vitest'
import { mostKeywords } from '../../store/keywords.ts'
import { buildFixture, buildFixtureIn, stores } from '../testing.ts'

const done = 'a OK done\r\n'
const malformed = 'a BAD wrong arguments\r\n'
const system = '\\Answered \\Flagged \\Deleted \\Seen \\Draft'

describe.each(stores)('STORE in %s', (_name, createStore) => {
  const build = (...messages: readonly string[]) => buildFixtureIn(createStore(), ...messages)

  test.each([
    ['+FLAGS (\\Seen)', '\\Flagged \\Seen'],
    ['+flags \\seen \\DRAFT', '\\Draft \\Flagged \\Seen'],
    ['-FLAGS (\\flagged)', ''],
    ['-FLAGS \\Seen', '\\Flagged'],
    ['FLAGS (\\Answered \\Deleted)', '\\Answered \\Deleted'],
    ['FLAGS ()', ''],
    ['+FLAGS ()', '\\Flagged'],
  ])('%s on a flagged message', async (change, flags) => {
    const { alices, openInbox } = build('one')
    await alices.setFlags(1, ['\\Flagged'])
    const client = await openInbox()
    const shown = `${flags} \\Recent`.trim()
    expect(await client.says(`a STORE 1 ${change}`)).toBe(`* 1 FETCH (FLAGS (${shown}))\r\n${done}`)
    expect([...((await alices.messages())[0]?.flags ?? [])].join(' ')).toBe(flags)
  })

  test('changes several messages, and tells UIDs where it is given them', async () => {
    const { alices, openInbox } = build('one', 'two', 'three', 'four')
    await alices.remove([2])
    const client = await openInbox()
    expect(await client.says('a STORE 3,1 +FLAGS \\Seen')).toBe(
      `* 1 FETCH (FLAGS (\\Seen \\Recent))\r\n* 3 FETCH (FLAGS (\\Seen \\Recent))\r\n${done}`,
    )
    expect(await client.says('a UID STORE 2:3,9 FLAGS (\\Draft)')).toBe(
      `* 2 FETCH (UID 3 FLAGS (\\Draft \\Recent))\r\n${done}`,
    )
    expect(await client.says('a UID STORE 2 FLAGS (\\Draft)')).toBe(done)
  })

  test('.SILENT says nothing, and what others changed is told all the same', async () => {
    const { alices, openInbox } = build('one', 'two')
    const client = await openInbox()
    expect(await client.says('a STORE 1 +FLAGS.SILENT (\\Seen)', 'a NOOP')).toBe(done + done)
    await alices.setFlags(2, ['\\Flagged'])
    expect(await client.says('a STORE 2 +FLAGS.silent (\\Seen)')).toBe(
      `* 2 FETCH (UID 2 FLAGS (\\Flagged \\Seen \\Recent))\r\n${done}`,
    )
    expect(await client.says('a STORE 2 +FLAGS.SILENT (\\Draft)', 'a NOOP')).toBe(done + done)
  })

  test('keeps a keyword as it was first spelt, and announces it before it is shown', async () => {
    const { openInbox } = build('one', 'two')
    const [client, other] = [await openInbox(), await openInbox()]
    const announced = `* FLAGS (${system} $Work)\r\n* OK [PERMANENTFLAGS (${system} $Work \\*)] permanent flags\r\n`
    expect(await client.says('a STORE 1 +FLAGS ($Work $WORK)')).toBe(
      `${announced}* 1 FETCH (FLAGS ($Work \\Recent))\r\n${done}`,
    )
    expect(await client.says('a STORE 2 +FLAGS ($work)')).toBe(
      `* 2 FETCH (FLAGS ($Work \\Recent))\r\n${done}`,
    )
    expect(await client.says('a STORE 1 -FLAGS ($wORk)')).toBe(`* 1 FETCH (FLAGS (\\Recent))\r\n${done}`)
    expect(await other.says('a NOOP')).toBe(
      `${announced}* 2 FETCH (UID 2 FLAGS ($Work))\r\n* 1 FETCH (UID 1 FLAGS ())\r\n${done}`,
    )
    expect(await other.says('a EXAMINE INBOX')).toContain(`* FLAGS (${system} $Work)\r\n`)
  })

  test('takes no more keywords than a mailbox has room for', async () => {
    const { openAsAlice, openInbox } = build('one')
    const words = Array.from({ length: mostKeywords + 1 }, (_, nth) => `k${nth}`)
    const client = await openInbox()
    const said = await client.says(`a STORE 1 FLAGS (${words.join(' ')})`)
    expect(said).toContain(` k${mostKeywords - 1}`)
    expect(said).not.toContain(` k${mostKeywords}`)
    expect(said).not.toContain('\\*')
    expect(await client.says('a STORE 1 FLAGS (K0 new)')).toBe(`* 1 FETCH (FLAGS (k0 \\Recent))\r\n${done}`)
    expect(await (await openAsAlice()).says('a SELECT INBOX')).toMatch(/PERMANENTFLAGS \([^*]*\)/)
  })

  test('of different flags by several sessions keeps them all', async () => {
    const { openInbox } = build('one')
    const [one, other] = [await openInbox(), await openInbox()]
    await Promise.all([one.says('a STORE 1 +FLAGS \\Seen'), other.says('a STORE 1 +FLAGS \\Draft')])
    expect(await one.says('a FETCH 1 FLAGS')).toContain('FLAGS (\\Draft \\Seen \\Recent)')
  })

  test('says which messages are gone by leaving them out, and changes no number', async () => {
    const { alices, openInbox } = build('one', 'two')
    const client = await openInbox()
    await alices.remove([1])
    expect(await client.says('a STORE 1:2 +FLAGS \\Seen')).toBe(
      '* 2 FETCH (FLAGS (\\Seen \\Recent))\r\na NO [EXPUNGEISSUED] some of the messages are no longer there\r\n',
    )
    expect(await client.says('a UID STORE 1:2 +FLAGS.SILENT \\Seen')).toBe(`* 1 EXPUNGE\r\n${done}`)
  })
})

test('STORE changes more messages than one transaction takes', async () => {
  const { alices, openInbox } = buildFixture(...Array.from({ length: 501 }, () => 'tea'))
  const said = await (await openInbox()).says('a STORE 1:* +FLAGS \\Seen')
  expect(said.match(/FETCH/g)).toHaveLength(501)
  expect((await alices.messages()).every(({ flags }) => flags.has('\\Seen'))).toBe(true)
})

test('STORE in a mailbox opened by EXAMINE changes nothing', async () => {
  const { alices, openAsAlice } = buildFixture('one')
  const client = await openAsAlice()
  await client.says('s EXAMINE INBOX')
  for (const verb of ['STORE', 'UID STORE']) {
    expect(await client.says(`a ${verb} 1 +FLAGS \\Seen`)).toBe(
      'a NO [CANNOT] the mailbox is open for reading only\r\n',
    )
  }
  expect([...((await alices.messages())[0]?.flags ?? [])]).toEqual([])
})

test('STORE of a message that does not exist changes no other', async () => {
  const { alices, openInbox } = buildFixture('one')
  const client = await openInbox()
  expect(await client.says('a STORE 1:2 +FLAGS \\Seen')).toBe('a BAD no such message number\r\n')
  expect(await client.says('a STORE 1 +FLAGS \\Seen \\Recent')).toBe(malformed)
  expect([...((await alices.messages())[0]?.flags ?? [])]).toEqual([])
})

test.each([
  'STORE',
  'STORE 1',
  'STORE 1 FLAGS',
  'STORE 1 FLAGS ',
  'STORE 1 FLAGS (\\Seen',
  'STORE 1 FLAGS \\Seen)',
  'STORE 1 FLAGS (\\Seen) \\Draft',
  'STORE 1 FLAGS (\\Seen  \\Draft)',
  'STORE 1 FLAGS (\\Strange)',
  'STORE 1 FLAGS (\\*)',
  'STORE 1 FLAGS (a%)',
  'STORE 1 *FLAGS \\Seen',
  'STORE 1 FLAGS.LOUD \\Seen',
  'STORE 1 FLAGS.SILENT.SILENT \\Seen',
  'STORE 0 FLAGS \\Seen',
  `STORE 1 FLAGS (${'k'.repeat(101)})`,
  'UID STORE 1 FLAGS',
])('%s is malformed', async (line) => {
  expect(await (await buildFixture('one').openInbox()).says(`a ${line}`)).toMatch(/^a BAD /)
})

test('a keyword may be a hundred letters long', async () => {
  const keyword = 'k'.repeat(100)
  const said = await (await buildFixture('one').openInbox()).says(`a STORE 1 FLAGS ${keyword}`)
  expect(said).toContain(`* 1 FETCH (FLAGS (${keyword} \\Recent))`)
})
