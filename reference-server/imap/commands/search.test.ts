import { describe, expect, test } from 'vitest'
import { buildFixture, buildFixtureIn, stores } from '../testing.ts'

const done = 'a OK done\r\n'
const malformed = 'a BAD wrong arguments\r\n'
const day = 86_400_000

const plain = 'From: Bob <bob@remote.test>\r\nTo: alice@local.test\r\nSubject: Tea time\r\n'
const messages = [
  `${plain}Date: Mon, 5 Jan 2026 23:30:00 -0800\r\n\r\nAt four.\r\n`,
  'From: =?utf-8?Q?J=C3=BCrgen?= <j@elsewhere.test>\r\nCc: carol@local.test\r\nBcc: dan@local.test\r\n' +
    'Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?IGF1cyBaw7xyaWNo?=\r\nX-Empty:\r\n' +
    'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n' +
    'Sch=F6ne Gr=\r\n=FC=DFe\r\n',
  'Subject: parts\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\npreamble\r\n--q\r\n' +
    'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+WsO8cmljaDwvYj4=\r\n--q\r\n' +
    'Content-Type: application/octet-stream\r\n\r\nhidden\r\n--q\r\n' +
    'Content-Type: message/rfc822\r\n\r\nSubject: within\r\n\r\ninner\r\n--q--\r\n',
]

describe.each(stores)('SEARCH in %s', (_name, createStore) => {
  const open = async () => {
    const fixture = buildFixtureIn(createStore(), ...messages)
    const client = await fixture.openInbox()
    const finds = async (keys: string) => {
      const said = await client.says(`a SEARCH ${keys}`)
      return /^\* SEARCH ?(.*)\r\na OK done\r\n$/.exec(said)?.[1] ?? said
    }
    return { ...fixture, client, finds }
  }

  test.each([
    ['ALL', '1 2 3'],
    ['all', '1 2 3'],
    ['SUBJECT tea', '1'],
    ['SUBJECT "TEA T"', '1'],
    ['subject {3+}\r\ntea', '1'],
    ['FROM bob@', '1'],
    ['FROM remote', '1'],
    ['TO alice', '1'],
    ['CC carol', '2'],
    ['CC alice', ''],
    ['BCC dan', '2'],
    ['HEADER Subject tea', '1'],
    ['HEADER X-Empty ""', '2'],
    ['HEADER x-empty x', ''],
    ['HEADER X-Missing ""', ''],
    ['CHARSET UTF-8 SUBJECT "grüße aus zürich"', '2'],
    ['CHARSET utf-8 FROM JÜRGEN', malformed],
    ['CHARSET utf-8 FROM "JÜRGEN"', '2'],
    ['BODY "schöne grüße"', '2'],
    ['BODY four', '1'],
    ['BODY tea', ''],
    ['BODY zürich', malformed],
    ['BODY "zürich"', '3'],
    ['BODY hidden', ''],
    ['BODY within', '3'],
    ['BODY inner', '3'],
    ['BODY preamble', ''],
    ['TEXT four', '1'],
    ['TEXT "zürich"', '2 3'],
    ['TEXT subject', '1 2 3'],
    ['TEXT x-empty', '2'],
    ['TEXT nowhere', ''],
    ['LARGER 200', '2 3'],
    [`LARGER ${messages[0]?.length}`, '2 3'],
    [`SMALLER ${messages[0]?.length}`, ''],
    [`SMALLER ${(messages[0]?.length ?? 0) + 1}`, '1'],
    ['SENTON 5-Jan-2026', '1'],
    ['SENTON 6-Jan-2026', ''],
    ['SENTBEFORE 6-Jan-2026', '1'],
    ['SENTBEFORE 5-Jan-2026', ''],
    ['SENTSINCE "05-jan-2026"', '1'],
    ['SENTSINCE 6-Jan-2026', ''],
    ['NOT SENTSINCE 6-Jan-2026', '1 2 3'],
    ['1:2', '1 2'],
    ['3:2,9', '2 3'],
    ['*', '3'],
    ['UID 2:*', '2 3'],
    ['UID 1,3', '1 3'],
    ['NOT 2', '1 3'],
    ['NOT NOT 2', '2'],
    ['OR 1 3', '1 3'],
    ['OR SUBJECT tea BODY inner', '1 3'],
    ['OR BODY inner 1', '1 3'],
    ['OR NOT 1 SUBJECT parts', '2 3'],
    ['1:2 SUBJECT tea', '1'],
    ['(1:2 SUBJECT tea)', '1'],
    ['OR (1 2) (3 (BODY inner))', '3'],
    ['NOT (1 SUBJECT tea)', '2 3'],
    ['NOT (BODY inner SUBJECT parts)', '1 2'],
    ['UNSEEN NEW RECENT', '1 2 3'],
    ['OLD', ''],
    ['MODSEQ 3', '2 3'],
    ['MODSEQ "/flags/\\\\draft" all 4', '3'],
    ['CHARSET US-ASCII SUBJECT tea', '1'],
    ['SUBJECT ""', '1 2 3'],
  ])('%s finds %s', async (keys, numbers) => {
    const { client, finds } = await open()
    const found = await finds(keys)
    if (keys.includes('MODSEQ')) expect(found.replace(/ \(.*/, '')).toBe(numbers)
    else expect(found).toBe(numbers)
    expect(await client.says('a NOOP')).toBe(done)
  })

  test.each(['Answered', 'Deleted', 'Draft', 'Flagged', 'Seen'])(
    'finds \\%s and its opposite',
    async (flag) => {
      const { client, finds } = await open()
      await client.says(`s STORE 2 +FLAGS.SILENT (\\${flag})`)
      expect(await finds(flag.toUpperCase())).toBe('2')
      expect(await finds(`un${flag}`)).toBe('1 3')
      expect(await finds(`NOT ${flag}`)).toBe('1 3')
    },
  )

  test('finds keywords in any case of letters, and what is recent', async () => {
    const { client, finds, openInbox } = await open()
    await client.says('s STORE 2 +FLAGS.SILENT ($Work \\Seen)')
    expect(await finds('KEYWORD $work')).toBe('2')
    expect(await finds('UNKEYWORD $WORK')).toBe('1 3')
    expect(await finds('KEYWORD $Other')).toBe('')
    expect(await finds('NEW')).toBe('1 3')
    expect(await finds('RECENT')).toBe('1 2 3')
    const later = await openInbox()
    expect(await later.says('a SEARCH OLD', 'a SEARCH NEW', 'a SEARCH RECENT')).toBe(
      `* SEARCH 1 2 3\r\n${done}* SEARCH\r\n${done}* SEARCH\r\n${done}`,
    )
  })

  test('names UIDs where it is asked for them, and changes no number otherwise', async () => {
    const { alices, client } = await open()
    await alices.remove([1])
    expect(await client.says('a SEARCH ALL')).toBe(`* SEARCH 1 2 3\r\n${done}`)
    expect(await client.says('a UID SEARCH 2:3')).toBe(`* SEARCH 2 3\r\n* 1 EXPUNGE\r\n${done}`)
    expect(await client.says('a SEARCH ALL')).toBe(`* SEARCH 1 2\r\n${done}`)
  })

  test('RETURN tells what was asked for', async () => {
    const { client } = await open()
    const esearch = async (rest: string) => (await client.says(`a ${rest}`)).replace(done, '')
    expect(await esearch('SEARCH RETURN () ALL')).toBe('* ESEARCH (TAG "a") ALL 1:3\r\n')
    expect(await esearch('SEARCH RETURN (MIN MAX COUNT ALL) OR 1 3')).toBe(
      '* ESEARCH (TAG "a") MIN 1 MAX 3 COUNT 2 ALL 1,3\r\n',
    )
    expect(await esearch('UID SEARCH RETURN (all count) CHARSET UTF-8 2')).toBe(
      '* ESEARCH (TAG "a") UID COUNT 1 ALL 2\r\n',
    )
    expect(await esearch('SEARCH RETURN (MIN) 2:3')).toBe('* ESEARCH (TAG "a") MIN 2\r\n')
    expect(await esearch('SEARCH RETURN (MIN MAX COUNT ALL) DELETED')).toBe('* ESEARCH (TAG "a") COUNT 0\r\n')
    expect(await esearch('SEARCH RETURN (MIN) DELETED')).toBe('* ESEARCH (TAG "a")\r\n')
  })
})

test('dates and ages are those of arrival', async () => {
  const { alices, clock, openInbox } = buildFixture()
  const midnight = Math.floor(clock.now() / day) * day
  for (const at of [midnight - 1, midnight, midnight + day - 1, midnight + day]) await alices.append('x', at)
  await alices.append('y', clock.now() - 100_000)
  const client = await openInbox()
  const finds = async (keys: string) =>
    (await client.says(`a SEARCH ${keys}`)).replace(`\r\n${done}`, '').slice(9)
  expect(new Date(midnight).toISOString()).toMatch(/^2026-01-01/)
  expect(await finds('1:4 ON 1-Jan-2026')).toBe('2 3')
  expect(await finds('1:4 BEFORE 1-Jan-2026')).toBe('1')
  expect(await finds('1:4 SINCE 1-Jan-2026')).toBe('2 3 4')
  expect(await finds('1:4 SINCE 1-Jan-2026 BEFORE 2-JAN-2026')).toBe('2 3')
  expect(await finds('5 YOUNGER 100')).toBe('5')
  expect(await finds('5 OLDER 100')).toBe('5')
  expect(await finds('5 YOUNGER 99')).toBe('')
  expect(await finds('5 OLDER 101')).toBe('')
})

test('a charset that is not known, and strings that are in none, are told apart', async () => {
  const client = await buildFixture('one').openInbox()
  expect(await client.says('a SEARCH CHARSET KOI8-R ALL')).toBe(
    'a NO [BADCHARSET (US-ASCII UTF-8)] charset not known\r\n',
  )
  for (const keys of ['SUBJECT', 'NOT OR 1 BODY', '(1 TEXT', 'HEADER X']) {
    const sent = Buffer.from(`a SEARCH ${keys} "\xff"${keys.startsWith('(') ? ')' : ''}\r\n`, 'latin1')
    expect(await client.sendsOctets(sent)).toBe('a BAD a string is not in its charset\r\n')
  }
})

test.each([
  '',
  ' ()',
  ' (ALL',
  ' ALL)',
  ' ALLX',
  ' ALL  SEEN',
  ' ALL ',
  ' NOT',
  ' OR 1',
  ' OR 1  2',
  ' FROM',
  ' HEADER X',
  ' KEYWORD \\Seen',
  ' LARGER x',
  ' YOUNGER 0',
  ' SINCE 31-Feb-2026',
  ' SINCE 1-1-2026',
  ' SINCE "1-Jan-2026',
  ' UID',
  ' UID 0',
  ' 0',
  ' MODSEQ',
  ' CHARSET UTF-8',
  ' CHARSET ALL',
  ' RETURN ALL',
  ' RETURN (MIN)',
  ' RETURN (STRANGE) ALL',
  ' RETURN (MIN)  ALL',
  ' STRANGE',
  ` ${'NOT '.repeat(31)}ALL`,
  ` ${'('.repeat(31)}ALL${')'.repeat(31)}`,
  ` ${'NOT '.repeat(15_000)}ALL`,
  ` ${'OR '.repeat(15_000)}ALL`,
])('SEARCH%s is malformed', async (keys) => {
  expect(await (await buildFixture('one').openInbox()).says(`a SEARCH${keys}`)).toBe(malformed)
})

test('conditions may lie thirty deep', async () => {
  const client = await buildFixture('one').openInbox()
  expect(await client.says(`a SEARCH ${'NOT '.repeat(30)}ALL`)).toBe(`* SEARCH 1\r\n${done}`)
})

test('an empty mailbox has nothing to find', async () => {
  const client = await buildFixture().openInbox()
  expect(await client.says('a SEARCH 1:*', 'a SEARCH RETURN (COUNT) UID *')).toBe(
    `* SEARCH\r\n${done}* ESEARCH (TAG "a") COUNT 0\r\n${done}`,
  )
})

test('more messages than are looked up at once are found', async () => {
  const client = await buildFixture(...Array.from({ length: 201 }, () => 'x')).openInbox()
  expect(await client.says('a SEARCH RETURN (ALL) NOT 100')).toContain(' ALL 1:99,101:201\r\n')
})
