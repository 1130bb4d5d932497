import { describe, expect, test } from 'vitest'
import { readEntity, readHeader, structureBudget, type Entity, type Weighed } from './entity.ts'

/** Reads to the end, however often it could have been interrupted. */
function whole<T>(reading: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = reading.next()
    if (done) return value
  }
}

const weighed = (text: string): Weighed<Entity> => whole(readEntity(Buffer.from(text, 'latin1')))

/** Types from the outside to the inside, each with its body where nothing is inside. */
function told(text: string): readonly string[] {
  const within = ({ inside, type, bodyStart, end }: Entity): readonly string[] => {
    if (inside.is === 'message') return [type.value, ...within(inside.message)]
    if (inside.is === 'parts') return [type.value, ...inside.parts.flatMap(within)]
    return [`${type.value}: ${text.slice(bodyStart, end)}`]
  }
  return within(weighed(text).value)
}

const mixed = (boundary = 'q') => `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n`
const html = 'Content-Type: text/html\r\n\r\n'

test.each<[string, string, readonly string[]]>([
  ['that has no boundary', 'Content-Type: multipart/mixed\r\n\r\nx', ['text/plain: x']],
  [
    'whose boundary is its second parameter',
    'Content-Type: multipart/mixed; charset=x; boundary=q\r\n\r\n--q\r\n\r\nx\r\n--q--\r\n',
    ['multipart/mixed', 'text/plain: x'],
  ],
  [
    'that is a digest: its parts are messages',
    'Content-Type: multipart/digest; boundary=q\r\n\r\n--q\r\n\r\nSubject: a\r\n\r\nx\r\n--q--',
    ['multipart/digest', 'message/rfc822', 'text/plain: x'],
  ],
  [
    'which ends with its last boundary, without a line end',
    `${mixed()}--q\r\n\r\nx\r\n--q--`,
    ['multipart/mixed', 'text/plain: x'],
  ],
  [
    'with white space behind a boundary',
    `${mixed()}--q\t \r\n\r\nx\r\n--q-- \t\r\nend`,
    ['multipart/mixed', 'text/plain: x'],
  ],
  [
    'with one inside that does not end, and a part after it',
    `${mixed()}--q\r\n${mixed('r')}--r\r\n\r\nx\r\n--q\r\n${html}y\r\n--q--`,
    ['multipart/mixed', 'multipart/mixed', 'text/plain: x', 'text/html: y'],
  ],
  [
    'with one inside, whose boundary comes again where it is text',
    `${mixed()}--q\r\n${mixed('r')}--r\r\n\r\nx\r\n--r--\r\nend\r\n--q\r\n${html}y\r\n--r\r\nz\r\n--q--`,
    ['multipart/mixed', 'multipart/mixed', 'text/plain: x', 'text/html: y\r\n--r\r\nz'],
  ],
])('a multipart is read %s', (_, text, parts) => {
  expect(told(text)).toEqual(parts)
})

test.each([
  'xxq',
  'x-q',
  '-xq',
  '--qab',
  '--q-',
  '--q-x',
  '--qx-',
  '--q\rx',
  '--qx\n',
  '--q--x',
  'a\n--q',
  '\n--q',
])('in a body, %o is no boundary', (line) => {
  const text = `${mixed()}--q\r\n\r\n${line}\r\nx\r\n--q--`
  expect(told(text)).toEqual(['multipart/mixed', `text/plain: ${line}\r\nx`])
})

describe('a header', () => {
  test.each([
    ['with a bare line feed in it', 'A\nB: c\r\nSubject: tea\r\n\r\nx', 'tea'],
    ['with a bare carriage return in it', '\rA: b\r\nSubject: tea\r\n\r\nx', 'tea'],
    ['without a line end', 'Subject: tea', 'tea'],
    ['whose first line is no field', 'a b\r\nSubject: tea', 'tea'],
    ['with a field of blanks alone', 'A: \t \r\nSubject: tea\r\n\r\n', 'tea'],
  ])('is read %s', (_, text, subject) => {
    expect(weighed(text).value.fields.find(({ name }) => name === 'Subject')?.value).toBe(subject)
  })

  test('of no field and no line end has no fields', () => {
    expect(weighed('a b').value.fields).toEqual([])
  })

  test('that a boundary ends has no line end of its own', () => {
    const text = `${mixed()}--q\r\nContent-Type: message/rfc822\r\n\r\nSubject: tea\r\n--q--`
    const { inside } = weighed(text).value
    const part = inside.is === 'parts' ? inside.parts[0].inside : inside
    expect(part.is === 'message' && part.message.fields).toEqual([
      { name: 'Subject', octets: 'Subject: tea', value: 'tea' },
    ])
    expect(told(text)).toEqual(['multipart/mixed', 'message/rfc822', 'text/plain: '])
  })
})

test('lines are counted to the octet, to a boundary without a line end as well', () => {
  expect(weighed('A: b\r\n\r\none\r\ntwo').value.bodyLines).toBe(1)
  expect(weighed(`${mixed()}--q\r\n\r\none\r\n--q`).value.bodyLines).toBe(3)
  expect(weighed(`${mixed()}--q\r\n\r\none\r\n--q\r\n`).value.bodyLines).toBe(4)
})

const nested = (depth: number, innermost: string) =>
  Array.from({ length: depth }, (_, nth) => `${mixed(`q${nth}`)}--q${nth}\r\n`).join('') + innermost

describe('of the budget', () => {
  test('as deep as it goes, text is text still, and what is beyond is octets', () => {
    const { depth } = structureBudget
    expect(told(nested(depth, `${html}x`)).at(-1)).toBe('text/html: x')
    expect(told(nested(depth, `${mixed('r')}--r\r\n\r\nx`)).at(-1)).toMatch(/^application\/octet-stream: /)
    const innermost = (entity: Entity): Entity =>
      entity.inside.is === 'parts' ? innermost(entity.inside.parts[0]) : entity
    expect(innermost(weighed(nested(depth, mixed('r'))).value)).toMatchObject({
      type: { value: 'application/octet-stream', parameters: [] },
      inside: { is: 'nothing' },
    })
  })

  test('a header that takes the last of it leaves nothing for the part behind it', () => {
    const outer = mixed()
    // Four lines weigh 64 besides their octets: a field and an empty line in each of two headers.
    const most = structureBudget.headerOctets - outer.length - 2 - 4 * 64
    const behind = (octets: number) =>
      told(`${outer}--q\r\nX: ${'x'.repeat(octets - 5)}\r\n\r\none\r\n--q\r\n${html}two\r\n--q--`).at(-1)
    expect(behind(most - 1)).toMatch(/^text\/plain: /)
    expect(behind(most)).toMatch(/^application\/octet-stream: /)
  })

  test('fields take their octets and a little more', () => {
    const field = `X: ${'x'.repeat(59)}\r\n`
    expect(weighed(`${field.repeat(5000)}\r\n`).value.fields).toHaveLength(structureBudget.headerOctets / 128)
  })

  test('what is told as plain text has nothing inside', () => {
    expect(weighed('x').value.inside).toEqual({ is: 'nothing' })
    expect(weighed(`${mixed()}nothing`).value.inside).toEqual({ is: 'nothing' })
  })
})

describe('to be remembered, a message weighs', () => {
  const part = '--q\r\n\r\nx\r\n'

  test('as much more as it has parts', () => {
    const [few, many] = [3, 103].map((count) => weighed(mixed() + part.repeat(count)).weight)
    expect((many ?? 0) - (few ?? 0)).toBeGreaterThanOrEqual(100 * 512)
    expect((many ?? 0) - (few ?? 0)).toBeLessThan(100 * 1024)
  })

  test('about what its header is long, and nothing for its body', () => {
    const header = `Subject: ${'x'.repeat(5000)}\r\n`
    const { weight } = whole(readHeader(Buffer.from(`${header}\r\n${'x'.repeat(99_999)}`)))
    expect(weight).toBeGreaterThanOrEqual(header.length)
    expect(weight).toBeLessThan(header.length + 512)
  })
})
