import { readPolicy, type PolicyDocument, type Problem, type SettingKey } from '#policy-document'
import { profiles } from '#profiles'
import type { Needs } from '../target.ts'
import type { FileProblem, TargetFile } from './file.ts'

/**
 * What is wrong with the policy an owner states: read for the profile named, or, where none is named, for the one
 * it comes nearest to. Path `vouches.relay.mode`.
 */
export function vouchProblems({
  vouches,
  profile,
}: Pick<TargetFile, 'vouches' | 'profile'>): readonly FileProblem[] {
  const tried = profile === undefined ? Object.values(profiles) : [profiles[profile]]
  const readings = tried.map((each): readonly Problem[] => readPolicy(each, [vouches]).problems ?? [])
  const [nearest = []] = readings.sort((one, other) => one.length - other.length)
  return nearest.map(({ path, text }) => ({
    path: path.startsWith('[') ? `vouches${path}` : `vouches.${path}`,
    text,
  }))
}

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
