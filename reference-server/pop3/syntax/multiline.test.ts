import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pieces } from '../../mailbox-session/protocol.ts'
import { kept } from '../../store/testing.ts'
import { multiline, multilineText, topOf } from './multiline.ts'

/** What pieces come to, as text of one character an octet. */
const whole = async (pieces: Pieces): Promise<string> =>
  (await all(pieces)).map((piece) => piece?.toString('latin1') ?? '').join('')

async function all(pieces: Pieces): Promise<readonly (Buffer | undefined)[]> {
  const given: (Buffer | undefined)[] = []
  for await (const piece of pieces) given.push(piece)
  return given
}

const stuffed = (text: string) => whole(multiline(kept(Buffer.from(text, 'latin1')).pieces()))

test.each([
  ['nothing', '', '.\r\n'],
  ['a line', 'tea\r\n', 'tea\r\n.\r\n'],
  ['a dot at the very beginning', '.tea\r\n', '..tea\r\n.\r\n'],
  ['a lone dot', 'tea\r\n.\r\n', 'tea\r\n..\r\n.\r\n'],
  ['dots on neighbouring lines', '\r\n.\r\n.\r\n', '\r\n..\r\n..\r\n.\r\n'],
  ['a dot within a line', 'a.b\r\n', 'a.b\r\n.\r\n'],
  ['a dot after a bare LF', 'a\n.b\r\n', 'a\n.b\r\n.\r\n'],
  ['a dot after a bare CR', 'a\r.b\r\n', 'a\r.b\r\n.\r\n'],
  ['a line without an end', 'tea', 'tea\r\n.\r\n'],
])('%s is written so that a client can undo it', async (_name, text, wire) => {
  expect(await stuffed(text)).toBe(wire)
})

/** Reads a multi-line reply the dull way, as a client does. */
const unstuffed = (wire: string): string => {
  const lines = wire.split('\r\n')
  const end = lines.indexOf('.')
  expect(lines.slice(end)).toEqual(['.', ''])
  return lines
    .slice(0, end)
    .map((line) => `${line.replace(/^\./, '')}\r\n`)
    .join('')
}

test('for any octets that end a line, a client reads back exactly these', async () => {
  const piece = fc.constantFrom('\r\n', '.', '\n', '\r', '\0', 'a', '\xff')
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      const text = `${pieces.join('')}\r\n`
      expect(unstuffed(await stuffed(text))).toBe(text)
    }),
  )
})

const message = 'Subject: tea\r\nTo: bob\r\n\r\none\r\ntwo\r\nthree\r\n'

test.each([
  ['no lines', message, 0, 'Subject: tea\r\nTo: bob\r\n\r\n'],
  ['two lines', message, 2, 'Subject: tea\r\nTo: bob\r\n\r\none\r\ntwo\r\n'],
  ['more lines than there are', message, 99, message],
  ['lines without end', message, Infinity, message],
  ['a message without a body', 'Subject: tea\r\n', 5, 'Subject: tea\r\n'],
  ['a message without a header', '\r\none\r\ntwo\r\n', 1, '\r\none\r\n'],
  ['an empty message', '', 1, ''],
])('the top of a message with %s is cut', async (_name, text, lines, top) => {
  expect(await whole(topOf(kept(Buffer.from(text)), lines))).toBe(
    `${top}${top === '' || top.endsWith('\r\n') ? '' : '\r\n'}.\r\n`,
  )
})

describe('long replies', () => {
  const stride = 65_536

  test.each([stride - 2, stride - 1, stride, stride + 1])(
    'a dot that begins a line after %i octets is doubled',
    async (octets) => {
      const line = `${'a'.repeat(octets - 2)}\r\n`
      expect(await stuffed(`${line}.\r\n`)).toBe(`${line}..\r\n.\r\n`)
    },
  )

  test('octets are written where they stand', async () => {
    const octets = Buffer.alloc(10 * stride, 'a.b\r\n')
    const pieces = await all(multiline(kept(octets).pieces()))
    expect(pieces.slice(0, -1).every((piece) => piece?.buffer === octets.buffer)).toBe(true)
    expect(pieces.length).toBe(11)
  })

  test('dots at the beginning of every line take no piece each', async () => {
    const pieces = await all(multiline(kept(Buffer.alloc(10 * stride, '..\r\n')).pieces()))
    expect(pieces.length).toBe(11)
    expect(Math.max(...pieces.map((piece) => piece?.length ?? 0))).toBeLessThanOrEqual(2 * stride)
  })

  test('the top of a message of many lines is looked for in strides', async () => {
    const top = await all(topOf(kept(Buffer.alloc(10 * stride, '\r\n')), 5 * stride))
    const pauses = top.filter((piece) => !piece)
    expect(pauses.length).toBeGreaterThanOrEqual(9)
  })

  test('many lines of text come in few pieces', async () => {
    const lines = Array.from({ length: 2500 }, (_, index) => `${index}`)
    const pieces = [...multilineText(['.', ...lines])]
    expect(pieces.length).toBe(4)
    expect(await whole(pieces)).toBe(`..\r\n${lines.join('\r\n')}\r\n.\r\n`)
  })
})
