import { expect, test } from 'vitest'
import type { Needs } from '../target.ts'
import { vouchProblems, withStatedValues } from './vouches.ts'

const services = { mx: { host: '127.0.0.1', port: 25, tls: 'none' as const } }
const minute = 60_000

const needs: Pick<Needs, 'profile' | 'policy' | 'parameters'> = {
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: '30m' } },
  parameters: { 'popBeforeSmtp.window': { from: minute, to: 60 * minute } },
}

test.each([
  ['is the stated one', '3m', '3m'],
  ['stays the example where the stated one is out of bounds', '2h', '30m'],
])('the value of an example %s', (_, window, expected) => {
  const vouches = { popBeforeSmtp: { enabled: true, window } }
  expect(withStatedValues(needs, { vouches, services }).popBeforeSmtp).toEqual({
    enabled: true,
    window: expected,
  })
})

test('where nobody named a product, every setting may be stated, of whatever product it is', () => {
  const vouches = {
    relay: { trusted: ['192.0.2.0 255.255.255.0', '198.51.100.10-20'], mode: 'restricted' },
    popBeforeSmtp: { enabled: false },
    limits: { messagesPerMinute: 3, messagesPerHour: 20, connectionsPerIp: 5 },
    greylist: { enabled: true, delay: '5m', retention: '35d' },
    sender: { requirePtr: true },
  }
  expect(vouchProblems({ vouches, services })).toEqual([])
})

test('what is wrong is said without the name of a product', () => {
  expect(vouchProblems({ vouches: { popBeforeSmtp: { window: 'long' } }, services })).toEqual([
    {
      path: 'vouches.popBeforeSmtp.window',
      text: 'expected a duration such as "30m" (s, m, h, d), saw "long"',
    },
  ])
})

test('a product that the owner named has its own settings only', () => {
  const [problem] = vouchProblems({ vouches: { greylist: { enabled: true } }, services, profile: 'kerio' })
  expect(problem?.text).toBe('the kerio profile has no such setting')
})
