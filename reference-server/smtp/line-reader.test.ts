import { expect, test } from 'vitest'
import { LineReader } from './line-reader.ts'
import { createRoom } from './octet-blocks.ts'

test('a client that sends many lines at once gives way to others, and is answered in few writes', async () => {
  const lines = 10_000
  let taken = 0
  let sent = 0
  let beforeOthers = Infinity
  const reader = new LineReader({
    takeLine: () => {
      // Others come to it as soon as anybody does.
      if (taken++ === 0) setImmediate(() => (beforeOthers = taken))
    },
    takeMessage: () => {},
    takeOctets: () => {},
    sendAnswers: () => void sent++,
  })
  await reader.take(Buffer.from('\r\n'.repeat(lines)))
  expect(taken).toBe(lines)
  expect(beforeOthers).toBeLessThanOrEqual(100)
  expect(sent).toBeLessThanOrEqual(lines / 10)
})

test('a line in many pieces is one line', async () => {
  const taken: string[] = []
  const reader = new LineReader({
    takeLine: (line, flaw) => void taken.push(flaw ?? line),
    takeMessage: () => {},
    takeOctets: () => {},
    sendAnswers: () => {},
  })
  for (const octet of `NOOP\r\nbare\nRSET\r\n${'x'.repeat(13_000)}\r\nQUIT\r\n`)
    await reader.take(Buffer.from(octet))
  expect(taken).toEqual(['NOOP', 'bare-line-feed', 'too-long', 'QUIT'])
})

test.each([
  ['in one piece', (octets: string) => [octets]],
  ['octet by octet', (octets: string) => octets.split('')],
])('LF alone ends no line, not even behind the end of another: %s', async (_, pieces) => {
  const taken: string[] = []
  const reader = new LineReader({
    takeLine: (line, flaw) => void taken.push(flaw ?? line),
    takeMessage: () => {},
    takeOctets: () => {},
    sendAnswers: () => {},
  })
  for (const piece of pieces('NOOP\r\n\nRSET\r\nQUIT\nNOOP\r\nHELP\r\n'))
    await reader.take(Buffer.from(piece))
  expect(taken).toEqual(['NOOP', 'bare-line-feed', 'bare-line-feed', 'HELP'])
})

test('a client that sends a large message gives way to others', async () => {
  let taken = 0
  let beforeOthers = Infinity
  const reader = new LineReader({
    takeLine: () => {},
    takeMessage: () => {},
    takeOctets: () => {
      if (taken++ === 0) setImmediate(() => (beforeOthers = taken))
    },
    sendAnswers: () => {},
  })
  reader.readMessage({ maxOctets: 10_000_000, room: createRoom(10_000_000) }, (octets) => octets)
  const chunk = Buffer.from('..\r\n'.repeat(1_000))
  for (let n = 0; n < 200; n++) await reader.take(chunk)
  expect(taken).toBe(200)
  expect(beforeOthers).toBeLessThanOrEqual(100)
})
