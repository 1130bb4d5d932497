import { isWithin, type Impact } from '../clauses/impact.ts'
import type { Step } from './models/step.ts'

const minute = 60_000

/** What a step does to a server in use: a login that fails may have its address locked out. */
function impactOf(step: Step): Impact {
  switch (step.is) {
    case 'sends':
    case 'sends-there':
      return 'one-message'
    case 'logs-in':
    case 'proves':
      return step.works ? 'none' : 'blocks-client'
    case 'passes':
    case 'ages':
      return step.span < minute ? 'none' : 'slow'
    default:
      return 'none'
  }
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
