import { activationSeams } from './activation.ts'
import { hostedSeams } from './hosted.ts'
import { limitExemptSeams } from './limit-exempt.ts'
import { rightsSeams } from './rights.ts'
import { ruleSeams, type RuleSeams } from './rules.ts'

/** The questions that the policy engine asks itself: those of its rules, and those that rules share. */
export interface PolicySeams extends RuleSeams, SharedSeams {}

type SharedSeams = typeof hostedSeams & typeof rightsSeams & typeof activationSeams & typeof limitExemptSeams

export const policySeams: PolicySeams = {
  ...hostedSeams,
  ...rightsSeams,
  ...activationSeams,
  ...limitExemptSeams,
  ...ruleSeams,
}
