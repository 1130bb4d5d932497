import type { Conduct } from './conduct.ts'
import type { Decision, Denial } from './decision.ts'
import type { Policy } from './document/document.ts'
import type { Phase, Phases, ProductFiles } from './facts.ts'
import type { Memory } from './memory.ts'
import type { Need } from './needs.ts'
import type { PolicySeams } from './seams.ts'

/**
 * A rule: what it needs looked up, what it decides, what it learns and remembers, and the questions that a saboteur
 * may answer instead. It is one file, and one row in the table of rules.
 */
export interface Rule<Seams = object> {
  readonly name: string
  readonly seams: Seams
  /** What is looked up for the session before the rule is asked. */
  readonly needs?: readonly Need[]
  /** The phases at which it decides. Undefined means no objection. */
  readonly decides?: {
    readonly [P in Phase]?: (facts: Phases[P], context: RuleContext) => Denial | undefined
  }
  /** The phases at which it learns the final decision, whichever rule made it. */
  readonly learns?: {
    readonly [P in Phase]?: (facts: Phases[P], decision: Decision, context: RuleContext) => void
  }
}

/** What rules may look at besides the facts. */
export interface RuleContext {
  readonly policy: Policy
  readonly conduct: Conduct
  readonly files: ProductFiles
  readonly memory: Memory
  readonly ask: PolicySeams
}
