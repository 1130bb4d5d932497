import { crossCheck } from './cross-checks.ts'
import { groupsOf, readerOf } from './kind-readers.ts'
import { isRecord, mergeLayers, pathOf, standardsOf, writtenIn } from './layers.ts'
import type { CheckShape } from './layers.ts'
import type { Problem } from './problems.ts'
import { isAvailable } from './profile.ts'
import type { Profile } from './profile.ts'
import { isBuilt, settings, settingsByKey } from './settings.ts'
import type { Policy, PolicyDocument, SettingKey } from './settings.ts'
import type { Setting } from './setting-kinds.ts'

/** What valid documents contain. */
interface Read {
  readonly policy: Policy
  /** An equivalent document, without settings that are neutral under the profile. */
  readonly document: PolicyDocument
  /** The same with every setting in force: `null` where nothing is set. */
  readonly inForce: PolicyDocument
  /** What was valid but may not be what was meant. */
  readonly warnings: readonly Problem[]
}

/** What was read, or all problems. */
export type PolicyReading =
  | (Read & { readonly problems?: never })
  | ({ readonly problems: readonly Problem[] } & { readonly [K in keyof Read]?: never })

type Written = ReadonlyMap<SettingKey, unknown>

/** Nothing but `null` is the same as `null`, however much there is to compare. */
const same = (one: unknown, other: unknown): boolean =>
  one === other || (one !== null && other !== null && comparable(one) === comparable(other))

function comparable(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    part instanceof Map || part instanceof Set ? [...part] : part,
  )
}

/** Puts settings back into the sections they stand in. */
function nest(values: Iterable<readonly [SettingKey, unknown]>): object {
  const nested: Record<string, unknown> = {}
  const sections = new Map<string, Record<string, unknown>>()
  for (const [key, value] of values) {
    const [section = key, name] = pathOf(key)
    if (name === undefined) {
      nested[section] = value
      continue
    }
    const content = sections.get(section) ?? {}
    content[name] = value
    sections.set(section, content)
    nested[section] = content
  }
  return nested
}

/** Reads single settings' values; a group is a list of addresses whether or not one is named. */
function valuesOf(written: Written, profile: Profile): (key: SettingKey, setting: Setting) => unknown {
  const forms = profile.patternForms
  const groups = groupsOf(writtenIn(written, 'ipGroups'), forms)
  return (key, setting) => readerOf(setting).value(written.get(key) ?? setting.neutral, groups, forms)
}

/** Every setting in force, as written or neutral, in the order of the table. */
function* inForceOf(written: Written, profile: Profile): Generator<[SettingKey, unknown]> {
  for (const [key, { neutral }] of settingsByKey) {
    if (isBuilt(key) && isAvailable(key, profile)) yield [key, written.get(key) ?? neutral ?? null]
  }
}

/** Tells whether a setting is neutral, and would be if nobody wrote it. */
function goesWithoutSaying(key: SettingKey, value: unknown, profile: Profile): boolean {
  const neutral = settingsByKey.get(key)?.neutral ?? null
  return same(value, neutral) && same(standardsOf(profile).get(key) ?? neutral, neutral)
}

const isComplete = (policy: object): policy is Policy => Object.keys(settings).every((name) => name in policy)

/** Reads documents for a profile; `checkShape` judges each value before it is read. */
export function readLayers(
  profile: Profile,
  layers: readonly unknown[],
  checkShape: CheckShape,
): PolicyReading {
  const { written, broken, problems, warnings } = mergeLayers(profile, layers, checkShape)
  const wrong = [...problems, ...crossCheck(written, broken)]
  if (wrong.length > 0) return { problems: wrong }
  const valueOf = valuesOf(written, profile)
  const values = [...settingsByKey].map(([key, setting]) => [key, valueOf(key, setting)] as const)
  const policy = nest(values)
  if (!isComplete(policy)) throw new Error('a setting of the table was lost while it was read')
  const all = [...inForceOf(written, profile)]
  const told = all.filter(([key, value]) => !goesWithoutSaying(key, value, profile))
  return { policy, document: nest(told), inForce: nest(all), warnings }
}

/** The value of a policy under a dotted name. */
function settingOf(policy: Policy, key: SettingKey): unknown {
  const [section = key, name] = pathOf(key)
  const content = new Map<string, unknown>(Object.entries(policy)).get(section)
  return name !== undefined && isRecord(content) ? content[name] : content
}

/**
 * The settings with a documented default that the server does not follow, because their rules are not implemented:
 * `serve --explain` lists them as not in force. A default that requires nothing is followed by doing nothing.
 */
export function notInForce(policy: Policy, profile: Profile): SettingKey[] {
  const withoutProfile = valuesOf(new Map(), profile)
  const isAsked = (key: SettingKey, setting: Setting): boolean =>
    !isBuilt(key) && !same(settingOf(policy, key), withoutProfile(key, setting))
  return [...settingsByKey].flatMap(([key, setting]) => (isAsked(key, setting) ? [key] : []))
}
