import type { MailItem } from '../message/mail-item.ts'
import { deny, permit, type Denial, type Permit } from '../policy/decision.ts'
import type { Policy } from '../policy/document/document.ts'
import { onceThere } from '../policy/once-there.ts'
import type { Clock } from '../surroundings/clock.ts'
import type { Log } from '../surroundings/log.ts'
import type { ContentSeams } from './seams.ts'
import type { Step, StepContext, Verdict } from './step.ts'
import { steps as allSteps } from './steps.ts'

/** What the content steps need of the server. */
export interface ContentHost {
  readonly policy: () => Policy
  readonly ask: ContentSeams
  readonly clock: Clock
  readonly log: Log
  readonly steps?: readonly Step[]
}

/** An item that passed all steps, with what they found out; or the refusal of one of them. */
export type Examined = (Permit & { readonly item: MailItem }) | Denial

/** Examines a message before it is taken; the verdict is there at once unless a step has to wait. */
export type Examine = (item: MailItem) => Examined | Promise<Examined>

/**
 * How long a step may take. RFC 5321 §4.5.3.2.6: a client waits ten minutes for the reply to its message, and a reply
 * that comes later makes it send the message again.
 */
export const stepLimit = 60_000

/**
 * Puts the steps one after the other. A step that fails or takes too long defers the message: its client still has it,
 * and will try again.
 */
export function createExamination({ policy, ask, clock, log, steps = allSteps }: ContentHost): Examine {
  const unable = (step: Step, item: MailItem, event: string, cause?: unknown): Denial => {
    log({ at: clock.now(), level: 'error', event, facts: { id: item.id, step: step.name }, cause })
    return deny(step.name, 'notExamined')
  }

  const inTime = (verdict: Promise<Verdict>, late: () => Verdict): Promise<Verdict> => {
    const { promise, resolve, reject } = Promise.withResolvers<Verdict>()
    const timer = clock.timer(stepLimit, () => resolve(late()))
    verdict.finally(() => timer.cancel()).then(resolve, reject)
    return promise
  }

  const verdictOf = (step: Step, item: MailItem, context: StepContext): Verdict | Promise<Verdict> => {
    const fault = (cause: unknown) => unable(step, item, 'content-fault', cause)
    try {
      if (!step.applies(item, context)) return permit
      const verdict = step.run(item, context)
      if (!(verdict instanceof Promise)) return verdict
      return inTime(verdict.catch(fault), () => unable(step, item, 'content-too-slow'))
    } catch (cause) {
      return fault(cause)
    }
  }

  const passFrom = (nth: number, item: MailItem, context: StepContext): Examined | Promise<Examined> => {
    const step = steps[nth]
    if (!step) return { permits: true, item }
    return onceThere<Verdict, Examined>(verdictOf(step, item, context), (verdict) =>
      verdict.permits ? passFrom(nth + 1, marked(item, verdict.marks), context) : verdict,
    )
  }

  return (item) => passFrom(0, item, { policy: policy(), ask })
}

const marked = (item: MailItem, marks: MailItem['marks'] | undefined): MailItem =>
  marks ? { ...item, marks: { ...item.marks, ...marks } } : item
