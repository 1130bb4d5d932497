import type { Sink } from '#dsl'
import { readsArrival, receives, type ArrivalParts } from '../arrivals.ts'
import type { Verbs } from '../verb.ts'
import { messageIn } from '../words.ts'

/** The recording sink: counts what arrives there. */
export const sinkVerbs: Verbs<ArrivalParts, Sink> = {
  receives: {
    write: ([envelope]) => ({ ...envelope }),
    read: (words) => [messageIn(words)],
    does: async (parts, [envelope]) => ({ outcome: await receives(parts, envelope) }),
  },
  reads: {
    write: ([envelope]) => ({ ...envelope }),
    read: (words) => [messageIn(words)],
    does: async (parts, [envelope]) => ({ outcome: await readsArrival(parts, envelope) }),
  },
}
