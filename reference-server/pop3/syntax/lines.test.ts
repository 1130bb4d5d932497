import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineReader } from './lines.ts'

const linesOf = (chunks: readonly Buffer[], limit = 20): string[] => {
  const reader = createLineReader()
  const lines: string[] = []
  for (const chunk of chunks) {
    reader.push(chunk)
    for (let line = reader.next(limit); line; line = reader.next(limit)) lines.push(line.toString('latin1'))
  }
  return lines
}

test.each([
  ['one line', 'NOOP\r\n', ['NOOP']],
  ['several lines', 'NOOP\r\nQUIT\r\n', ['NOOP', 'QUIT']],
  ['an empty line', '\r\n', ['']],
  ['a bare LF', 'NOOP\nQUIT\n', ['NOOP', 'QUIT']],
  ['a bare CR within a line', 'NO\rOP\r\n', ['NO\rOP']],
  ['a doubled CR', 'NOOP\r\r\n', ['NOOP\r']],
  ['a line not yet ended', 'NOOP\r\nQU', ['NOOP']],
  ['a line of just the limit', `${'x'.repeat(18)}\r\n`, ['x'.repeat(18)]],
  ['a line of one more', `${'x'.repeat(19)}\r\nNOOP\r\n`, ['too-long', 'NOOP']],
])('%s is read', (_name, text, lines) => {
  expect(linesOf([Buffer.from(text)])).toEqual(lines)
})

test('for any octets, cuts between chunks change nothing', () => {
  const octet = fc.oneof(fc.constantFrom(0x0d, 0x0a, 0x41), fc.nat({ max: 255 }))
  fc.assert(
    fc.property(fc.array(octet, { maxLength: 200 }), fc.integer({ min: 1, max: 30 }), (octets, size) => {
      const whole = Buffer.from(octets)
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_none, index) =>
        whole.subarray(index * size, (index + 1) * size),
      )
      expect(linesOf(chunks)).toEqual(linesOf([whole]))
    }),
  )
})

test('after clear, what was begun is forgotten', () => {
  const reader = createLineReader()
  reader.push(Buffer.from('USER mal'))
  reader.clear()
  reader.push(Buffer.from('NOOP\r\n'))
  expect(reader.next(20)?.toString()).toBe('NOOP')
})
