import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeFailures } from '../../reference-server/sasl/failed-logins.ts'
import { amongFailures, failedLogins, isFailure } from './relations.ts'
import { storiesOf } from './steps.ts'

test('no story among failed logins has more failures than a server forgives', () => {
  const [setting] = failedLogins.settings
  if (!setting) throw new RangeError('nothing is asked of any setting')
  const failed = { is: 'logs-in', who: 'laptop', service: 'pop3', as: 'alice', works: false } as const
  const failuresOf = storiesOf(setting, { maxSteps: failedLogins.maxSteps, powers: ['clock'] }).map(
    (story) => amongFailures(story, failed).filter(({ step }) => isFailure(step)).length,
  )
  const counts = fc.sample(failuresOf, { seed: 1, numRuns: 200 })
  expect(Math.max(...counts)).toBeLessThanOrEqual(freeFailures)
  expect(Math.max(...counts)).toBeGreaterThan(freeFailures / 2)
})
