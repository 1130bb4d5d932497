import { expect, test } from 'vitest'
import { FailedLogins, freeFailures } from './failed-logins.ts'

const second = 1000
const minute = 60_000

/** Failures at a time that can be set. */
function fixture() {
  const time = { now: 0 }
  const logins = new FailedLogins({ now: () => time.now })
  const fails = (times: number, source = '192.0.2.1', account?: string) => {
    for (let each = 0; each < times; each++) logins.failed(source, account)
  }
  return { time, logins, fails, delay: (source = '192.0.2.1') => logins.delay(source, second) }
}

test('the first failures are free, then each makes the next wait twice as long, up to a bound', () => {
  const { fails, delay } = fixture()
  fails(freeFailures - 1)
  const delays = [delay()]
  for (let more = 0; more < 8; more++) {
    fails(1)
    delays.push(delay())
  }
  expect(delays).toEqual([0, 1, 2, 4, 8, 16, 32, 32, 32].map((seconds) => seconds * second))
})

test('one source does not wait for another', () => {
  const { fails, delay } = fixture()
  fails(100, '192.0.2.1')
  expect(delay('192.0.2.2')).toBe(0)
})

test('a login that works forgives the failures of its own account, and of no other', () => {
  const { logins, fails, delay } = fixture()
  fails(freeFailures, '192.0.2.1', 'alice@local.test')
  logins.worked('192.0.2.1', 'mallory@local.test')
  expect(delay()).toBe(second)
  logins.worked('192.0.2.1', 'alice@local.test')
  expect(delay()).toBe(0)
  fails(freeFailures)
  logins.worked('192.0.2.1', 'alice@local.test')
  expect(delay()).toBe(second)
})

test('failures are forgotten a quarter of an hour after the last', () => {
  const { time, fails, delay } = fixture()
  fails(freeFailures)
  time.now = 15 * minute - 1
  expect(delay()).toBe(second)
  time.now = 15 * minute
  expect(delay()).toBe(0)
})

test('a clock set back keeps no failure for longer', () => {
  const { time, fails, delay } = fixture()
  time.now = 120 * minute
  fails(freeFailures)
  time.now = 0
  expect(delay()).toBe(second)
  time.now = 15 * minute
  expect(delay()).toBe(0)
})

test('no more than ten thousand sources are remembered, and the last of them for certain', () => {
  const { logins, fails, delay } = fixture()
  fails(freeFailures, 'the first')
  for (let source = 0; source < 10_000; source++) logins.failed(`source ${source}`)
  expect(delay('the first')).toBe(0)
  fails(freeFailures - 1, 'source 1')
  expect(delay('source 1')).toBe(second)
})
