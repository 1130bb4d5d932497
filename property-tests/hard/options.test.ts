import { describe, expect, test } from 'vitest'
import { attacks } from './attacks.ts'
import { readOptions } from './options.ts'

const names = attacks.map(({ name }) => name)
const usual = { only: names, seconds: 150, seed: 'new', json: false }
const read = (...args: readonly string[]) => readOptions(args, () => 'new')

describe('pnpm test:hard', () => {
  test('attacks have names of their own', () => {
    expect(new Set(names).size).toBe(names.length)
  })

  test.each([
    ['nothing', [], {}],
    [
      'two attacks behind --',
      ['--', '--only', 'floods', '--only', 'random-octets'],
      { only: ['floods', 'random-octets'] },
    ],
    [
      'a time, a seed and data',
      ['--seconds', '30', '--seed', 'x1', '--json'],
      { seconds: 30, seed: 'x1', json: true },
    ],
  ])('takes %s', (_, args, play) => {
    expect(read(...args)).toEqual({ play: { ...usual, ...play } })
  })

  test.each([
    ['an attack that does not exist', ['--only', 'flood'], '--only: there is no attack flood'],
    ['no time', ['--seconds', '0'], '--seconds: expected a whole number, 1 or more, saw "0"'],
    ['an option it does not know', ['--sead', '1'], '--sead'],
  ])('refuses %s', (_, args, problem) => {
    expect(read(...args)).toEqual({ problem: expect.stringContaining(problem) })
  })

  test('explains itself, and names every attack', () => {
    expect(read('--help', '--json')).toEqual({ help: expect.stringMatching(new RegExp(names.join('[^]*'))) })
  })
})
