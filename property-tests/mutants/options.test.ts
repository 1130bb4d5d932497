import { describe, expect, test } from 'vitest'
import { readOptions } from './options.ts'

const files = ['server/rules/rate.ts', 'server/rules/relay.ts', 'server/span.ts']
const read = (...args: readonly string[]) =>
  readOptions(args, { files, weightOf: () => 1, cores: 2, today: 20_001 })

describe('pnpm test:mutants', () => {
  test.each([
    ['everything', [], { only: files, seed: 1, workers: 2, isFresh: false, all: false, json: false }],
    ['a file', ['--only', 'server/span.ts'], { only: ['server/span.ts'] }],
    ['a folder behind --', ['--', '--only', './server/rules/'], { only: files.slice(0, 2) }],
    ['two places', ['--only=server/span.ts', '--only=server/rules/rate.ts'], { only: [files[0], files[2]] }],
    ['the share of today', ['--turn', '3'], { only: files.slice(0, 1), share: { nth: 1, of: 3 } }],
    ['a folder of it', ['--turn', '1', '--only', 'server/rules'], { only: files.slice(0, 2) }],
    ['as long as there is time', ['--minutes', '4'], { only: files, minutes: 4 }],
    [
      'a seed, workers and a fresh start',
      ['--seed=7', '--workers=4', '--fresh', '--json'],
      { seed: 7, workers: 4 },
    ],
  ])('plays %s', (_, args, play) => {
    expect(read(...args)).toMatchObject({ play })
  })

  test.each([
    ['an option it does not know', ['--onli', 'x'], 'onli'],
    ['a file without mutants', ['--only', 'server/sp'], 'no mutants are played in "server/sp"'],
    ['a seed that is no number', ['--seed', 'x'], '--seed'],
    ['a turn that never comes', ['--turn', '0'], '--turn'],
    ['no time', ['--minutes', '0'], '--minutes'],
    ['no workers', ['--workers', '0'], '--workers'],
    ['a word of its own', ['server/span.ts'], 'server/span.ts'],
  ])('refuses %s', (_, args, problem) => {
    expect(read(...args)).toEqual({ problem: expect.stringContaining(problem) })
  })

  test('explains itself', () => {
    expect(read('--help', '--only', 'x')).toHaveProperty('help')
  })
})
