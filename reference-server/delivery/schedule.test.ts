import { expect, test } from 'vitest'
import { policyOf } from '../policy/testing.ts'
import { nextAttempt, scheduleOf } from './schedule.ts'

const minute = 60_000
const usual = { retryInterval: 15 * minute, expireAfter: 4 * 24 * 60 * minute }
const queue = { retryInterval: '1m', expireAfter: '2m' } as const
const schedule = { retryInterval: 10 * minute, expireAfter: 25 * minute }

test.each([
  ['after an interval', 0, 10 * minute],
  ['after an interval from when it was tried', 4 * minute, 14 * minute],
  ['for the last time when it has waited long enough', 20 * minute, 25 * minute],
  ['not any more after that', 25 * minute, undefined],
])('a message is tried again %s', (_, since, next) => {
  expect(nextAttempt({ now: 1000 + since, acceptedAt: 1000, schedule })).toBe(next && 1000 + next)
})

test.each([
  ['is the usual one where nothing is said', {}, usual],
  ['is what the policy says', { queue }, { retryInterval: minute, expireAfter: 2 * minute }],
  [
    'is the usual one for mail that goes to a relay host',
    { queue, delivery: { mode: 'relay' }, smarthost: { host: 'relay.test' } },
    usual,
  ],
  ['never tries without a pause', { queue: { retryInterval: '0s' } }, { ...usual, retryInterval: 1000 }],
] as const)('the schedule %s', (_, document, expected) => {
  expect(scheduleOf(policyOf('kerio', document))).toEqual(expected)
})
