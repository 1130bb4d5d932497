import { isWithin, type Impact } from '../clauses/impact.ts'
import type { Step } from './models/step.ts'

const minute = 60_000

/** What a step does to a server in use: a login that fails may have its address locked out. */
function impactOf(step: Step): Impact {
  if (step.is === 'sends' || step.is === 'sends-there') return 'one-message'
  if (step.is === 'logs-in' || step.is === 'proves') return step.works ? 'none' : 'blocks-client'
  if (step.is === 'passes' || step.is === 'ages') return step.span < minute ? 'none' : 'slow'
  return 'none'
}

/** The steps of a story that may be taken: where one message is allowed, it is the first. */
export function withinImpact(steps: readonly Step[], limit: Impact): readonly Step[] {
  let messages = 0
  return steps.filter((step) => {
    const impact = impactOf(step)
    if (impact === 'one-message') messages++
    return isWithin(messages > 1 && impact === 'one-message' ? 'many-messages' : impact, limit)
  })
}
