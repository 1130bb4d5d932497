import { minutes, type Client, type Clock, type Envelope } from '#dsl'
import type { Attempt } from '#evidence'
import { NeedUnmet } from '../evidence/faults.ts'
import { outcomeOf } from './answers.ts'

/** What comes of something that may take longer than anybody waits; undefined where it does. */
export async function whilePatient<T>(does: () => Promise<T>): Promise<T | undefined> {
  try {
    return await does()
  } catch (error) {
    if (error instanceof NeedUnmet) return undefined
    throw error
  }
}

/** The delays that grey lists usually have, and a little more. */
const usualDelays = [minutes(6), minutes(31), minutes(61)]

/**
 * Offers an envelope until a grey list lets it in, as far as patience goes: then the client is known, and what else it
 * asks is not put off.
 *
 * @returns the last answer
 */
export async function becomesKnown(
  client: Client,
  envelope: Envelope,
  clock: Clock | undefined,
): Promise<Attempt> {
  const first = await client.offers(envelope)
  let last = first
  for (const delay of usualDelays) {
    if (!clock || outcomeOf(last) !== 'put off') break
    const next = await whilePatient(async () => {
      await clock.justAfter(first, delay)
      return client.offers(envelope)
    })
    if (next === undefined) break
    last = next
  }
  return last
}
