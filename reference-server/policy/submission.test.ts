import { describe, expect, test } from 'vitest'
import { icewarp } from '../profiles/icewarp.ts'
import { readPolicy } from './document.ts'
import type { Path, SenderFacts } from './facts.ts'
import {
  bypassesSubmission,
  checksSendersOnPort25,
  knowsSender,
  submissionApplies,
  withdrawsAuth,
} from './submission.ts'

const policyOf = (enabled: boolean) => {
  const { policy, problems } = readPolicy(icewarp, [
    {
      domains: { local: ['local.test'] },
      accounts: { 'alice@local.test': { password: 'secret' } },
      submission: { enabled },
    },
  ])
  if (problems) throw new Error(JSON.stringify(problems))
  return policy
}

const path = (localPart: string, domain: string): Path => ({
  localPart,
  domain,
  text: `${localPart}@${domain}`,
})

const sender = (reversePath: Path | null): SenderFacts => ({
  port: 587,
  address: '192.0.2.1',
  now: 0,
  startedAt: 0,
  windowAtStart: false,
  authFailed: false,
  reversePath,
})

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
    ['with an account', path('alice', 'local.test'), true, true],
    ['with an account, in capitals', path('ALICE', 'local.test'), true, true],
    ['of a hosted domain without one', path('ghost', 'local.test'), false, true],
    ['from elsewhere', path('eve', 'elsewhere.test'), true, false],
    ['that is null', null, true, false],
  ])('%s', (_, reversePath, known, bypasses) => {
    expect(knowsSender(sender(reversePath), policyOf(true))).toBe(known)
    expect(bypassesSubmission({ localSenders: true }, sender(reversePath), policyOf(true))).toBe(bypasses)
    expect(bypassesSubmission({ localSenders: false }, sender(reversePath), policyOf(true))).toBe(false)
  })
})
