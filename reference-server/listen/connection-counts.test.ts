import { expect, test } from 'vitest'
import { ConnectionCounts } from './connection-counts.ts'

const limits = { inAll: 3, perSource: 2 }

test('a source has its limit, the server another', () => {
  const counts = new ConnectionCounts()
  const outcomes = ['a', 'a', 'a', 'b', 'b'].map((source) => counts.take(source, limits))
  expect(outcomes.map((each) => (typeof each === 'string' ? each : 'taken'))).toEqual([
    'taken',
    'taken',
    'source',
    'taken',
    'server',
  ])
})

test('a connection that has closed makes room, for its source and for others', () => {
  const counts = new ConnectionCounts()
  const [first] = ['a', 'a', 'b'].map((source) => counts.take(source, limits))
  expect(counts.take('c', limits)).toBe('server')
  if (typeof first === 'function') first()
  expect(counts.take('a', limits)).toBeTypeOf('function')
})

test('one that was turned away takes no room', () => {
  const counts = new ConnectionCounts()
  for (let attempt = 0; attempt < 10; attempt++) counts.take('a', limits)
  expect(counts.take('b', limits)).toBeTypeOf('function')
})

test('a limit that was lowered counts for new connections', () => {
  const counts = new ConnectionCounts()
  counts.take('a', limits)
  expect(counts.take('a', { inAll: 3, perSource: 1 })).toBe('source')
})
