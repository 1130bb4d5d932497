import type { Scenario } from '#dsl'
import { disturbance } from '../../disturbance.ts'

const extra = 'extra@local.test'

/** A head with one account more, to which mail goes besides. */
const withExtra = (scenario: Scenario): Scenario => ({
  ...scenario,
  accounts: { ...scenario.accounts, extra },
})

/** Sessions in whose transaction the first recipient is still to come. */
const begun = new WeakSet<object>()

export const manyRecipients = disturbance('many-good-recipients-first', {
  why: 'A recipient is judged by itself, however many good ones come before it.',
  meddlesWith: ['limits.recipients', 'limits.failedCommands', 'greylist'],
  head: withExtra,
  manners: {
    mail: (session, said, goes) => {
      begun.add(session)
      return goes(said)
    },
    rcpt: async (session, said, goes) => {
      if (begun.delete(session))
        for (let count = 1; count <= 45; count++) await session.says(`RCPT TO:<${extra}>`)
      return goes(said)
    },
  },
})
