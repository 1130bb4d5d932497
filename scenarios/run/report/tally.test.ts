import { describe, expect, test } from 'vitest'
import { tally, type TestEnd } from './tally.ts'

const passed: TestEnd = { name: 'a', state: 'passed' }
const failed: TestEnd = { name: 'b', state: 'failed' }
const explained: TestEnd = { name: 'c', state: 'skipped', note: 'swaks is not installed on this machine' }
const silent: TestEnd = { name: 'd', state: 'skipped' }
const whole = { broken: 0, filtered: false }

describe('the tally of a run', () => {
  test('a reason is printed next to what was skipped', () => {
    expect(tally([passed, failed, explained], whole)).toEqual({
      lines: ['skipped: c: swaks is not installed on this machine', '', '1 passed, 1 failed, 1 skipped'],
      failed: 1,
    })
  })

  test('what is skipped without a reason has failed', () => {
    expect(tally([passed, silent], whole)).toEqual({
      lines: ['skipped without a reason, which is a failure: d', '', '1 passed, 1 failed'],
      failed: 1,
    })
  })

  test('what a filter leaves out needs no reason', () => {
    expect(tally([passed, silent], { ...whole, filtered: true })).toEqual({
      lines: ['', '1 passed, 0 failed, 1 skipped'],
      failed: 0,
    })
  })

  test('a file that could not be read counts', () => {
    expect(tally([passed], { ...whole, broken: 1 }).lines.at(-1)).toBe('1 passed, 1 failed')
  })
})
