import { describe, expect, test } from 'vitest'
import { MessageReader } from './message-reader.ts'
import { blockOctets, createRoom } from './octet-blocks.ts'

const limits = () => ({ maxOctets: 100_000_000, room: createRoom(100_000_000) })

/** Reads a message in reads of a socket and gives the reader. */
function readInChunks(octets: Buffer, reader = new MessageReader(limits())): MessageReader {
  for (let at = 0; at < octets.length; at += 65_536) reader.read(octets.subarray(at, at + 65_536), 0)
  return reader
}

describe('the memory of a message', () => {
  const taken = 6_000_000
  test.each([
    ['lines of a stuffed dot', '..\r\n'],
    ['empty lines', '\r\n'],
    ['lines of stuffed dots and more', '..tea\r\n'],
    ['one long line', 'x'],
    ['lines as usual', `${'x'.repeat(76)}\r\n`],
  ])('is bounded by its octets, as with %s', (_, line) => {
    const reader = readInChunks(Buffer.from(line.repeat(taken / line.length)))
    expect(reader.message.flaw).toBeUndefined()
    expect(reader.capacity).toBeGreaterThan(taken / 2)
    expect(reader.capacity).toBeLessThanOrEqual(taken + blockOctets)
    expect(reader.message.pieces.length).toBeLessThanOrEqual(5 + taken / blockOctets)
  })

  test.each([
    ['has a flaw', '\n'],
    ['has a NUL', '\0'],
    ['is too large', 'x'.repeat(1_000)],
  ])('is given back when the message %s', (_, octets) => {
    const room = createRoom(1_000_000)
    const reader = readInChunks(
      Buffer.from('x'.repeat(500_000)),
      new MessageReader({ maxOctets: 500_100, room }),
    )
    expect(room.has(1_000_000)).toBe(false)
    reader.read(Buffer.from(octets), 0)
    expect(reader.capacity).toBe(0)
    expect(room.has(1_000_000)).toBe(true)
  })
})

test.each([
  ['in the message', 'a\0b\r\n.\r\n', 'nul'],
  ['in the chunk before its dot', 'a\0\r\n.\r\nNOOP\r\n', 'nul'],
  ['behind its dot', 'ab\r\n.\r\n\0', undefined],
])('a NUL %s decides', (_, octets, flaw) => {
  const reader = new MessageReader(limits())
  expect(reader.read(Buffer.from(octets), 0)).toBe(octets.indexOf('.') + 3)
  expect(reader.message.flaw).toBe(flaw)
})

test('wherever a message is cut in two on its way, the same octets come out', () => {
  const wire = Buffer.from('one\r\n..two\r\n..\r\n...\r\n\r\nthree.\r\n.\r\n')
  for (let cut = 0; cut <= wire.length; cut++) {
    const reader = new MessageReader(limits())
    const ends = reader.read(wire.subarray(0, cut), 0) ?? cut + (reader.read(wire.subarray(cut), 0) ?? NaN)
    expect(ends).toBe(wire.length)
    expect(Buffer.concat(reader.message.pieces).toString()).toBe('one\r\n.two\r\n.\r\n..\r\n\r\nthree.\r\n')
  }
})

test('octets that arrive together with the end count as the others do', () => {
  const reader = new MessageReader({ ...limits(), maxOctets: 6 })
  reader.read(Buffer.from('four'), 0)
  reader.read(Buffer.from('5\r\n.\r\n'), 0)
  expect(reader.message).toEqual({ pieces: [], flaw: 'too-large' })
})
