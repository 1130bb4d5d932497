import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crlf } from '../mailbox-session/testing.ts'
import { brought } from './commands/table.ts'
import { buildFixture } from './testing.ts'

const tea = 'Subject: tea\r\n\r\nAt four.\r\n'
const conversation = crlf([
  'a1 CAPABILITY',
  'a2 LOGIN {5}',
  'alice "open sesame"',
  'a3 AUTHENTICATE PLAIN',
  'a4 SELECT "INBOX"',
  'a5 FETCH 1:* (FLAGS BODY[] BODY[HEADER.FIELDS ({7+}',
  'Subject)])',
  'a6 IDLE',
  'DONE',
  `a7 NOOP ${'x'.repeat(70_000)}`,
  `a8 NOOP {70000+}`,
  'y'.repeat(70_000),
  'a9 NOOP {70000}',
  ' no tag',
  'aA LOGOUT',
])

test('a conversation goes as it should', async () => {
  const said = await buildFixture(tea).open().sendsOctets(conversation)
  expect(said.split('\r\n').filter((line) => /^(?:\+|\S+ (?:OK|NO|BAD)|<)/.test(line))).toEqual([
    'a1 OK done',
    '+ go on',
    `a2 OK [CAPABILITY IMAP4rev1 LITERAL+ ${brought.join(' ')}] logged in`,
    'a3 BAD not allowed now',
    '* OK [UNSEEN 1] first unseen message',
    '* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] permanent flags',
    '* OK [UIDVALIDITY 1767225600] UIDs are valid',
    '* OK [UIDNEXT 2] next UID',
    '* OK [HIGHESTMODSEQ 2] last change',
    'a4 OK [READ-WRITE] selected',
    'a5 OK done',
    '+ idling',
    'a6 OK done',
    'a7 BAD command line too long',
    'a8 BAD literal too large',
    'a9 BAD literal too large',
    '* BAD a command begins with a tag',
    'aA OK done',
    '<close>',
  ])
})

test('for any cuts between chunks, a conversation goes alike', async () => {
  const whole = await buildFixture(tea).open().sendsOctets(conversation)
  const cut = fc.oneof(fc.nat(400), fc.nat(conversation.length))
  const cuts = fc.uniqueArray(cut, { maxLength: 30 }).map((places) => places.toSorted((a, b) => a - b))
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const client = buildFixture(tea).open()
      let said = ''
      for (const [index, from] of [0, ...places].entries()) {
        said += await client.sendsOctets(conversation.subarray(from, places[index]))
      }
      expect(said).toBe(whole)
    }),
    { numRuns: 60 },
  )
})

test('a conversation cut at every octet goes alike', async () => {
  const short = crlf([
    'a LOGIN {5}',
    'alice {11+}',
    'open sesame',
    'b SELECT INBOX',
    'c FETCH 1 BODY[]',
    'd IDLE',
    'DONE',
    'e LOGOUT',
  ])
  const client = buildFixture(tea).open()
  let said = ''
  for (const octet of short) said += await client.sendsOctets(Buffer.from([octet]))
  expect(said).toBe(await buildFixture(tea).open().sendsOctets(short))
})

test('for any octets, a session answers and does not throw', async () => {
  const words = fc.constantFrom(
    'a ',
    'LOGIN alice "open sesame"\r\n',
    'SELECT INBOX\r\n',
    'FETCH 1 ',
    'BODY[',
    ']',
    '<0.1>',
    '(',
    ')',
    '{3+}\r\n',
    '{3}\r\n',
    '"',
    '\\',
    '*',
    '1:*',
    ' ',
    '\r\n',
    '\n',
    'IDLE\r\n',
    'DONE\r\n',
    'AUTHENTICATE PLAIN\r\n',
    'UID ',
    'STATUS INBOX (',
    'STORE 1 +FLAGS ',
    'SEARCH ',
    'SORT (REVERSE DATE) UTF-8 ',
    'THREAD REFERENCES UTF-8 ',
    'RETURN (ALL) ',
    'OR ',
    'NOT ',
    'TEXT ',
    'COPY 1 ',
    'MOVE 1 ',
    'APPEND ',
    'CREATE ',
    'RENAME ',
    'DELETE ',
    'SUBSCRIBE ',
    'LIST "" ',
    'LSUB "" ',
    'INBOX ',
    '&-',
    '%',
    'ENABLE QRESYNC\r\n',
    'EXPUNGE\r\n',
    'CLOSE\r\n',
    'BINARY',
    ' (CHANGEDSINCE 1)',
    '(QRESYNC (1767225600 1))',
    'tea',
    '\0',
    '\xff',
  )
  const octets = fc
    .array(
      fc.oneof(
        words,
        fc.uint8Array({ maxLength: 9 }).map((some) => Buffer.from(some).toString('latin1')),
      ),
      { maxLength: 40 },
    )
    .map((pieces) => Buffer.from(pieces.join(''), 'latin1'))
  await fc.assert(
    fc.asyncProperty(octets, fc.boolean(), async (sent, isLoggedIn) => {
      const { entries, open, openInbox } = buildFixture(tea)
      const client = await (isLoggedIn ? openInbox() : open())
      await client.sendsOctets(sent)
      expect(entries.filter(({ level }) => level === 'error')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('for any message, everything can be fetched of it', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=q',
      'Content-Type: message/rfc822',
      'Content-Type: text/plain; charset="',
      'From: "a" <b@c>, d: e@f;',
      'To: (((',
      'Content-Disposition: attachment; filename=x',
      '--q',
      '--q--',
      '',
    ),
    fc.uint8Array({ maxLength: 20 }).map((some) => Buffer.from(some).toString('latin1')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 25 }), async (lines) => {
      const message = lines.join('\r\n')
      const { entries, openInbox } = buildFixture(message)
      const said = await (
        await openInbox()
      ).says(
        'a FETCH 1 (ENVELOPE BODY BODYSTRUCTURE BODY[] BODY[1] BODY[1.MIME] BODY[1.1.HEADER] BODY[TEXT])',
      )
      expect(said).toContain(message.replaceAll('\0', '\x80'))
      expect(said.endsWith('a OK done\r\n')).toBe(true)
      expect(entries.filter(({ level }) => level === 'error')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

describe('a flawed line', () => {
  test.each([
    ['an unknown command', 'a FROB', 'a BAD unknown command\r\n'],
    ['a tag alone', 'a', 'a BAD unknown command\r\n'],
    ['a tag and a space', 'a ', 'a BAD unknown command\r\n'],
    ['a space after the verb', 'a NOOP ', 'a BAD unknown command\r\n'],
    ['two spaces', 'a  NOOP', 'a BAD unknown command\r\n'],
    ['an argument too many', 'a NOOP x', 'a BAD wrong arguments\r\n'],
    ['a tag that is none', '+ NOOP', '* BAD a command begins with a tag\r\n'],
    ['an empty line', '', '* BAD a command begins with a tag\r\n'],
    ['a NUL', 'a NOOP\0', 'a BAD unknown command\r\n'],
  ])('%s is answered BAD', async (_name, line, said) => {
    expect(await buildFixture().open().says(line, 'b NOOP')).toBe(`${said}b OK done\r\n`)
  })

  test('a literal of no number ends the connection', async () => {
    const client = buildFixture().open()
    const said = await client.says('a LOGIN {99999999999+}', 'b NOOP')
    expect(said).toBe('* BYE no literal is that large\r\n<close>')
  })

  test('a bare LF ends a line', async () => {
    const client = buildFixture().open()
    const sent = Buffer.from('a LOGIN {5+}\nalice "open sesame"\nb NOOP\n')
    expect(await client.sendsOctets(sent)).toMatch(/a OK .*\r\nb OK done\r\n$/)
  })
})

describe('autologout', () => {
  test('says BYE and hangs up after thirty minutes, in IDLE too', async () => {
    const { clock, hungUp, openInbox } = buildFixture()
    const client = await openInbox()
    await clock.advance(29 * 60_000)
    await client.says('a IDLE')
    await clock.advance(30 * 60_000 - 1)
    expect(hungUp).toEqual([])
    await clock.advance(1)
    expect(await client.hears()).toBe('* BYE idle for too long\r\n')
    expect(hungUp).toEqual(['192.0.2.20'])
    expect(await client.says('DONE')).toBe('')
  })

  test('hangs up nobody who has gone', async () => {
    const { clock, hungUp, open } = buildFixture()
    open().session.closed()
    await clock.advance(60 * 60_000)
    expect(hungUp).toEqual([])
  })
})

test('a login whose client has gone is none', async () => {
  const { open, logins } = buildFixture()
  const client = open()
  const answer = client.says('a LOGIN alice "open sesame"')
  client.session.closed()
  expect(await answer).toBe('')
  expect(logins).toEqual([])
})

test('commands sent while an answer is on its way are answered after it', async () => {
  const client = buildFixture().open()
  const first = client.says('a LOGIN alice "open sesame"')
  expect(await client.says('b NOOP')).toBe('')
  expect(await first).toMatch(/^a OK .*\r\nb OK done\r\n$/)
})

test('a fault of ours is told as such and kept for the log', async () => {
  const { entries, open } = buildFixture()
  const client = open({
    credentials: {
      check: () => Promise.reject(new Error('the store is gone')),
      scramKeys: () => Promise.reject(new Error('the store is gone')),
    },
  })
  expect(await client.says('a LOGIN alice tea', 'b NOOP')).toBe(
    'a NO [SERVERBUG] internal error, try again later\r\nb OK done\r\n',
  )
  expect(entries).toMatchObject([{ level: 'error', event: 'imap.command-failed' }])
})
