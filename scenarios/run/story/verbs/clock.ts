import type { Moment } from '#evidence'
import type { Clock, Timed, TimeOfDay } from '#dsl'
import { HarnessFault } from '../../../evidence/faults.ts'
import type { StagedClock } from '../../../targets/target.ts'
import { isTimeOfDay, nextTimeOfDay } from '../time-of-day.ts'
import type { Places, Recalled, Verbs, Words } from '../verb.ts'
import { numberIn, textIn } from '../words.ts'

/** The instant before which the next steps have to happen, while there is one. */
export interface Boundary {
  before?: number
}

export interface ClockParts {
  readonly clock: StagedClock
  /** Set by `justBefore`, and lifted by the next move. */
  readonly boundary: Boundary
}

const finest = 1

/**
 * Time as stories move it. A boundary lies between two instants: `justBefore` counts from the earliest instant the start
 * can have been, `justAfter` from the latest; the finer the clock, the closer the two are. On a frozen clock,
 * `justAfter` is the very instant at which the span has passed.
 */
export const clockVerbs: Verbs<ClockParts, Clock> = {
  justBefore: {
    write: writeSpan,
    read: readSpan,
    does: async ({ clock, boundary }, [start, span]) => {
      boundary.before = momentOf(start).notBefore + span
      return { outcome: await clock.moveTo(boundary.before - clock.resolution) }
    },
  },
  justAfter: {
    write: writeSpan,
    read: readSpan,
    does: async ({ clock, boundary }, [start, span]) => {
      delete boundary.before
      return { outcome: await clock.moveTo(momentOf(start).notAfter + span + clock.resolution - finest) }
    },
  },
  advances: {
    write: ([span]) => ({ span }),
    read: (words) => [numberIn(words, 'span')],
    does: async ({ clock, boundary }, [span]) => {
      delete boundary.before
      return { outcome: await clock.moveTo(clock.now() + span) }
    },
  },
  untilTimeOfDay: {
    write: ([time]) => ({ time }),
    read: (words) => [timeOfDayIn(words)],
    does: async ({ clock, boundary }, [time]) => {
      delete boundary.before
      const then = nextTimeOfDay(time, { after: clock.now(), timeZone: clock.timeZone ?? 'UTC' })
      return { outcome: await clock.moveTo(then) }
    },
  },
}

type Span = Parameters<Clock['justAfter']>

/** A span counts from the step its start came from, so that the story can be replayed elsewhere. */
function writeSpan([start, span]: Span, { stepOf }: Places): Words {
  return { span, since: stepOf(start) ?? momentOf(start) }
}

function readSpan(words: Words, { timed }: Recalled): Span {
  return [timed(words['since']), numberIn(words, 'span')]
}

function timeOfDayIn(words: Words): TimeOfDay {
  const time = textIn(words, 'time')
  if (!isTimeOfDay(time)) throw new HarnessFault(`${time} is not a time of day`)
  return time
}

const momentOf = (timed: Timed): Moment => ('when' in timed ? timed.when : timed)
