import { describe, expect, test } from 'vitest'
import { buildFixture, buildFixtureIn, stores } from '../testing.ts'

const done = 'a OK done\r\n'
const unknown = 'a NO [NONEXISTENT] no such mailbox\r\n'
const exists = 'a NO [ALREADYEXISTS] mailbox exists\r\n'
const cannot = 'a NO [CANNOT] not possible with that mailbox\r\n'
const unnameable = 'a NO [CANNOT] no mailbox can have that name\r\n'
const tea = '{3+}\r\ntea'

/** The names that LIST gives. */
const names = (said: string): readonly string[] =>
  [...said.matchAll(/^\* LIST \(([^)]*)\) "\/" (.*)\r$/gm)].map(([, attributes = '', name = '']) =>
    attributes.includes('\\Noselect') ? `${name}?` : name,
  )

describe.each(stores)('in %s', (_name, createStore) => {
  const openSession = async (...messages: readonly string[]) => {
    const fixture = buildFixtureIn(createStore(), ...messages)
    const client = await fixture.openAsAlice()
    const all = async () => names(await client.says('l LIST "" *'))
    return { ...fixture, client, all }
  }

  test('CREATE makes a mailbox that can be selected, and the levels above it', async () => {
    const { client, all } = await openSession()
    expect(await client.says('a CREATE a/b/c')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'a', 'a/b', 'a/b/c'])
    expect(await client.says('a SELECT a/b')).toContain('* 0 EXISTS')
    expect(await client.says('a CREATE a/b')).toBe(exists)
    expect(await client.says('a CREATE inbox')).toBe(exists)
    expect(await client.says('a CREATE places/')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'a', 'a/b', 'a/b/c', 'places'])
  })

  test('INBOX has mailboxes within it, in any case of letters', async () => {
    const { client, all } = await openSession()
    expect(await client.says('a CREATE inbox/a')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'INBOX/a'])
    expect(await client.says('a CREATE InBox/a')).toBe(exists)
    expect(await client.says('a CREATE inboxes')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'INBOX/a', 'inboxes'])
  })

  test('DELETE takes a mailbox and its messages away, and none within it', async () => {
    const { client, all } = await openSession()
    await client.says('s CREATE a/b/c', `s APPEND a/b ${tea}`)
    expect(await client.says('a DELETE a/b')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'a', 'a/b?', 'a/b/c'])
    expect(await client.says('a SELECT a/b')).toBe(unknown)
    expect(await client.says('a DELETE a/b')).toBe(unknown)
    expect(await client.says('a DELETE a/b/c')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'a'])
    expect(await client.says('a DELETE inbox')).toBe(cannot)
    expect(await client.says('a DELETE elsewhere')).toBe(unknown)
  })

  test('a mailbox made again under an old name is another one', async () => {
    const { client } = await openSession()
    const epochOf = async () => {
      const said = await client.says('s STATUS a (UIDVALIDITY MESSAGES)')
      return Number(/UIDVALIDITY (\d+) MESSAGES 0/.exec(said)?.[1])
    }
    await client.says('s CREATE a')
    const before = await epochOf()
    await client.says(`s APPEND a ${tea}`, 's DELETE a', 's CREATE a')
    expect(await epochOf()).toBeGreaterThan(before)
  })

  test('a session whose mailbox is deleted sees it empty, and never gets into another one', async () => {
    const { client, openAsAlice } = await openSession()
    await client.says('s CREATE a', `s APPEND a ${tea}`, `s APPEND a ${tea}`)
    const other = await openAsAlice()
    await other.says('s SELECT a')
    expect(await client.says('a DELETE a', 'a CREATE a', `s APPEND a ${tea}`)).toContain(done + done)
    expect(await other.says('a FETCH 1 BODY.PEEK[]')).toContain('{3}\r\ntea')
    expect(await other.says('a NOOP')).toBe(`* 2 EXPUNGE\r\n* 1 EXPUNGE\r\n${done}`)
    expect(await other.says('a EXPUNGE', 'a UNSELECT', 'a STATUS a (MESSAGES)')).toBe(
      `${done}${done}* STATUS a (MESSAGES 1)\r\n${done}`,
    )
  })

  test('RENAME carries messages, flags and UIDs over, and what is within', async () => {
    const { client, all } = await openSession()
    await client.says('s CREATE a/b', `s APPEND a/b (\\Draft) ${tea}`, 's SELECT a/b')
    expect(await client.says('a RENAME a x/y/z')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'x', 'x/y', 'x/y/z', 'x/y/z/b'])
    const said = await client.says('a SELECT x/y/z/b', 'a UID FETCH 1 (FLAGS BODY.PEEK[])')
    expect(said).toContain('UIDVALIDITY 1767225602]')
    expect(said).toContain('* 1 FETCH (FLAGS (\\Draft) BODY[] {3}\r\ntea UID 1)')
    expect(await client.says('a STATUS a/b (MESSAGES)')).toBe(unknown)
  })

  test('RENAME of a level that is no mailbox renames what is within', async () => {
    const { client, all } = await openSession()
    await client.says('s CREATE a/b', 's DELETE a')
    expect(await client.says('a RENAME a x')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'x?', 'x/b'])
  })

  test('RENAME is refused where it cannot be, and changes nothing', async () => {
    const { client, all } = await openSession()
    await client.says('s CREATE a/b', 's CREATE c/d', 's CREATE ab', 's DELETE c')
    const before = await all()
    expect(before).toEqual(['INBOX', 'a', 'a/b', 'ab', 'c?', 'c/d'])
    expect(await client.says('a RENAME x y')).toBe(unknown)
    expect(await client.says('a RENAME a/b a')).toBe(exists)
    expect(await client.says('a RENAME a a')).toBe(exists)
    expect(await client.says('a RENAME a c')).toBe(exists)
    expect(await client.says('a RENAME a inbox')).toBe(exists)
    expect(await client.says('a RENAME a a/b/c')).toBe(cannot)
    expect(await client.says('a RENAME a "a*"')).toBe(unnameable)
    expect(await client.says('a RENAME "a*" x')).toBe(unknown)
    expect(await all()).toEqual(before)
  })

  test('RENAME of INBOX moves its messages, and leaves it there with what is within', async () => {
    const { client, all } = await openSession('one', 'two')
    await client.says('s CREATE INBOX/a')
    expect(await client.says('a RENAME inbox old/mail')).toBe(done)
    expect(await all()).toEqual(['INBOX', 'INBOX/a', 'old', 'old/mail'])
    expect(await client.says('a STATUS INBOX (MESSAGES)')).toContain('MESSAGES 0')
    expect(await client.says('a STATUS old/mail (MESSAGES)')).toContain('MESSAGES 2')
    expect(await client.says('a RENAME INBOX old/mail')).toBe(exists)
  })

  test('SUBSCRIBE and UNSUBSCRIBE change what LSUB lists, in every session', async () => {
    const { client, openAsAlice } = await openSession()
    const other = await openAsAlice()
    const lsub = async (pattern = '*') => (await other.says(`a LSUB "" ${pattern}`)).replace(done, '')
    await client.says('s CREATE a/b', 's CREATE c')
    expect(await lsub()).toBe('* LSUB () "/" INBOX\r\n')
    expect(await client.says('a SUBSCRIBE a/b')).toBe(done)
    expect(await client.says('a SUBSCRIBE a/b')).toBe(done)
    expect(await client.says('a SUBSCRIBE nowhere')).toBe(unknown)
    expect(await client.says('a SUBSCRIBE "a*"')).toBe(unknown)
    expect(await lsub()).toBe('* LSUB () "/" INBOX\r\n* LSUB () "/" a/b\r\n')
    expect(await lsub('%')).toBe('* LSUB () "/" INBOX\r\n* LSUB (\\Noselect) "/" a\r\n')
    expect(await lsub('a/%')).toBe('* LSUB () "/" a/b\r\n')
    // A name stays when its mailbox goes.
    await client.says('s DELETE a/b')
    expect(await lsub('a*')).toBe('* LSUB () "/" a/b\r\n')
    expect(await client.says('a UNSUBSCRIBE a/b', 'a UNSUBSCRIBE inbox')).toBe(done + done)
    expect(await lsub()).toBe('')
    expect(await client.says('a SUBSCRIBE Inbox')).toBe(done)
    expect(await lsub()).toBe('* LSUB () "/" INBOX\r\n')
  })

  test('CREATE makes mailboxes for a use, which stays with them', async () => {
    const { client } = await openSession()
    expect(await client.says('a CREATE a/Entw&APw-rfe (USE (\\drafts))')).toBe(done)
    const special = async () => client.says('a LIST (SPECIAL-USE) "" *')
    expect(await special()).toBe(`* LIST (\\HasNoChildren \\Drafts) "/" a/Entw&APw-rfe\r\n${done}`)
    expect(await client.says('a RENAME a b')).toBe(done)
    expect(await special()).toBe(`* LIST (\\HasNoChildren \\Drafts) "/" b/Entw&APw-rfe\r\n${done}`)
    await client.says('s DELETE b/Entw&APw-rfe', 's CREATE b/Entw&APw-rfe')
    expect(await special()).toBe(done)
    for (const uses of ['\\All', '\\Strange', '\\Sent \\Trash']) {
      expect(await client.says(`a CREATE z (USE (${uses}))`)).toBe(
        'a NO [USEATTR] no mailbox is made for that use\r\n',
      )
    }
    expect(await client.says('a STATUS z (MESSAGES)')).toBe(unknown)
  })
})

test.each([
  ['nothing', '""'],
  ['a delimiter alone', '/'],
  ['a delimiter first', '/a'],
  ['two delimiters', 'a//b'],
  ['two delimiters at the end', 'a//'],
  ['a wildcard', '"a*b"'],
  ['another wildcard', '"a%b"'],
  ['a control character', '"a\tb"'],
  ['a separator of lines', '&ICg-'],
  ['raw octets', '"Entwürfe"'],
  ['an ampersand alone', 'a&b'],
  ['too many octets', 'a'.repeat(801)],
  ['too many levels', Array.from({ length: 31 }, () => 'a').join('/')],
])('no mailbox is made of a name with %s', async (_what, name) => {
  const { accounts, openAsAlice } = buildFixture()
  const client = await openAsAlice()
  expect(await client.says(`a CREATE ${name}`)).toBe(unnameable)
  expect(await client.says(`a RENAME INBOX ${name}`)).toBe(unnameable)
  expect(await client.says(`a APPEND ${name} {1+}\r\nx`)).toBe(unknown)
  expect(await client.says('s SELECT INBOX', `a UID COPY 1 ${name}`)).toContain(unknown)
  await client.says('s UNSELECT')
  for (const verb of ['SELECT', 'DELETE', 'SUBSCRIBE', 'UNSUBSCRIBE']) {
    expect(await client.says(`a ${verb} ${name}`)).toMatch(/^a (?:NO \[NONEXISTENT\]|BAD)/)
  }
  expect(await accounts.of('alice@local.test').folders()).toEqual(['INBOX'])
})

test.each(['"a b.c"', 'a&-b', 'NIL', '&U,BTFw-', `{1+}\r\nx`, 'a'.repeat(800), 'a]b'])(
  'a mailbox may be named %s, and is listed so',
  async (name) => {
    const client = await buildFixture().openAsAlice()
    expect(await client.says(`a CREATE ${name}`)).toBe(done)
    const written = name.startsWith('{') ? 'x' : name
    expect(await client.says('a LIST "" %')).toContain(`"/" ${written}\r\n`)
    expect(await client.says(`a SELECT ${written}`)).toContain('a OK [READ-WRITE]')
  },
)

test('a name with quotes is listed as a literal', async () => {
  const client = await buildFixture().openAsAlice()
  expect(await client.says('a CREATE "a\\"b\\\\c"')).toBe(done)
  expect(await client.says('a LIST "" a%')).toBe(`* LIST (\\HasNoChildren) "/" {5}\r\na"b\\c\r\n${done}`)
})

test('as many levels as there may be can be made', async () => {
  const { accounts, openAsAlice } = buildFixture()
  const client = await openAsAlice()
  expect(await client.says(`a CREATE a${'/a'.repeat(29)}`)).toBe(done)
  expect(await accounts.of('alice@local.test').folders()).toHaveLength(31)
})

test.each([
  'CREATE',
  'CREATE a b',
  'CREATE a (USE ())',
  'CREATE a (USE \\Drafts)',
  'CREATE a (USE (\\Drafts)) b',
  'DELETE',
  'DELETE a b',
  'RENAME a',
  'RENAME a b c',
  'SUBSCRIBE',
  'UNSUBSCRIBE a b',
])('%s is malformed', async (line) => {
  expect(await (await buildFixture().openAsAlice()).says(`a ${line}`)).toMatch(/^a BAD /)
})

test.each([
  'CREATE a',
  'DELETE a',
  'RENAME a b',
  'SUBSCRIBE a',
  'UNSUBSCRIBE a',
  'NAMESPACE',
  'APPEND a {1+}\r\nx',
])('%s is not allowed before a login', async (line) => {
  expect(await buildFixture().open().says(`a ${line}`)).toBe('a BAD not allowed now\r\n')
})
