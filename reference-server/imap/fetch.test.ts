import { describe, expect, test } from 'vitest'
import { buildFixture } from './testing.ts'

const done = 'a OK done\r\n'
const plain = [
  'Date: Thu, 1 Jan 2026 00:00:00 +0000',
  'From: "Bob, the first" <bob@remote.test>',
  'To: alice@local.test (Alice), friends: carol@local.test, <@old.test:dave@local.test>;',
  'Subject: tea',
  ' at four',
  'Message-ID: <1@remote.test>',
  '',
  'Come.',
  '',
].join('\r\n')
const inner = [
  'Subject: within',
  'Content-Type: multipart/alternative; boundary=q',
  '',
  '--q',
  '',
  'plain',
  '--q',
  'Content-Type: text/html',
  '',
  '<p>',
  '--q--',
].join('\r\n')
const mixed = [
  'From: bob@remote.test',
  'Content-Type: multipart/mixed; boundary="x y"',
  '',
  'preamble',
  '--x y',
  'Content-Type: text/plain; charset="utf-8"',
  'Content-Transfer-Encoding: 8BIT',
  'Content-ID: <part1@remote.test>',
  '',
  'one\r\n--x yes is no boundary',
  '--x y  ',
  'Content-Type: message/rfc822',
  'Content-Disposition: attachment; filename="within.eml"',
  'Content-Language: en, fr',
  '',
  inner,
  '--x y--',
  'epilogue',
].join('\r\n')

/** Fetches of a message and gives the answer between the parentheses. */
async function fetched(message: string, items: string): Promise<string> {
  const client = await buildFixture(message).openInbox()
  const said = await client.says(`a FETCH 1 ${items}`)
  const [, inside] = /^\* 1 FETCH \(([^]*)\)\r\na OK done\r\n$/.exec(said) ?? []
  return inside ?? said
}

const literal = (label: string, octets: string) => `${label} {${octets.length}}\r\n${octets}`

describe('FETCH', () => {
  test.each([
    ['FLAGS', 'FLAGS (\\Recent)'],
    ['UID', 'UID 1'],
    ['(uid flags)', 'UID 1 FLAGS (\\Recent)'],
    ['FAST', `FLAGS (\\Recent) INTERNALDATE " 1-Jan-2026 00:00:00 +0000" RFC822.SIZE ${plain.length}`],
    ['RFC822.SIZE', `RFC822.SIZE ${plain.length}`],
    [
      'ENVELOPE',
      'ENVELOPE ("Thu, 1 Jan 2026 00:00:00 +0000" "tea at four" ' +
        '(("Bob, the first" NIL "bob" "remote.test")) (("Bob, the first" NIL "bob" "remote.test")) ' +
        '(("Bob, the first" NIL "bob" "remote.test")) (("Alice" NIL "alice" "local.test")' +
        '(NIL NIL "friends" NIL)(NIL NIL "carol" "local.test")(NIL "@old.test" "dave" "local.test")(NIL NIL NIL NIL)) ' +
        'NIL NIL NIL "<1@remote.test>")',
    ],
    ['BODY', 'BODY ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 7 1)'],
    [
      'BODYSTRUCTURE',
      'BODYSTRUCTURE ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 7 1 NIL NIL NIL NIL)',
    ],
    ['BODY.PEEK[]', literal('BODY[]', plain)],
    ['BODY.PEEK[]<5.3>', literal('BODY[]<5>', plain.slice(5, 8))],
    ['BODY.PEEK[]<9999.3>', literal('BODY[]<9999>', '')],
    ['BODY.PEEK[TEXT]', literal('BODY[TEXT]', 'Come.\r\n')],
    ['BODY.PEEK[1]', literal('BODY[1]', 'Come.\r\n')],
    ['BODY.PEEK[2]', 'BODY[2] NIL'],
    ['BODY.PEEK[1.1]', 'BODY[1.1] NIL'],
    ['BODY.PEEK[HEADER]', literal('BODY[HEADER]', plain.slice(0, -7))],
    ['RFC822.HEADER', literal('RFC822.HEADER', plain.slice(0, -7))],
    [
      'BODY.PEEK[HEADER.FIELDS (subject "X Y")]',
      literal('BODY[HEADER.FIELDS (subject "X Y")]', 'Subject: tea\r\n at four\r\n\r\n'),
    ],
    [
      'BODY.PEEK[HEADER.FIELDS.NOT (date From TO subject)]',
      literal('BODY[HEADER.FIELDS.NOT (date From TO subject)]', 'Message-ID: <1@remote.test>\r\n\r\n'),
    ],
  ])('of a plain message gives %s', async (items, answer) => {
    expect(await fetched(plain, items)).toBe(answer)
  })

  test.each([
    ['1', 'one\r\n--x yes is no boundary'],
    [
      '1.MIME',
      'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8BIT\r\nContent-ID: <part1@remote.test>\r\n\r\n',
    ],
    ['2', inner],
    ['2.HEADER', inner.slice(0, inner.indexOf('--q'))],
    ['2.TEXT', inner.slice(inner.indexOf('--q'))],
    ['2.HEADER.FIELDS (Subject)', 'Subject: within\r\n\r\n'],
    ['2.1', 'plain'],
    ['2.1.MIME', '\r\n'],
    ['2.2', '<p>'],
    ['2.2.MIME', 'Content-Type: text/html\r\n\r\n'],
  ])('of a nested message gives part %s to the octet', async (part, octets) => {
    expect(await fetched(mixed, `BODY.PEEK[${part}]`)).toBe(literal(`BODY[${part}]`, octets))
  })

  test.each(['3', '1.1', '2.3', '2.1.1', '1.HEADER', '4294967295'])(
    'of no part %s gives NIL',
    async (part) => {
      expect(await fetched(mixed, `BODY.PEEK[${part}]`)).toBe(`BODY[${part}] NIL`)
    },
  )

  test('gives the structure of a nested message', async () => {
    expect(await fetched(mixed, 'BODYSTRUCTURE')).toBe(
      'BODYSTRUCTURE (("text" "plain" ("charset" "utf-8") "<part1@remote.test>" NIL "8bit" 27 1 NIL NIL NIL NIL)' +
        `("message" "rfc822" NIL NIL NIL "7bit" ${inner.length} ` +
        '(NIL "within" NIL NIL NIL NIL NIL NIL NIL NIL) ' +
        '(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 5 0 NIL NIL NIL NIL)' +
        '("text" "html" NIL NIL NIL "7bit" 3 0 NIL NIL NIL NIL) "alternative" ("boundary" "q") NIL NIL NIL) ' +
        '10 NIL ("attachment" ("filename" "within.eml")) ("en" "fr") NIL) ' +
        '"mixed" ("boundary" "x y") NIL NIL NIL)',
    )
  })

  test('gives a structure without comments', async () => {
    const message = [
      'Content-Type: (a) text/(b)plain (c); charset(d)="us-(e)ascii" (f)',
      'Content-Transfer-Encoding: (g) Base64 (h (i))',
      'Content-ID: <1@remote.test> (j)',
      'Content-MD5: (k) Q2hlY2s=',
      'Content-Disposition: inline (l); filename="a(m)" (n)',
      'Content-Language: en (o), (p) fr',
      '',
      'body',
    ].join('\r\n')
    expect(await fetched(message, 'BODYSTRUCTURE')).toBe(
      'BODYSTRUCTURE ("text" "plain" ("charset" "us-(e)ascii") "<1@remote.test>" NIL "base64" 4 0 "Q2hlY2s=" ' +
        '("inline" ("filename" "a(m)")) ("en" "fr") NIL)',
    )
  })

  test.each([
    ['<@old.test,@older.test:dave@local.test>', '(NIL "@old.test,@older.test" "dave" "local.test")'],
    ['<@old.test , @[192.0.2.1] : dave@local.test>', '(NIL "@old.test,@[192.0.2.1]" "dave" "local.test")'],
    ['Dave <@old.test:"a:b"@local.test>', '("Dave" "@old.test" "a:b" "local.test")'],
    ['<dave@local.test>', '(NIL NIL "dave" "local.test")'],
  ])('gives the source route of %s', async (address, written) => {
    expect(await fetched(`To: ${address}\r\n\r\n`, 'ENVELOPE')).toBe(
      `ENVELOPE (NIL NIL NIL NIL NIL (${written}) NIL NIL NIL NIL)`,
    )
  })

  test.each([
    ['without a header', '\r\nbody', 'BODY.PEEK[TEXT]', literal('BODY[TEXT]', 'body')],
    ['without a body', 'Subject: x', 'BODY.PEEK[TEXT]', literal('BODY[TEXT]', '')],
    ['of no octets', '', 'BODY.PEEK[]', literal('BODY[]', '')],
    [
      'with letters beyond ASCII',
      'Subject: caf\xe9\r\n\r\n',
      'ENVELOPE',
      'ENVELOPE (NIL {4}\r\ncaf\xe9 NIL NIL NIL NIL NIL NIL NIL NIL)',
    ],
    [
      'that is a multipart without parts',
      'Content-Type: multipart/mixed; boundary=q\r\n\r\nnothing',
      'BODY',
      'BODY ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 7 0)',
    ],
    [
      'whose last boundary is missing',
      'Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\none\r\n--q\r\n\r\ntwo',
      'BODY.PEEK[2]',
      literal('BODY[2]', 'two'),
    ],
    [
      'with parts of nothing',
      'Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n--q\r\n--q--',
      'BODY.PEEK[2]',
      literal('BODY[2]', ''),
    ],
  ])('reads a message %s', async (_name, message, items, answer) => {
    expect(await fetched(message, items)).toBe(answer)
  })

  test('gives no NUL, whatever was stored', async () => {
    const message = 'Subject: a\0b\r\nContent-Type: text/plain; name="\0"\r\n\r\n\0\0\r\n'
    const given = await fetched(message, '(ENVELOPE BODYSTRUCTURE BODY.PEEK[] BODY.PEEK[TEXT])')
    expect(given).not.toContain('\0')
    expect(given).toContain(literal('BODY[TEXT]', '\x80\x80\r\n'))
  })

  test('of a body sets \\Seen and says so, once', async () => {
    const { alices, openInbox } = buildFixture(plain)
    const client = await openInbox()
    expect(await client.says('a FETCH 1 (FLAGS BODY[TEXT])')).toBe(
      `* 1 FETCH (FLAGS (\\Seen \\Recent) ${literal('BODY[TEXT]', 'Come.\r\n')})\r\n${done}`,
    )
    expect(await client.says('a FETCH 1 RFC822.TEXT')).toBe(
      `* 1 FETCH (${literal('RFC822.TEXT', 'Come.\r\n')})\r\n${done}`,
    )
    expect((await alices.messages()).map(({ flags }) => [...flags])).toEqual([['\\Seen']])
  })

  test('of a mailbox opened for reading sets nothing', async () => {
    const { alices, openAsAlice } = buildFixture(plain)
    const client = await openAsAlice()
    await client.says('s EXAMINE INBOX', 'a FETCH 1 BODY[]')
    expect((await alices.messages())[0]?.flags.size).toBe(0)
  })

  test('tells another session of \\Seen', async () => {
    const { openInbox } = buildFixture(plain)
    const [reader, other] = [await openInbox(), await openInbox()]
    await other.says('i IDLE')
    await reader.says('a FETCH 1 BODY[]')
    expect(await other.hears()).toBe('* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n')
  })
})

const uids = async (line: string) => {
  const { alices, openInbox } = buildFixture('one', 'two', 'three', 'four', 'five')
  await alices.remove([2, 4])
  const said = await (await openInbox()).says(`a ${line}`)
  return said.startsWith('a BAD') ? 'BAD' : [...said.matchAll(/UID (\d+)/g)].map(([, uid]) => uid).join()
}

describe('numbers', () => {
  test.each([
    ['FETCH 1 UID', '1'],
    ['FETCH * UID', '5'],
    ['FETCH 1:* UID', '1,3,5'],
    ['FETCH *:2 UID', '3,5'],
    ['FETCH 3,1,2:3 UID', '1,3,5'],
    ['FETCH 4 UID', 'BAD'],
    ['FETCH 1:4 UID', 'BAD'],
    ['FETCH 0 UID', 'BAD'],
    ['FETCH 1, UID', 'BAD'],
    ['FETCH 4294967296 UID', 'BAD'],
    ['UID FETCH 1:5 FLAGS', '1,3,5'],
    ['UID FETCH 2 FLAGS', ''],
    ['UID FETCH 4:* FLAGS', '5'],
    ['UID FETCH 9:* FLAGS', '5'],
    ['UID FETCH * (UID FLAGS)', '5'],
    ['uid fetch 1:4294967295 flags', '1,3,5'],
  ])('%s finds UIDs %s', async (line, found) => {
    expect(await uids(line)).toBe(found)
  })

  test('name nothing in an empty mailbox', async () => {
    const client = await buildFixture().openInbox()
    expect(await client.says('a FETCH 1:* UID')).toBe('a BAD no such message number\r\n')
    expect(await client.says('a UID FETCH 1:* UID')).toBe(done)
  })
})

test.each([
  'FETCH',
  'FETCH 1',
  'FETCH 1 ()',
  'FETCH 1 (ALL)',
  'FETCH 1 X',
  'FETCH 1 BODY[',
  'FETCH 1 BODY[0]',
  'FETCH 1 BODY[MIME]',
  'FETCH 1 BODY[]<1>',
  'FETCH 1 BODY[]<1.0>',
  'FETCH 1 BODY[HEADER.FIELDS]',
  'FETCH 1 BODY[HEADER.FIELDS ()]',
  'FETCH 1 (UID  FLAGS)',
  'FETCH 1 UID ',
])('%o is refused', async (line) => {
  expect(await (await buildFixture('one').openInbox()).says(`a ${line}`)).toBe('a BAD wrong arguments\r\n')
})
