import { describe, expect, test } from 'vitest'
import { buildFixture, buildFixtureIn, stores } from '../testing.ts'

const done = 'a OK done\r\n'
const malformed = 'a BAD wrong arguments\r\n'
const off = 'a BAD QRESYNC is not enabled\r\n'
const epoch = 1767225600

describe('ENABLE', () => {
  test('names what it turns on, and passes over what it does not know', async () => {
    const client = await buildFixture().openAsAlice()
    const before = await client.says('c CAPABILITY')
    expect(await client.says('a ENABLE condstore X-STRANGE IDLE')).toBe(`* ENABLED CONDSTORE\r\n${done}`)
    expect(await client.says('a ENABLE X-STRANGE')).toBe(`* ENABLED\r\n${done}`)
    expect(await client.says('a ENABLE QRESYNC CONDSTORE')).toBe(`* ENABLED QRESYNC CONDSTORE\r\n${done}`)
    expect(await client.says('c CAPABILITY')).toBe(before)
    expect(await client.says('a ENABLE')).toBe(malformed)
  })

  test('needs a login', async () => {
    expect(await buildFixture().open().says('a ENABLE CONDSTORE')).toBe('a BAD not allowed now\r\n')
  })
})

describe.each(stores)('CONDSTORE in %s', (_name, createStore) => {
  const open = async (...messages: readonly string[]) => {
    const fixture = buildFixtureIn(createStore(), ...messages)
    return { ...fixture, client: await fixture.openInbox() }
  }

  test('every change has a number above those before it, and SELECT tells the highest', async () => {
    const { client, openAsAlice } = await open('one', 'two')
    const highest = async () => {
      const said = await (await openAsAlice()).says('a EXAMINE INBOX')
      return Number(/HIGHESTMODSEQ (\d+)\]/.exec(said)?.[1])
    }
    expect(await highest()).toBe(3)
    await client.says('s STORE 1 +FLAGS.SILENT \\Seen')
    expect(await highest()).toBe(4)
    await client.says('s STORE 1 +FLAGS.SILENT \\Seen')
    expect(await highest()).toBe(4)
    await client.says('s STORE 1 +FLAGS.SILENT \\Deleted', 's EXPUNGE')
    expect(await highest()).toBe(6)
  })

  test('numbers are told once the client has asked for them, and not before', async () => {
    const { alices, client } = await open('one')
    await alices.setFlags(1, ['\\Seen'])
    expect(await client.says('a NOOP')).not.toContain('MODSEQ')
    expect(await client.says('a FETCH 1 (MODSEQ)')).toBe(`* 1 FETCH (MODSEQ (3))\r\n${done}`)
    await alices.setFlags(1, [])
    expect(await client.says('a NOOP')).toBe(`* 1 FETCH (UID 1 FLAGS (\\Recent) MODSEQ (4))\r\n${done}`)
    expect(await client.says('a STORE 1 FLAGS (\\Draft)')).toBe(
      `* 1 FETCH (FLAGS (\\Draft \\Recent) MODSEQ (5))\r\n${done}`,
    )
    expect(await client.says('a UID STORE 1 FLAGS.SILENT ()')).toBe(`* 1 FETCH (UID 1 MODSEQ (6))\r\n${done}`)
    expect(await client.says('a FETCH 1 BODY[]')).toBe(
      `* 1 FETCH (BODY[] {3}\r\none MODSEQ (7) FLAGS (\\Seen \\Recent))\r\n${done}`,
    )
    expect(await client.says('a FETCH 1 MODSEQ')).toBe(`* 1 FETCH (MODSEQ (7))\r\n${done}`)
  })

  test.each([
    'SELECT INBOX (CONDSTORE)',
    'EXAMINE INBOX (condstore)',
    'STATUS INBOX (HIGHESTMODSEQ)',
    'FETCH 1 (FLAGS) (CHANGEDSINCE 1)',
    'STORE 1 (UNCHANGEDSINCE 9) FLAGS.SILENT ()',
    'SEARCH MODSEQ 1',
    'ENABLE CONDSTORE',
    'ENABLE QRESYNC',
  ])('%s asks for them', async (line) => {
    const { alices, client } = await open('one')
    expect(await client.says(`a ${line}`)).toContain('a OK')
    await alices.setFlags(1, ['\\Seen'])
    expect(await client.says('a NOOP')).toMatch(/^\* 1 FETCH \(UID 1 FLAGS \([^)]*\) MODSEQ \(3\)\)\r\n/)
  })

  test('STORE (UNCHANGEDSINCE) leaves alone what has changed since', async () => {
    const { alices, client } = await open('one', 'two', 'three')
    await alices.setFlags(2, ['\\Flagged'])
    expect(await client.says('a STORE 1:3 (UNCHANGEDSINCE 4) +FLAGS.SILENT (\\Seen)')).toBe(
      [
        '* 1 FETCH (MODSEQ (6))',
        '* 3 FETCH (MODSEQ (7))',
        '* 2 FETCH (UID 2 FLAGS (\\Flagged \\Recent) MODSEQ (5))',
        'a OK [MODIFIED 2] some messages had changed, and stay as they are\r\n',
      ].join('\r\n'),
    )
    expect(await client.says('a UID STORE 1:3 (unchangedsince 0) FLAGS ()')).toBe(
      'a OK [MODIFIED 1:3] some messages had changed, and stay as they are\r\n',
    )
    expect(await client.says('a UID STORE 2 (UNCHANGEDSINCE 5) +FLAGS (\\Seen)')).toBe(
      `* 2 FETCH (UID 2 FLAGS (\\Flagged \\Seen \\Recent) MODSEQ (8))\r\n${done}`,
    )
  })

  test('FETCH (CHANGEDSINCE) gives what has changed since', async () => {
    const { client } = await open('one', 'two', 'three')
    await client.says('s STORE 2 +FLAGS.SILENT \\Seen')
    expect(await client.says('a FETCH 1:3 (UID) (CHANGEDSINCE 4)')).toBe(
      `* 2 FETCH (UID 2 MODSEQ (5))\r\n${done}`,
    )
    expect(await client.says('a UID FETCH 1:* FLAGS (CHANGEDSINCE 5)')).toBe(done)
    expect(await client.says('a UID FETCH 3 MODSEQ (CHANGEDSINCE 3)')).toBe(
      `* 3 FETCH (MODSEQ (4) UID 3)\r\n${done}`,
    )
  })

  test('SEARCH tells the highest number among what it found', async () => {
    const { client } = await open('one', 'two', 'three')
    expect(await client.says('a SEARCH OR MODSEQ 4 1')).toBe(`* SEARCH 1 3 (MODSEQ 4)\r\n${done}`)
    expect(await client.says('a UID SEARCH RETURN (COUNT) NOT MODSEQ 4')).toBe(
      `* ESEARCH (TAG "a") UID COUNT 2 MODSEQ 3\r\n${done}`,
    )
    expect(await client.says('a SEARCH (MODSEQ 9)')).toBe(`* SEARCH\r\n${done}`)
  })

  test('what removes messages tells the number of that', async () => {
    const { accounts, client } = await open('one', 'two', 'three', 'four')
    await accounts.of('alice@local.test').create('Drafts')
    await client.says('s ENABLE CONDSTORE', 's STORE 1,3 +FLAGS.SILENT \\Deleted')
    expect(await client.says('a UID EXPUNGE 1')).toBe('* 1 EXPUNGE\r\na OK [HIGHESTMODSEQ 8] done\r\n')
    expect(await client.says('a EXPUNGE')).toBe('* 2 EXPUNGE\r\na OK [HIGHESTMODSEQ 9] done\r\n')
    expect(await client.says('a MOVE 1 Drafts')).toMatch(
      /COPYUID.*\r\n\* 1 EXPUNGE\r\na OK \[HIGHESTMODSEQ 10\]/,
    )
  })
})

describe.each(stores)('QRESYNC in %s', (_name, createStore) => {
  const open = async (...messages: readonly string[]) => {
    const fixture = buildFixtureIn(createStore(), ...messages)
    const client = await fixture.openAsAlice()
    await client.says('e ENABLE QRESYNC')
    return { ...fixture, client }
  }
  const five = ['one', 'two', 'three', 'four', 'five']

  test('removals are told by UID', async () => {
    const { alices, client } = await open(...five)
    await client.says('s SELECT INBOX')
    await alices.remove([4, 1, 2])
    expect(await client.says('a NOOP')).toBe(`* VANISHED 1:2,4\r\n${done}`)
    await alices.append('six')
    await alices.remove([6])
    expect(await client.says('a NOOP')).toBe(done)
    expect(await client.says('a STORE 1 FLAGS (\\Deleted)')).toContain(
      '* 1 FETCH (UID 3 FLAGS (\\Deleted \\Recent) MODSEQ (',
    )
    expect(await client.says('a EXPUNGE')).toMatch(/^\* VANISHED 3\r\na OK \[HIGHESTMODSEQ \d+\] done\r\n$/)
  })

  test('SELECT tells what has gone and what has changed since', async () => {
    const { alices, client } = await open(...five)
    await alices.remove([2, 3])
    await alices.setFlags(5, ['\\Seen'])
    const since = async (known: string) => {
      const said = await client.says(`a SELECT INBOX (QRESYNC (${known}))`)
      return said.split('\r\n').filter((line) => /VANISHED|FETCH/.test(line))
    }
    const changed = '* 3 FETCH (UID 5 FLAGS (\\Seen \\Recent) MODSEQ (9))'
    expect(await since(`${epoch} 6`)).toEqual(['* VANISHED (EARLIER) 2:3', changed])
    const later = changed.replace(' \\Recent', '')
    expect(await since(`${epoch} 6 1:2,5:*`)).toEqual(['* VANISHED (EARLIER) 2', later])
    expect(await since(`${epoch} 6 1:4 (1,2 1,2)`)).toEqual(['* VANISHED (EARLIER) 2:3'])
    expect(await since(`${epoch} 9`)).toEqual([])
    expect(await since(`${epoch + 1} 6`)).toEqual([])
  })

  test('UID FETCH tells what of its UIDs is gone, before anything else', async () => {
    const { alices, client } = await open(...five)
    await alices.remove([1, 3])
    await client.says('s SELECT INBOX')
    expect(await client.says('a UID FETCH 2:9 (UID) (CHANGEDSINCE 5 VANISHED)')).toBe(
      `* VANISHED (EARLIER) 3\r\n* 2 FETCH (UID 4 MODSEQ (5))\r\n* 3 FETCH (UID 5 MODSEQ (6))\r\n${done}`.replace(
        '* 2 FETCH (UID 4 MODSEQ (5))\r\n',
        '',
      ),
    )
    expect(await client.says('a UID FETCH 2 (UID) (VANISHED CHANGEDSINCE 9)')).toBe(done)
  })
})

test('QRESYNC has to be enabled', async () => {
  const client = await buildFixture('one').openInbox()
  await client.says('e ENABLE CONDSTORE')
  expect(await client.says(`a SELECT INBOX (QRESYNC (${epoch} 1))`)).toBe(off)
  expect(await client.says('a UID FETCH 1 UID (CHANGEDSINCE 1 VANISHED)')).toBe(off)
  await client.says('e ENABLE QRESYNC')
  expect(await client.says('a FETCH 1 UID (CHANGEDSINCE 1 VANISHED)')).toBe(off)
  expect(await client.says('a UID FETCH 1 UID (VANISHED)')).toBe(malformed)
})

test('a mailbox that is left for another one is said to be closed', async () => {
  const client = await buildFixture('one').openInbox()
  expect(await client.says('a SELECT INBOX')).toMatch(/^\* OK \[CLOSED\] [^\r]*\r\n\* FLAGS /)
  expect(await client.says('a SELECT nowhere')).toMatch(/^\* OK \[CLOSED\] [^\r]*\r\na NO /)
  expect(await client.says('a SELECT INBOX')).not.toContain('CLOSED')
})

test.each([
  'SELECT INBOX ()',
  'SELECT INBOX (STRANGE)',
  'SELECT INBOX (QRESYNC)',
  'SELECT INBOX (QRESYNC ())',
  'SELECT INBOX (QRESYNC (1))',
  'SELECT INBOX (QRESYNC (0 1))',
  'SELECT INBOX (QRESYNC (1 0))',
  'SELECT INBOX (QRESYNC (1 1 x))',
  'SELECT INBOX (QRESYNC (1 1 1 (1)))',
  'FETCH 1 UID ()',
  'FETCH 1 UID (CHANGEDSINCE)',
  'FETCH 1 UID (CHANGEDSINCE 0)',
  'FETCH 1 UID (STRANGE 1)',
  'STORE 1 (UNCHANGEDSINCE) FLAGS ()',
  'STORE 1 (UNCHANGEDSINCE x) FLAGS ()',
  'STORE 1 (STRANGE 1) FLAGS ()',
])('%s is malformed', async (line) => {
  expect(await (await buildFixture('one').openInbox()).says(`a ${line}`)).toBe(malformed)
})
