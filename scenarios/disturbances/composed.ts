import type { Scenario } from '#dsl'
import type { Interference } from '../run/story/casting.ts'
import type { Aside, Disturbing } from '../run/story/conduct.ts'
import type { Disturbance, DisturbedStep } from './disturbance.ts'
import { loginManners } from './login-forms.ts'
import { using } from './steps.ts'
import { nested } from './nested-manners.ts'

/** Several disturbances as one, each applied to what those before it have made. */
export interface Composed {
  readonly head: (scenario: Scenario) => Scenario
  readonly source: (address: string, role: string) => string
  readonly disturbing: Disturbing
}

/** Composes disturbances in the order given; of two that say what a message consists of, the later one is heard. */
export function composed(all: readonly Disturbance[]): Composed {
  return {
    head: (scenario) => all.reduce((told, each) => headOf(each)(told), scenario),
    source: (address, role) => all.reduce((place, { source }) => source?.(place, role) ?? place, address),
    disturbing: { ...conductOf(all), interferes: (aside) => interferenceOf(all, aside) },
  }
}

/** What starts with another policy takes an operator to bring it to the story's. */
const headOf =
  ({ head, policy }: Disturbance) =>
  (scenario: Scenario): Scenario => {
    const changed = head?.(scenario) ?? scenario
    return policy ? using('operator')(changed) : changed
  }

/**
 * The part of disturbances that the steps of a story do not show: what its clients do by themselves, and the policy the
 * server starts with. A replay needs it, and nothing else of them.
 */
export function conductOf(all: readonly Disturbance[]): Disturbing {
  const starts = all.flatMap(({ policy }) => policy ?? [])
  const wrong = all.findLast((each) => each.wrong)?.wrong
  const body = all.findLast((each) => each.body)?.body
  return {
    names: all.map(({ name }) => name),
    conduct: {
      manners: nested(all.flatMap(({ manners = {}, login = {} }) => [manners, loginManners(login)])),
      services: Object.assign({}, ...all.map(({ login }) => login?.over)),
      ...(wrong && { wrong }),
      ...(body && { body }),
    },
    ...(starts.length > 0 && {
      startsWith: (policy) => starts.reduce((document, start) => start(document), policy),
    }),
  }
}

/** One place that all steps of a play pass: arguments change first, then others act, then the step is taken. */
function interferenceOf(all: readonly Disturbance[], aside: () => Aside): Interference {
  let steps = 0
  const stepsOf = new Map<string, number>()
  return async (ahead, goes) => {
    const nthOfActor = (stepsOf.get(ahead.actor) ?? 0) + 1
    stepsOf.set(ahead.actor, nthOfActor)
    const counted = { ...ahead, nth: ++steps, nthOfActor }
    const step = all.reduce<DisturbedStep>(
      (so, each) => ({ ...so, given: each.args?.(so) ?? so.given }),
      counted,
    )
    for (const each of all) await each.before?.(step, aside())
    const takes = all.reduce<() => Promise<unknown>>(
      (inner, each) => (each.around ? () => each.around?.(step, inner, aside()) ?? inner() : inner),
      () => goes(step.given),
    )
    return takes()
  }
}
