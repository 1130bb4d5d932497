import type { Scenario } from '#dsl'
import type { Needs, Shortfall, Target } from '../../targets/target.ts'
import { machineShortfalls } from './machine.ts'
import type { Disturbance } from '../../disturbances/disturbance.ts'
import type { Disturbing } from '../story/conduct.ts'
import { needsOf } from './needs.ts'

/** One scenario to be played on one target, with what stands in its way. */
export interface PlannedPlay {
  readonly scenario: Scenario
  readonly needs: Needs
  readonly shortfalls: readonly Shortfall[]
  /** What is changed about it besides the head of its scenario. */
  readonly disturbing?: Disturbing
}

export interface Plan {
  readonly target: Target
  readonly seed: number
  readonly plays: readonly PlannedPlay[]
  /** Disturbances under which each story is played again, those of one bundle at once. */
  readonly disturbedBy?: readonly (readonly Disturbance[])[]
  /** Which part of a larger plan it is; absent where it is the whole plan. */
  readonly shard?: Shard
}

/** One of several parts, counted from 1. */
export interface Shard {
  readonly number: number
  readonly of: number
}

/** Tells what would be played on a target, and what not and why; starts nothing and sends nothing. */
export function planFor(scenarios: readonly Scenario[], target: Target, seed: number): Plan {
  const plays = scenarios.map((scenario) => playFor(scenario, needsOf(scenario, seed), target))
  return { target, seed, plays }
}

/** One scenario with its needs, in numbers that the target has, and what stands in its way. */
export function playFor(scenario: Scenario, needs: Needs, target: Target): PlannedPlay {
  const policy = target.chooses?.(needs) ?? scenario.policy
  const chosen = { ...needs, policy }
  return {
    scenario: { ...scenario, policy },
    needs: chosen,
    shortfalls: [...machineShortfalls(chosen), ...target.shortfalls(chosen)],
  }
}

/** One part of a plan, dealt out like cards: the parts together are the whole plan. */
export const shardOf = (plan: Plan, shard: Shard): Plan => ({
  ...plan,
  plays: plan.plays.filter((_, index) => index % shard.of === shard.number - 1),
  shard,
})
