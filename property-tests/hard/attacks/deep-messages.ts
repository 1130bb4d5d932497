import { together, type Attack } from '../attack.ts'
import { enterWith } from '../entering.ts'
import { delivers } from '../mailbox.ts'
import { account } from '../stage.ts'

const kilobyte = 1024

const nested = (depth: number, from: number): string =>
  `From: ${'a@b.test,'.repeat(from / 9)}z@b.test\r\nContent-Type: message/rfc822\r\n\r\n`.repeat(depth) +
  'Subject: x\r\n\r\nx'

/** Multiparts within multiparts. */
const boundaries = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  ).join('') + '\r\nx'

/** Messages that cost more to take apart than to send. */
const messages: readonly (readonly [string, () => string])[] = [
  ['20 messages within each other, with long From fields', () => nested(20, 550 * kilobyte)],
  ['2,000 messages within each other', () => nested(2000, 90)],
  [
    '100,000 parts',
    () => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(100_000)}--b--`,
  ],
  ['5,000 multiparts within each other', () => boundaries(5000)],
  [
    'a boundary at every line',
    () =>
      `Content-Type: multipart/mixed; boundary="${'b'.repeat(70)}"\r\n\r\n${`--${'b'.repeat(69)}\r\n`.repeat(50_000)}`,
  ],
  ['100,000 header fields', () => `${'X: y\r\n'.repeat(100_000)}\r\nx`],
  ['a field of 4 MB in folds', () => `Subject: x${'\r\n x'.repeat(1_000_000)}\r\n\r\nx`],
  ['addresses in 50,000 groups', () => `To: ${'g: a@b.test;'.repeat(50_000)}\r\n\r\nx`],
  ['comments 100,000 deep', () => `To: ${'('.repeat(100_000)}${')'.repeat(100_000)} a@b.test\r\n\r\nx`],
  ['an address list without an end', () => `From: ${'"'.repeat(1_000_001)}\r\n\r\nx`],
  ['50,000 parameters', () => `Content-Type: text/plain${'; a=b'.repeat(50_000)}\r\n\r\nx`],
  ['words in 50,000 encodings', () => `Subject: ${'=?utf-8?q?x?= '.repeat(50_000)}\r\n\r\nx`],
  ['20 MB of text', () => `Subject: x\r\n\r\n${'some text\r\n'.repeat(2 * kilobyte * kilobyte)}`],
]

/** What is asked of each. */
const questions = [
  'FETCH * (ENVELOPE BODYSTRUCTURE)',
  'FETCH 1:* (ENVELOPE BODYSTRUCTURE FLAGS)',
  'FETCH * FULL',
  `FETCH * (${'BODY.PEEK[] '.repeat(60)}UID)`,
  `FETCH * (${'ENVELOPE '.repeat(7000)}UID)`,
  `FETCH * (${'BODYSTRUCTURE '.repeat(1000)}UID)`,
  'FETCH * (BODY.PEEK[1.1.1.1.1.1.1.1] BODY.PEEK[1.MIME] BODY.PEEK[99999] BODY.PEEK[HEADER.FIELDS (From To)])',
  'SEARCH TEXT "nowhere" BODY "nowhere" HEADER From "nowhere"',
] as const

export const deepMessages: Attack = {
  name: 'deep-messages',
  about: 'nested messages, messages of 100,000 parts or with long fields, read over IMAP and POP3',
  async play(ground) {
    let next = ground.chance.below(messages.length)
    await together(2, ground, async (chance) => {
      const [, make] = messages[next++ % messages.length] ?? []
      if (!make) return
      await delivers(ground, pieces(make()), 5000)
      ground.tried()
      const { address, password } = account
      const imap = await enterWith(
        ground,
        'imap',
        [`a LOGIN ${address} "${password}"\r\n`, 'b SELECT INBOX\r\n'],
        chance.below(200),
      )
      for (const question of questions) {
        if (!ground.goesOn() || !imap || imap.gone) break
        await imap.sends(`c ${question}\r\n`)
        ground.tried()
        await imap.hears(/^c /m, 3000)
      }
      imap?.leaves()
      const pop3 = await enterWith(
        ground,
        'pop3',
        [`USER ${address}\r\n`, `PASS ${password}\r\n`],
        chance.below(200),
      )
      await pop3?.sends('LIST\r\nUIDL\r\nTOP 1 0\r\nTOP 1 2147483647\r\nRETR 1\r\nDELE 1\r\nQUIT\r\n')
      await pop3?.hears(/^\+OK.*bye/im, 2000)
      pop3?.leaves()
    })
  },
}

function* pieces(text: string): Iterable<string> {
  for (let at = 0; at < text.length; at += 2 ** 20) yield text.slice(at, at + 2 ** 20)
}
