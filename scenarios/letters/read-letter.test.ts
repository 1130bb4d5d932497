import { describe, expect, test } from 'vitest'
import { letterBounds } from '../evidence/bounds.ts'
import { fieldsOf } from '../evidence/letter.ts'
import { digestOf, divided } from './kept-message.ts'
import { readLetter } from './read-letter.ts'

const message = (...lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('')

const mixed = message(
  'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= at',
  ' last',
  'Content-Type: multipart/mixed; boundary="a b"',
  '',
  'preamble',
  '--a b',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=FC=DFe',
  '--a b',
  'Content-Type: application/octet-stream',
  "Content-Disposition: attachment; filename*0*=utf-8''rechn; filename*1*=ung%C3%BC.exe",
  'Content-Transfer-Encoding: base64',
  '',
  'TVo=',
  '--a b',
  'Content-Type: message/rfc822',
  '',
  'Subject: within',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  '',
  'deeper',
  '--x--',
  '--a b--',
  'epilogue',
)

describe('a letter is read', () => {
  test('with its subject decoded and unfolded', async () => {
    expect((await readLetter(mixed)).subject).toBe('Grüße at last')
  })

  test('with all its parts, their encodings undone', async () => {
    const { entities, unread } = await readLetter(mixed)
    expect(unread).toBeUndefined()
    expect(entities.map(({ depth, type, filename, text }) => [depth, type, filename, text])).toEqual([
      [0, 'multipart/mixed', undefined, undefined],
      [1, 'text/plain', undefined, expect.stringMatching(/^Grüße\s*$/)],
      [1, 'application/octet-stream', 'rechnungü.exe', 'MZ'],
      [1, 'message/rfc822', undefined, expect.stringContaining('deeper')],
    ])
    expect(entities[2]).toMatchObject({ disposition: 'attachment', octets: 2, digest: digestOf('MZ') })
  })

  test('with a message within it kept octet for octet', async () => {
    const { entities } = await readLetter(mixed)
    expect(entities[3]?.message).toMatchObject({
      header: 'Subject: within\r\nContent-Type: multipart/mixed; boundary=x\r\n',
      body: '--x\r\n\r\ndeeper\r\n--x--',
    })
  })

  test('with header and body as they stand, folding, case and white space included', async () => {
    const header = 'x-ODD:   a  \r\n\t b\r\nX-odd:c\r\n'
    const letter = await readLetter(`${header}\r\n.dot\r\n\xff \r\n\r\n`)
    expect(letter).toMatchObject({ header, body: '.dot\r\n\xff \r\n\r\n', bodyOctets: 12 })
    expect(letter.bodyDigest).toBe(digestOf('.dot\r\n\xff \r\n\r\n'))
  })
})

test('of a long letter the beginning is kept, and the digest is that of all of it', async () => {
  const body = `${'x'.repeat(70)}\r\n`.repeat(10_000)
  const letter = await readLetter(`Subject: long\r\n\r\n${body}`)
  expect(letter.body).toHaveLength(letterBounds.bodyOctets)
  expect(letter).toMatchObject({ bodyOctets: body.length, bodyDigest: digestOf(body) })
  expect(letter.entities[0]?.text).toHaveLength(letterBounds.partOctets)
})

test('a letter whose end is not known has no digest', async () => {
  const letter = await readLetter('Subject: cut\r\n\r\nbegin', 100)
  expect(letter).toMatchObject({ bodyOctets: 105, unread: 'its end is not known' })
  expect(letter.bodyDigest).toBeUndefined()
})

test.each<[string, string]>([
  ['nothing', ''],
  ['an empty line', '\r\n'],
  ['no header', 'just a text\r\nof two lines'],
  ['a type that is none', message('Content-Type: multipart', '', 'a')],
  ['no boundary', message('Content-Type: multipart/mixed', '', 'a')],
  ['an empty boundary', message('Content-Type: multipart/mixed; boundary=""', '', '--', 'a')],
  ['a boundary that never comes', message('Content-Type: multipart/mixed; boundary=x', '', 'a')],
  ['a character set nobody knows', message('Content-Type: text/plain; charset=x-none', '', 'a')],
  ['base64 that is none', message('Content-Transfer-Encoding: base64', '', '!!!=?')],
  ['NUL and lone line ends', 'a: \0\r\nb\rc\nd\r\n\n\r\0'],
  ['a header without end', `X: ${'y'.repeat(3_000_000)}`],
  ['a file name that is none', message("Content-Disposition: attachment; filename*=utf-9'%%%", '', 'a')],
  ['a part within each part', nested(200)],
  ['parts without end', message('Content-Type: multipart/mixed; boundary=x', '', ...parts(5_000))],
])('a letter of %s is read as far as it goes', async (_, octets) => {
  const letter = await readLetter(octets)
  expect(letter.entities.length).toBeLessThanOrEqual(letterBounds.entities)
  expect(letter.header.length).toBeLessThanOrEqual(letterBounds.headerOctets)
})

test.each<[string, string, string]>([
  ['at the first empty line', 'a: b\r\n\r\nc\r\n\r\nd', 'a: b\r\n'],
  ['where there is no body', 'a: b\r\n', 'a: b\r\n'],
  ['where there is no header', '\r\nc', ''],
])('a message is divided %s', (_, octets, header) => {
  const { header: found, body } = divided(octets)
  expect(found).toBe(header)
  expect(octets).toMatch(new RegExp(`${body}$`))
})

test('a line that is no field has no name, and stands among the fields', () => {
  expect(fieldsOf('A: b\r\nnonsense\r\nC:d\r\n e\r\n').map(({ name, value }) => [name, value])).toEqual([
    ['A', 'b'],
    ['', 'nonsense'],
    ['C', 'd e'],
  ])
})

function nested(levels: number): string {
  return Array.from({ length: levels }, (_, at) =>
    message(`Content-Type: multipart/mixed; boundary=x${at}`, '', `--x${at}`),
  ).join('')
}

function parts(count: number): readonly string[] {
  return Array.from({ length: count }, () => ['--x', '', 'a']).flat()
}
