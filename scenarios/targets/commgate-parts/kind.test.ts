import { expect, test } from 'vitest'
import { askedOf, settle } from '../adapter/fragments.ts'
import type { Needs } from '../target.ts'
import { commgateParts } from './kind.ts'

function settled(profile: Needs['profile'], policy: Needs['policy']) {
  const needs = { scenario: 'greylisting/x', profile, policy, accounts: {}, sources: {}, uses: [], seed: 1 }
  return settle(askedOf(needs), commgateParts.settings, 'It')
}

function lines(profile: Needs['profile'], policy: Needs['policy'], file: string): readonly string[] {
  const outcome = settled(profile, policy)
  if ('lines' in outcome) return outcome.lines(file)
  throw new Error(JSON.stringify(outcome))
}

test('the delay is told in seconds, the retention time in days', () => {
  const policy = { greylist: { enabled: true, delay: '2m', retention: '35d' } } as const
  expect(lines('commgate', policy, 'postgrey')).toEqual(['--delay=120', '--max-age=35'])
})

test('what nobody wrote is left to Postgrey', () => {
  expect(lines('commgate', { greylist: { enabled: true } }, 'postgrey')).toEqual([])
})

test('a retention time is not rounded', () => {
  expect(settled('commgate', { greylist: { enabled: true, retention: '36h' } })).toEqual([
    { need: 'greylist.retention', why: '--max-age takes whole days, at least one' },
  ])
})

test('whom a product trusts is spared where its manual says so', () => {
  const policy = { greylist: { enabled: true }, relay: { trusted: ['192.0.2.0/24'] } }
  expect(lines('commgate', policy, 'recipients')).not.toContain('permit_mynetworks')
  expect(lines('ics', policy, 'recipients')).toContain('permit_mynetworks')
})

test('a list that is off is not asked', () => {
  expect(lines('commgate', { greylist: { enabled: false, delay: '1m' } }, 'recipients')).toEqual([])
})
