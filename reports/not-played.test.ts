import { expect, test } from 'vitest'
import { notPlayedLines } from './not-played.ts'

const sink = { need: 'sink', why: 'no sink is named' }
const clock = { need: 'clock', why: 'it cannot be set' }

test('what is lacking is told once, with how many scenarios lack it, most of them first', () => {
  expect(notPlayedLines([[clock], [sink], [sink, clock], [sink, sink]])).toEqual([
    '    3  sink (no sink is named)',
    '    2  clock (it cannot be set)',
  ])
})

test('of many reasons the rest is counted', () => {
  const many = Array.from({ length: 14 }, (_, number) => [{ need: `setting ${number}`, why: 'unstated' }])
  expect(notPlayedLines(many)).toHaveLength(13)
  expect(notPlayedLines(many).at(-1)).toBe('       and 2 more reasons')
  expect(notPlayedLines([])).toEqual([])
})

test('what a file says cannot steer the terminal', () => {
  expect(notPlayedLines([[{ need: 'tls', why: '\u001b[2J' }]]).join('')).not.toMatch(/\p{Cc}/u)
})
