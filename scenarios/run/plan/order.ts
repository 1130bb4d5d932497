import type { PlannedPlay } from './plan.ts'

/** Plays that one running server can serve, one after the other. */
type Batch = readonly PlannedPlay[]

/**
 * Puts plays in an order that needs few starts of servers: plays of one configuration are together, plays that need the
 * same fixed address do not use the same server, and a story that changes the configuration comes after the others that
 * use it. What cannot be played comes first.
 */
export function inRestartOrder(plays: readonly PlannedPlay[]): readonly PlannedPlay[] {
  return [...plays.filter((play) => !isPlayable(play)), ...batchesOf(plays).flat()]
}

/** The fewest servers that can serve these plays, as far as can be told before one is started. */
export const serversNeeded = (plays: readonly PlannedPlay[]): number => batchesOf(plays).length

export const isPlayable = ({ shortfalls }: PlannedPlay): boolean => shortfalls.length === 0

const batchesOf = (plays: readonly PlannedPlay[]): readonly Batch[] =>
  [...Map.groupBy(plays.filter(isPlayable), configurationOf).values()].flatMap(inBatches)

/** These decide what a server is started with, whatever it makes of them. */
const configurationOf = ({ needs: { profile, policy, accounts } }: PlannedPlay): string =>
  JSON.stringify([profile, sorted(policy), Object.values(accounts).toSorted()])

/** Plays of one configuration, distributed over as few servers as possible. */
function inBatches(plays: readonly PlannedPlay[]): readonly Batch[] {
  const open: { plays: PlannedPlay[]; known: Set<string>; isSpoilt: boolean }[] = []
  for (const play of plays.toSorted((one, other) => Number(spoils(one)) - Number(spoils(other)))) {
    const fixed = fixedAddresses(play)
    let batch = open.find(({ known, isSpoilt }) => !isSpoilt && !fixed.some((each) => known.has(each)))
    if (!batch) open.push((batch = { plays: [], known: new Set(), isSpoilt: false }))
    batch.plays.push(play)
    batch.isSpoilt = spoils(play)
    for (const address of fixed) batch.known.add(address)
  }
  return open.map((batch) => batch.plays)
}

const spoils = ({ needs }: PlannedPlay): boolean => needs.uses.includes('operator')

/** A server cannot be made to forget an address; clients from outside get one that nobody had before. */
const fixedAddresses = ({ scenario, needs }: PlannedPlay): readonly string[] =>
  Object.entries(needs.sources).flatMap(([role, address]) =>
    scenario.clients[role]?.from === 'outside' ? [] : [address],
  )

/** A key that is the same for the same settings in another order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
