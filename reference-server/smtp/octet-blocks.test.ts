import { expect, test } from 'vitest'
import { blockOctets, createRoom, OctetBlocks } from './octet-blocks.ts'

const ample = createRoom(100_000_000)

test.each([
  ['an octet at a time', 1, 300_000],
  ['in short lines', 3, 300_000],
  ['in reads of a socket', 65_536, 80],
  ['at once', 5_000_000, 1],
])('octets that come %s cost their number and one block, and come out as they were', (_, size, count) => {
  const kept = new OctetBlocks(ample)
  const chunk = Buffer.alloc(size, 'abcdefg')
  let fits = true
  for (let n = 0; n < count; n++) fits &&= kept.append(chunk, 0, size)
  expect(fits).toBe(true)
  expect(kept.length).toBe(size * count)
  expect(kept.capacity).toBeLessThanOrEqual(size * count + blockOctets)
  // A Buffer each would cost more than the octets do.
  expect(kept.pieces().length).toBeLessThanOrEqual(5 + (size * count) / blockOctets)
  expect(Buffer.concat(kept.pieces()).equals(Buffer.concat(Array(count).fill(chunk)))).toBe(true)
})

test('few octets cost little', () => {
  const kept = new OctetBlocks(ample)
  kept.append(Buffer.from('tea at four'), 0, 3)
  expect(kept.capacity).toBeLessThanOrEqual(4096)
  expect(Buffer.concat(kept.pieces()).toString()).toBe('tea')
})

test('what does not fit in the room is forgotten, and the room is free again', () => {
  const room = createRoom(2 * blockOctets)
  const [one, other] = [new OctetBlocks(room), new OctetBlocks(room)]
  const chunk = Buffer.alloc(blockOctets)
  expect([1, 2, 3].map(() => one.append(chunk, 0, chunk.length))).toEqual([true, true, true])
  expect(room.has(blockOctets + 1)).toBe(false)
  // The first block is the owner's own.
  expect(other.append(chunk, 0, chunk.length)).toBe(true)
  expect(other.append(chunk, 0, chunk.length)).toBe(false)
  expect(other.capacity).toBe(0)
  one.clear()
  one.clear()
  expect(room.has(2 * blockOctets)).toBe(true)
  expect(room.has(2 * blockOctets + 1)).toBe(false)
})
