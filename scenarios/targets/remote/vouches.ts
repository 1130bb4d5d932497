import {
  readPolicy,
  type PolicyDocument,
  type PolicyReading,
  type Problem,
  type SettingKey,
} from '#policy-document'
import { profiles } from '#profiles'
import type { Needs } from '../target.ts'
import type { FileProblem, TargetFile } from './file.ts'

type Stated = Pick<TargetFile, 'vouches' | 'profile'>

/**
 * What is wrong with the policy an owner states: read for the profile named, or, where none is named, for the one
 * it comes nearest to. Path `vouches.relay.mode`.
 */
export const vouchProblems = (stated: Stated): readonly FileProblem[] =>
  below('vouches', readingOf(stated).problems ?? [])

/** What is taken of it as it stands, and may not be what was meant. */
export const vouchWarnings = (stated: Stated): readonly FileProblem[] =>
  below('vouches', readingOf(stated).warnings ?? [])

function readingOf({ vouches, profile }: Stated): PolicyReading {
  if (profile !== undefined) return readPolicy(profiles[profile], [vouches])
  const readings = Object.values(profiles).map((each) => readPolicy(each, [vouches]))
  return readings.reduce((nearest, each) => (mistakesIn(each) < mistakesIn(nearest) ? each : nearest))
}

const mistakesIn = ({ problems = [] }: PolicyReading): number => problems.length

const below = (place: string, problems: readonly Problem[]): readonly FileProblem[] =>
  problems.map(({ path, text }) => ({ path: `${place}${path.startsWith('[') ? '' : '.'}${path}`, text }))

/**
 * Compares what is needed with what is stated, setting by setting and by meaning: `1h` is `60m`, and a group is the
 * addresses in it. What cannot be read under the profile is compared as it is written.
 */
export function comparison(
  profile: Needs['profile'],
  wanted: PolicyDocument,
  stated: TargetFile['vouches'],
): (key: SettingKey) => 'same' | 'different' | 'unstated' {
  const [wantedPolicy, statedPolicy] = [wanted, stated].map(
    (document) => readPolicy(profiles[profile], [document]).policy,
  )
  return (key) => {
    const written = valueAt(stated, key)
    if (written === undefined) return 'unstated'
    const same =
      wantedPolicy && statedPolicy
        ? comparable(valueAt(wantedPolicy, key)) === comparable(valueAt(statedPolicy, key))
        : comparable(valueAt(wanted, key)) === comparable(written)
    return same ? 'same' : 'different'
  }
}

/** The value of a document under a dotted key. */
export const valueAt = (document: unknown, key: SettingKey): unknown =>
  key.split('.').reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), document)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as text, whatever the order of its keys. */
const comparable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Map) return sorted([...part])
    if (part instanceof Set) return [...part]
    if (typeof part === 'bigint') return String(part)
    return isRecord(part) ? sorted(Object.entries(part)) : part
  }) ?? 'nothing'

const sorted = (entries: readonly (readonly [unknown, unknown])[]): object =>
  Object.fromEntries(
    entries
      .map(([key, value]) => [String(key), value] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
