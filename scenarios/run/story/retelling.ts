import type { Moment, Step, Subject } from '#evidence'
import { HarnessFault } from '../../evidence/faults.ts'
import { doesAgain, isActor, isSubject } from './casting.ts'
import { sentinelVerb } from './sentinel.ts'
import type { Recalled } from './verb.ts'

/**
 * Replays a story from its steps: the same verbs with the same words, on the actors that there are now.
 *
 * @param outcomes collects the outcome of each step, by its index in the story
 * @throws HarnessFault for a verb that no actor has
 */
export async function tellsAgain(
  steps: readonly Step[],
  world: Readonly<Record<string, unknown>>,
  outcomes: Map<number, Subject>,
): Promise<void> {
  /** The id that a session had then → the session that replaces it now. */
  const talks = new Map<string, unknown>()
  const recalled = recalling(steps, outcomes)
  for (const [index, step] of steps.entries()) {
    // The verb that needed it sends another one.
    if (step.verb === sentinelVerb) continue
    const [session = ''] = step.sessions
    const outcome = await doesAgain(talks.get(session) ?? world[step.actor], step, recalled)
    if (isSubject(outcome)) outcomes.set(index, outcome)
    else if (isActor(outcome)) talks.set(session, outcome)
  }
}

/**
 * What a span counts from: the outcome of the same step this time. A moment that the story made itself keeps its
 * distance from the beginning of the story.
 */
const recalling = (steps: readonly Step[], outcomes: ReadonlyMap<number, Subject>): Recalled => ({
  timed: (since) => {
    const outcome = typeof since === 'number' ? outcomes.get(since) : undefined
    if (outcome) return outcome
    if (!isMoment(since))
      throw new HarnessFault(`a span counts from ${JSON.stringify(since)}, which is not a point in time`)
    const [first] = outcomes
    const shift = first ? first[1].when.notAfter - (steps[first[0]]?.at ?? first[1].when.notAfter) : 0
    return { notBefore: since.notBefore + shift, notAfter: since.notAfter + shift }
  },
})

const isMoment = (value: unknown): value is Moment =>
  typeof value === 'object' &&
  value !== null &&
  'notBefore' in value &&
  typeof value.notBefore === 'number' &&
  'notAfter' in value &&
  typeof value.notAfter === 'number'
