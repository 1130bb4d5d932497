import { describe, expect, test } from 'vitest'
import { factsWith, path, policyOf as policyWith } from '../testing.ts'
import {
  bypassesSubmission,
  checksSendersOnPort25,
  knowsSender,
  submissionApplies,
  withdrawsAuth,
} from './submission.ts'

const policyOf = (enabled: boolean) => policyWith('icewarp', { submission: { enabled } })

test.each([
  ['on, at the second port', true, 587, true, false],
  ['on, at port 25', true, 25, false, true],
  ['on, at port 465', true, 465, false, false],
  ['off, at the second port', false, 587, false, false],
  ['off, at port 25', false, 25, false, false],
])('the submission rule %s', (_, enabled, port, applies, onPort25) => {
  expect(submissionApplies({ port }, policyOf(enabled))).toBe(applies)
  expect(withdrawsAuth({ port }, policyOf(enabled))).toBe(onPort25)
  expect(checksSendersOnPort25({ port }, policyOf(enabled))).toBe(onPort25)
})

describe('a sender', () => {
  test.each([
    ['with an account', path('bob', 'local.test'), true, true],
    ['with an account, in capitals', path('BOB', 'local.test'), true, true],
    ['of a hosted domain without one', path('ghost', 'local.test'), false, true],
    ['from elsewhere', path('eve', 'elsewhere.test'), true, false],
    ['that is null', null, true, false],
  ])('%s', (_, reversePath, known, bypasses) => {
    expect(knowsSender(factsWith({ port: 587, reversePath }), policyOf(true))).toBe(known)
    expect(bypassesSubmission({ localSenders: true }, factsWith({ reversePath }), policyOf(true))).toBe(
      bypasses,
    )
    expect(bypassesSubmission({ localSenders: false }, factsWith({ reversePath }), policyOf(true))).toBe(
      false,
    )
  })
})
