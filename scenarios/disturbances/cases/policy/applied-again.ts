import { disturbance } from '../../disturbance.ts'
import { using } from '../../steps.ts'

export const policyAppliedAgain = disturbance('policy-applied-again', {
  why: 'Settings that are applied again and have not changed take nothing from what the server remembers.',
  meddlesWith: [],
  head: using('operator'),
  before: async (_, { powers }) => powers.operator?.sets({}),
})

export const accountAdded = disturbance('account-added-before-each-step', {
  why: 'An account that is added changes nothing for the other accounts, nor for any client.',
  meddlesWith: [],
  head: using('operator'),
  before: async ({ nth }, { powers }) => {
    await powers.operator?.adds(`guest${nth}@local.test`)
  },
})
