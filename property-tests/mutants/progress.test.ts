import { expect, test } from 'vitest'
import { openProgress } from './progress.ts'

test('what is left is guessed from what was done, and told every ten seconds', () => {
  const lines: string[] = []
  let time = 5000
  const progress = openProgress({ write: (text) => lines.push(text.trim()) }, () => time)
  for (let done = 0; done <= 40; done += 1) {
    progress.show({ doing: 'mutants', done, of: 40 })
    time += 1000
  }
  expect(lines).toEqual([
    '5s: mutants: 0 of 40',
    '15s: mutants: 10 of 40, about 30s left',
    '25s: mutants: 20 of 40, about 20s left',
    '35s: mutants: 30 of 40, about 10s left',
    '45s: mutants: 40 of 40',
  ])
})

test('a terminal has one line that is written over', () => {
  const lines: string[] = []
  const progress = openProgress({ isTTY: true, write: (text) => lines.push(text) }, () => 0)
  progress.show({ doing: 'stories', done: 1, of: 2 })
  progress.clear()
  expect(lines).toEqual(['\r\u001b[K0s: stories: 1 of 2', '\r\u001b[K'])
})
