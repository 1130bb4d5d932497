import type { Policy } from './document/document.ts'
import type { ConnectionFacts, Instant, SessionKey } from './facts.ts'
import { sessionNote } from './session-note.ts'

/** What the engine has looked up for it, each with the time at which the answer was there. */
export interface LookUps {
  /** The current addresses of host names; names that could not be looked up may be left out. */
  addresses(names: readonly string[]): Promise<LookedUp<ReadonlyMap<string, readonly string[]>>>
}

export interface LookedUp<Found> {
  readonly found: Found
  readonly at: Instant
}

/** Something that can be looked up for a session, and noted there and nowhere else. */
interface NeedRow {
  /** Looks up what has not been looked up for this session yet. Undefined when there is nothing to look up. */
  lookUp(session: SessionKey, policy: Policy, lookUps: LookUps): Promise<Instant> | undefined
}

const names = sessionNote<ReadonlyMap<string, readonly string[]>>(new Map())

/** The addresses that host names on lists have, as far as they were looked up for this session. */
export const namesKnownTo = (session: SessionKey): ReadonlyMap<string, readonly string[]> => names.of(session)

const listNames: NeedRow = {
  lookUp: (session, { relay, limits }, lookUps) => {
    const { hostNames } = relay.trusted
    const { hostNames: exempt } = limits.exemptGroup
    if (hostNames.length === 0 && exempt.length === 0) return undefined
    const wanted = [...hostNames, ...exempt]
    const known = names.of(session)
    const missing = wanted.filter((name) => !known.has(name))
    if (missing.length === 0) return undefined
    return lookUps.addresses(missing).then(({ found, at }) => {
      // A name without an answer matches nothing for the rest of the session.
      const answers = missing.map((name) => [name, found.get(name) ?? []] as const)
      names.write(session, new Map([...known, ...answers]))
      return at
    })
  },
}

/** What rules can need, by name. */
const needs = { listNames } as const satisfies Record<string, NeedRow>

export type Need = keyof typeof needs

/**
 * Looks up the first of the needs that a session still has.
 *
 * @returns the time at which the answer was there; undefined when nothing has to be looked up
 */
export function lookUpNeeds(
  wanted: readonly Need[],
  { session }: ConnectionFacts,
  policy: Policy,
  lookUps: LookUps,
): Promise<Instant> | undefined {
  for (const need of wanted) {
    const pending = needs[need].lookUp(session, policy, lookUps)
    if (pending) return pending
  }
  return undefined
}

/** Finds nothing: for engines without a resolver. */
export const noLookUps: LookUps = {
  addresses: () => Promise.reject(new Error('names cannot be looked up here')),
}
