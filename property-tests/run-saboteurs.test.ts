import { describe, expect, test } from 'vitest'
import { readOptions } from './run-saboteurs.ts'

describe('pnpm test:saboteurs', () => {
  test.each([
    ['nothing', [], {}],
    ['--all', ['--all'], { MAILSPEC_ALL: '1' }],
    ['a seed', ['--seed', '7'], { MAILSPEC_SEED: '7' }],
    ['--all behind --', ['--', '--all'], { MAILSPEC_ALL: '1' }],
    ['both', ['--seed=7', '--all'], { MAILSPEC_ALL: '1', MAILSPEC_SEED: '7' }],
  ])('takes %s', (_, args, environment) => {
    expect(readOptions(args)).toEqual({ environment })
  })

  test.each([
    ['an option it does not know', ['--al']],
    ['a seed that is not a number', ['--seed', 'x']],
    ['a seed without a value', ['--seed']],
    ['a word of its own', ['relay']],
  ])('refuses %s', (_, args) => {
    expect(readOptions(args)).toHaveProperty('problem')
  })

  test('explains itself', () => {
    expect(readOptions(['--help', '--all'])).toHaveProperty('help')
  })
})
