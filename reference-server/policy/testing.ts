import { profiles } from '../profiles/profiles.ts'
import type { Decision } from './decision.ts'
import { readPolicy, type Policy, type PolicyDocument } from './document/document.ts'
import { createEngine, type Engine, type EngineParts } from './engine.ts'
import type { LoginFacts, MessageFacts, Path, RecipientFacts } from './facts.ts'
import type { ProfileName } from './document/profile.ts'

// Engines and facts for the tests of this folder. Mail for local.test is local, and bob and carol have mailboxes there.

const ground: PolicyDocument = {
  domains: { local: ['local.test'] },
  accounts: { 'bob@local.test': { password: 'secret' }, 'carol@local.test': { password: 'secret' } },
}

/** Reads a policy on top of the ground. */
export function policyOf(product: ProfileName, document: PolicyDocument): Policy {
  const reading = readPolicy(profiles[product], [ground, document])
  if (reading.problems) throw new Error(JSON.stringify(reading.problems))
  return reading.policy
}

/** Builds the engine of a product with this policy. */
export const engineOf = (product: ProfileName, document: PolicyDocument, parts?: EngineParts): Engine =>
  createEngine(policyOf(product, document), profiles[product].conduct, parts)

export const path = (localPart: string, domain: string): Path => ({
  localPart,
  domain,
  text: `${localPart}@${domain}`,
})

/** Facts for any phase of mail: eve offers bob a message, in a session of her own unless one is given. */
export const factsWith = (
  more: Partial<RecipientFacts & MessageFacts> = {},
): RecipientFacts & MessageFacts => ({
  session: { startedAt: more.now ?? 0 },
  protocol: 'smtp',
  port: 25,
  address: '192.0.2.20',
  now: 0,
  authFailed: false,
  reversePath: path('eve', 'elsewhere.test'),
  forwardPath: path('bob', 'local.test'),
  others: 0,
  recipients: 1,
  ...more,
})

/** A login of bob's over POP3, unless said otherwise. */
export const loginWith = (more: Partial<LoginFacts> = {}): LoginFacts => ({
  session: { startedAt: more.now ?? 0 },
  protocol: 'pop3',
  address: '192.0.2.20',
  account: 'bob@local.test',
  now: 0,
  ...more,
})

/** A decision for which nothing had to be looked up. */
export function atOnce(decision: Decision | Promise<Decision>): Decision {
  if (decision instanceof Promise) throw new Error('expected a decision at once, saw a promise')
  return decision
}
