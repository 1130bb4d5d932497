import { outside, scenario } from '#dsl'
import { planFor, type Plan, type PlannedPlay } from '../plan/plan.ts'

const greeting = scenario('rfc/sanity', {
  title: 'The server greets, takes NOOP and says goodbye',
  clauses: ['rfc5321.quit-221'],
  profile: 'kerio',
  policy: {},
  clients: { visitor: outside },
  async run({ visitor, claim }) {
    const session = await visitor.opens('mx')
    claim(await session.says('NOOP')).isAccepted()
    claim(await session.says('QUIT')).isAccepted()
  },
})

const nonsense = scenario('rfc/canary', {
  title: 'Claims that a command which does not exist is accepted: must be found false',
  clauses: ['rfc5321.quit-221'],
  profile: 'kerio',
  policy: {},
  clients: { visitor: outside },
  async run({ visitor, claim }) {
    const session = await visitor.opens('mx')
    claim(await session.says('XCANARY')).isAccepted()
    await session.quits()
  },
})

/** A session any mail server can hold; played before and after the plan. */
export const greets = (plan: Plan): PlannedPlay => only(planFor([greeting], plan.target, plan.seed))

/** A claim that is false on every mail server: if it holds, nothing else this run says can be trusted. */
export const canary = (plan: Plan): PlannedPlay => only(planFor([nonsense], plan.target, plan.seed))

function only({ plays: [play] }: Plan): PlannedPlay {
  if (play === undefined) throw new RangeError('an empty plan')
  // A greeting needs no setting and no profile, whatever else the target lacks.
  return { ...play, shortfalls: [] }
}
