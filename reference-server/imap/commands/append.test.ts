import { describe, expect, test } from 'vitest'
import { isProblem } from '../../store/problem.ts'
import { crlf } from '../../mailbox-session/testing.ts'
import { buildFixture, buildFixtureIn, stores } from '../testing.ts'
import { mostAppended } from './append.ts'

const tea = 'Subject: tea\r\n\r\nAt four.\r\n'
const epoch = 1767225600

/** A message as a literal that is sent unasked. */
const literal = (octets: string): string => `{${octets.length}+}\r\n${octets}`

describe.each(stores)('APPEND in %s', (_name, createStore) => {
  const build = (...messages: readonly string[]) => buildFixtureIn(createStore(), ...messages)

  test('keeps octets, flags and date', async () => {
    const { alices, openAsAlice } = build()
    const client = await openAsAlice()
    const said = await client.says(
      `a APPEND inbox (\\seen $Work) " 2-Feb-2025 23:30:00 -0130" ${literal(tea)}`,
    )
    expect(said).toBe(`a OK [APPENDUID ${epoch} 1] added\r\n`)
    expect(await alices.texts()).toEqual([tea])
    const [message] = await alices.messages()
    expect([...(message?.flags ?? [])]).toEqual(['$Work', '\\Seen'])
    expect(message?.receivedAt).toBe(Date.UTC(2025, 1, 3, 1))
  })

  test('asks for a literal, and takes what comes as it is', async () => {
    const { alices, openAsAlice } = build()
    const client = await openAsAlice()
    expect(await client.says('a APPEND INBOX {11}')).toBe('+ go on\r\n')
    const said = await client.sendsOctets(Buffer.from('a\r\nb\nc\xff {3}\r\n', 'latin1'))
    expect(said).toBe(`a OK [APPENDUID ${epoch} 1] added\r\n`)
    expect(await alices.texts()).toEqual(['a\r\nb\nc\xff {3}'])
  })

  test('without flags and date has none, and the time of now', async () => {
    const { alices, clock, openAsAlice } = build()
    await (await openAsAlice()).says(`a APPEND INBOX () ${literal(tea)}`)
    const [message] = await alices.messages()
    expect(message?.flags.size).toBe(0)
    expect(message?.receivedAt).toBe(clock.now())
  })

  test('to the mailbox that is selected announces the message', async () => {
    const client = await build('one').openInbox()
    expect(await client.says(`a APPEND INBOX ${literal(tea)}`)).toBe(
      `* 2 EXISTS\r\n* 2 RECENT\r\na OK [APPENDUID ${epoch} 2] added\r\n`,
    )
  })

  test('of several messages adds all of them, with flags and date for each', async () => {
    const { alices, openAsAlice } = build('one')
    const said = await (
      await openAsAlice()
    ).says(
      `a APPEND INBOX ${literal('a')} (\\Draft) ${literal('b')} "01-jan-1999 00:00:00 +0000" ${literal('c')}`,
    )
    expect(said).toBe(`a OK [APPENDUID ${epoch} 2:4] added\r\n`)
    expect(await alices.texts()).toEqual(['one', 'a', 'b', 'c'])
    const messages = await alices.messages()
    expect(messages.map(({ flags }) => [...flags].join())).toEqual(['', '', '\\Draft', ''])
    expect(messages.at(-1)?.receivedAt).toBe(Date.UTC(1999, 0, 1))
  })

  test.each([
    [
      'one of no octets',
      `${literal('a')} ${literal('')}`,
      'a NO a message without an octet is not added\r\n',
    ],
    [
      'one with NUL',
      `${literal('a')} ~{3+}\r\na\0b`,
      'a NO [UNKNOWN-CTE] a message with NUL is not added\r\n',
    ],
    ['one with NUL in a literal that may have none', `{3+}\r\na\0b`, 'a BAD wrong arguments\r\n'],
    ['a flag that nobody can set', `${literal('a')} (\\Recent) ${literal('b')}`, 'a BAD wrong arguments\r\n'],
    ['something that is no message', `${literal('a')} b`, 'a BAD wrong arguments\r\n'],
    ['none', '(\\Seen)', 'a BAD wrong arguments\r\n'],
    ['one in quotes', '"a"', 'a BAD wrong arguments\r\n'],
  ])('of messages among which there is %s adds none', async (_what, messages, said) => {
    const { alices, openAsAlice } = build()
    expect(await (await openAsAlice()).says(`a APPEND INBOX ${messages}`)).toBe(said)
    expect(await alices.messages()).toEqual([])
  })

  test('takes a literal that may hold any octets', async () => {
    const { alices, openAsAlice } = build()
    const client = await openAsAlice()
    expect(await client.says('a APPEND INBOX ~{3+}\r\na b')).toContain('a OK')
    expect(await client.says('a APPEND INBOX ~{3}')).toBe('+ go on\r\n')
    expect(await client.says('c d')).toContain('a OK')
    expect(await alices.texts()).toEqual(['a b', 'c d'])
  })

  test('to a mailbox that does not exist says that it can be made, and makes none', async () => {
    const { accounts, openAsAlice } = build()
    expect(await (await openAsAlice()).says(`a APPEND Drafts ${literal(tea)}`)).toBe(
      'a NO [TRYCREATE] no such mailbox\r\n',
    )
    expect(await accounts.of('alice@local.test').folders()).toEqual(['INBOX'])
  })
})

test.each([
  '"31-Feb-2026 00:00:00 +0000"',
  '"1-Jan-2026 00:00:00 +0000"',
  '"01-Foo-2026 00:00:00 +0000"',
  '"01-Jan-26 00:00:00 +0000"',
  '"01-Jan-2026 24:00:00 +0000"',
  '"01-Jan-2026 00:60:00 +0000"',
  '"01-Jan-2026 00:00:61 +0000"',
  '"01-Jan-2026 00:00:00 0000"',
  '"01-Jan-2026 00:00:00 +2400"',
  '"01-Jan-2026 00:00:00 +0060"',
  '"00-Jan-2026 00:00:00 +0000"',
  '"31-Dec-9999 23:59:00 -2300"',
  '"01-Jan-0000 00:00:00 +0000"',
  '01-Jan-2026',
])('APPEND takes no date of %s', async (date) => {
  const { alices, openAsAlice } = buildFixture()
  const client = await openAsAlice()
  expect(await client.says(`a APPEND INBOX ${date} ${literal(tea)}`)).toBe('a BAD wrong arguments\r\n')
  expect(await alices.messages()).toEqual([])
})

test.each([
  ['"29-Feb-2024 23:59:60 +2359"', Date.UTC(2024, 1, 29, 0, 1)],
  ['"31-Dec-1999 20:00:09 -1100"', Date.UTC(2000, 0, 1, 7, 0, 9)],
  ['" 3-MAR-0099 00:00:00 +0000"', new Date(0).setUTCFullYear(99, 2, 3)],
])('APPEND takes the date %s', async (date, instant) => {
  const { alices, openAsAlice } = buildFixture()
  await (await openAsAlice()).says(`a APPEND INBOX ${date} ${literal(tea)}`)
  expect((await alices.messages())[0]?.receivedAt).toBe(instant)
})

test('a message larger than the limit is refused before it is sent, and others are not', async () => {
  const { alices, openAsAlice } = buildFixture()
  const client = await openAsAlice()
  const tooBig = 'a NO [TOOBIG] messages of one command are too large\r\n'
  expect(await client.says(`a APPEND INBOX {${mostAppended + 1}}`, 'b NOOP')).toBe(`${tooBig}b OK done\r\n`)
  expect(await client.says('a CAPABILITY')).toContain(` APPENDLIMIT=${mostAppended}`)
  expect(await client.says(`a append INBOX {${mostAppended}}`)).toBe('+ go on\r\n')
  const rest = Buffer.alloc(mostAppended, 'x')
  expect(await client.sendsOctets(Buffer.concat([rest, crlf([''])]))).toContain('a OK [APPENDUID')
  expect((await alices.messages())[0]?.octets.size).toBe(mostAppended)
})

test.each(['NOOP', 'FETCH', 'APPENDX', 'UID APPEND'])(
  'no other command may be as large: %s',
  async (verb) => {
    const client = await buildFixture().openInbox()
    expect(await client.says(`a ${verb} INBOX {70000}`)).toBe('a BAD literal too large\r\n')
  },
)

test('before the login, no APPEND may be as large', async () => {
  expect(await buildFixture().open().says('a APPEND INBOX {70000}')).toBe(
    'a NO [TOOBIG] messages of one command are too large\r\n',
  )
})

test('APPEND to a mailbox without space leaves nothing behind', async () => {
  const { accounts, openAsAlice } = buildFixture()
  const account = accounts.of('alice@local.test')
  const client = await openAsAlice({
    accounts: {
      ...accounts,
      of: () => ({
        ...account,
        open: async (name) => {
          const folder = await account.open(name)
          return isProblem(folder) ? folder : { ...folder, append: async () => ({ problem: 'no-space' }) }
        },
      }),
    },
  })
  expect(await client.says(`a APPEND INBOX ${literal(tea)}`)).toBe(
    'a NO [UNAVAILABLE] insufficient storage, try again later\r\n',
  )
})
