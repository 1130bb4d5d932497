import type { PolicyDocument } from '#policy-document'
import type { Handed } from './next-hop.ts'
import type { ExactStep, Step, Who } from './step.ts'
import type { Visit, World } from './world.ts'

/** What is known of a story so far. */
export interface Known {
  readonly world: World
  readonly now: number
  /**
   * How far from the truth the times written down may be, in milliseconds: 0 where time stands still between two
   * steps.
   */
  readonly slack: number
  /** How long may still be waited for, in milliseconds. */
  readonly patience: number
  /** What an operator may change in this story. */
  readonly changes: readonly PolicyDocument[]
  readonly addresses: Readonly<Record<Who, string>>
  /** The SMTP sessions kept open. */
  readonly visits: Readonly<Partial<Record<Who, Visit>>>
  /** What the servers around were handed. */
  readonly handed: readonly Handed[]
  /** Which clients have a mailbox open. */
  readonly staying: readonly Who[]
}

/**
 * The step as it turns out where things stand; undefined for an age that was reached before, and for a time that is
 * longer than anybody waits.
 */
export function exactly(step: Step, known: Known): ExactStep | undefined {
  const { slack } = known
  if (step.is !== 'ages' && step.is !== 'passes') return step
  const margin = slack === 0 ? 1 : 3 * slack
  // Where time flows nobody meets the very instant, and what comes at last comes after it.
  const beside = step.beside ?? (slack === 0 ? undefined : 'more')
  const aside = { less: -margin, more: margin, none: 0 }[beside ?? 'none']
  const span = step.is === 'passes' ? step.span + aside : untilSoOld(step.back, known, step.span + aside)
  return span > 0 && span <= longestSpan(known) ? { is: 'passes', span } : undefined
}

/** Nobody keeps a session for days. */
const longestSpan = ({ patience, visits }: Known): number =>
  Object.keys(visits).length > 0 ? Math.min(patience, 3 * 60 * 60_000) : patience

/** How long until what happened last, or so many logins and messages back, has this age. */
function untilSoOld(back: number, { world, now }: Known, age: number): number {
  const happened = [...world.logins, ...world.messages].map(({ at }) => at).sort((a, b) => b - a)
  const at = happened[back]
  return at === undefined ? 0 : at + age - now
}

/** What is known, had everything that happened been so much later, though not later than it can have been. */
export const later = (known: Known, by: number): Known => ({
  ...known,
  visits: Object.fromEntries(
    Object.entries(known.visits).map(([who, visit]) => [
      who,
      { ...visit, loginsBefore: moved(visit.loginsBefore, by, visit.startedAt) },
    ]),
  ),
  world: {
    ...known.world,
    logins: moved(known.world.logins, by, known.now),
    messages: moved(known.world.messages, by, known.now),
    answered: moved(known.world.answered, by, known.now),
  },
})

const moved = <T extends { readonly at: number }>(
  events: readonly T[],
  by: number,
  atMost: number,
): readonly T[] => events.map((event) => ({ ...event, at: Math.min(event.at + by, atMost) }))
