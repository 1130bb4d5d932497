import type { Scenario } from '#dsl'
import type { Evidence } from '#evidence'
import type { Disturbance } from './disturbance.ts'

/** Why a story is not played under a disturbance: it is about what that changes. Undefined where it is let in. */
export function passedOver(
  { meddlesWith, unless = [] }: Disturbance,
  scenario: Scenario,
  plain: Evidence,
): string | undefined {
  const named = [...scenario.uses, ...settingsNamed(scenario, plain)]
  const meddled = meddlesWith.find((each) =>
    named.some((name) => isWithin(name, each) || isWithin(each, name)),
  )
  if (meddled !== undefined) return `the story names ${meddled}`
  return unless.map((depends) => depends(plain)).find((reason) => reason !== undefined)
}

/** Every setting that the head of a story names, or its operator. */
export const settingsNamed = (
  { policy }: Pick<Scenario, 'policy'>,
  { steps }: Evidence,
): readonly string[] => [
  ...pathsIn(policy),
  ...steps.filter(({ verb }) => verb === 'sets').flatMap((step) => pathsIn(step.with['policy'])),
]

/** `{ relay: { mode: 'open' } }` names `relay.mode`; lists and tables are named as wholes. */
function pathsIn(document: unknown): readonly string[] {
  return fieldsOf(document).flatMap(([group, settings]) => {
    const keys = fieldsOf(settings).map(([key]) => `${group}.${key}`)
    return keys.length > 0 ? keys : [group]
  })
}

const fieldsOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []

const isWithin = (name: string, group: string): boolean => name === group || name.startsWith(`${group}.`)
