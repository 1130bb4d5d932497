import { expect, test } from 'vitest'
import { isLocal } from './hosted.ts'
import { path, policyOf } from './testing.ts'

const policy = policyOf('kerio', {})

test.each([
  ['a hosted domain', path('nobody', 'local.test'), true],
  ['another domain', path('postmaster', 'remote.test'), false],
  ['the bare postmaster, in any case', path('PostMaster', ''), true],
  ['anybody else without a domain', path('nobody', ''), false],
])('mail for %s stays here or does not', (_, forwardPath, stays) => {
  expect(isLocal(forwardPath, policy)).toBe(stays)
})
