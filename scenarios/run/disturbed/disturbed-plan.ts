import type { Scenario } from '#dsl'
import type { Evidence } from '#evidence'
import { composed } from '../../disturbances/composed.ts'
import type { Disturbance } from '../../disturbances/disturbance.ts'
import { NotSayable } from '../../disturbances/not-sayable.ts'
import { passedOver } from '../../disturbances/passed-over.ts'
import { needsOf } from '../plan/needs.ts'
import { playFor, type Plan, type PlannedPlay } from '../plan/plan.ts'

/** A disturbance that a story is not played under, and why. */
export interface PassedOver {
  readonly disturbance: string
  readonly why: string
}

/**
 * Tells which disturbances let a story in, and why the others do not.
 *
 * @param plain what its undisturbed play left: it shows what the story depends on
 */
export function lettingIn(
  { scenario, needs }: PlannedPlay,
  plain: Evidence,
  disturbances: readonly Disturbance[],
): { readonly by: readonly Disturbance[]; readonly passedOver: readonly PassedOver[] } {
  const reasons = disturbances.map((each) => ({ each, why: whyNot(each, scenario, plain, needs.sources) }))
  const by = reasons.flatMap(({ each, why }) => (why === undefined ? [each] : []))
  const over = reasons.flatMap(({ each, why }) =>
    why === undefined ? [] : [{ disturbance: each.name, why }],
  )
  return { by, passedOver: over }
}

/** Plans a story again, under disturbances that let it in. */
export function disturbedPlay(
  { target, seed }: Plan,
  { scenario }: PlannedPlay,
  by: readonly Disturbance[],
): PlannedPlay {
  const { head, source, disturbing } = composed(by)
  const changed = head(scenario)
  const { sources, ...rest } = needsOf(changed, seed)
  const placed = Object.entries(sources).map(([role, address]) => [role, source(address, role)] as const)
  const play = playFor(changed, { ...rest, sources: Object.fromEntries(placed) }, target)
  return { ...play, disturbing }
}

function whyNot(
  each: Disturbance,
  scenario: Scenario,
  plain: Evidence,
  sources: Readonly<Record<string, string>>,
): string | undefined {
  const why = passedOver(each, scenario, plain)
  if (why !== undefined) return why
  try {
    each.head?.(scenario)
    for (const [role, address] of Object.entries(sources)) each.source?.(address, role)
    return undefined
  } catch (error) {
    if (error instanceof NotSayable) return `not sayable: ${error.message}`
    throw error
  }
}
