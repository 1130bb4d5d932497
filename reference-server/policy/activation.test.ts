import { expect, test } from 'vitest'
import { imail } from '../profiles/imail.ts'
import { kerio } from '../profiles/kerio.ts'
import { listsInForce } from './activation.ts'
import { readPolicy, type PolicyDocument } from './document/document.ts'
import type { Profile } from './document/profile.ts'

const policyOf = (profile: Profile, document: PolicyDocument) => {
  const { policy, problems } = readPolicy(profile, [document])
  if (problems) throw new Error(JSON.stringify(problems))
  return policy
}

const before: PolicyDocument = { relay: { mode: 'restricted', trusted: ['192.0.2.1'] } }
const after: PolicyDocument = { relay: { mode: 'open', trusted: ['192.0.2.2'] } }

test.each([
  ['waits for a restart where the product says so', imail, '192.0.2.1', '192.0.2.2'],
  ['acts at once elsewhere', kerio, '192.0.2.2', '192.0.2.1'],
])('a changed list %s', (_, profile, acts, doesNot) => {
  const { trusted } = listsInForce(policyOf(profile, before), policyOf(profile, after)).relay
  expect(trusted.contains(acts)).toBe(true)
  expect(trusted.contains(doesNot)).toBe(false)
})

test.each([[imail], [kerio]])('a changed mode acts at once under $name', (profile) => {
  expect(listsInForce(policyOf(profile, before), policyOf(profile, after)).relay.mode).toBe('open')
})

const accessTo = (mode: 'granted' | 'denied', document: PolicyDocument) => {
  const policy = policyOf(imail, document)
  return { ...policy, access: { mode, exceptions: policy.relay.trusted } }
}

test('changed exceptions wait for a restart, and whom they are exceptions from does not', () => {
  const { access } = listsInForce(accessTo('granted', before), accessTo('denied', after))
  expect(access.mode).toBe('denied')
  expect(access.exceptions.contains('192.0.2.1')).toBe(true)
  expect(access.exceptions.contains('192.0.2.2')).toBe(false)
})
