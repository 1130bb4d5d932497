import type { MailItem, Marks } from '../message/mail-item.ts'
import type { Denial, Permit } from '../policy/decision.ts'
import type { Policy } from '../policy/document/document.ts'
import type { ContentSeams } from './seams.ts'

/** Examines a message between the end of its data and the reply to it. It is one file, and one row in the table of steps. */
export interface Step {
  readonly name: string
  /** Tells whether there is anything to look for. */
  applies(item: MailItem, context: StepContext): boolean
  /** Looks at an item; the verdict is there at once, unless the step has to wait for something. */
  run(item: MailItem, context: StepContext): Verdict | Promise<Verdict>
}

/** What steps may look at besides the item. */
export interface StepContext {
  readonly policy: Policy
  readonly ask: ContentSeams
}

/** The answer of a step: yes, with what it found out; or no, with the name of a reply that refuses or defers. */
export type Verdict = (Permit & { readonly marks?: Marks }) | Denial
