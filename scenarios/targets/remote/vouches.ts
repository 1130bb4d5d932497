import {
  readPolicy,
  writtenKeys,
  type PolicyDocument,
  type PolicyReading,
  type PolicySettings,
  type Problem,
  type SettingKey,
} from '#policy-document'
import { described, neutral, profiles } from '#profiles'
import type { Needs } from '../target.ts'
import type { FileProblem, TargetFile } from './file.ts'

type PolicyNeeds = Pick<Needs, 'profile' | 'policy' | 'parameters'>
type Stated = Pick<TargetFile, 'vouches' | 'profile' | 'services'>

/** What is wrong with the policy an owner states. Path `vouches.relay.mode`. */
export const vouchProblems = (stated: Stated): readonly FileProblem[] =>
  below('vouches', readingOf(stated).problems ?? [])

/** What is taken of it as it stands, and may not be what was meant. */
export const vouchWarnings = (stated: Stated): readonly FileProblem[] =>
  below('vouches', readingOf(stated).warnings ?? [])

const below = (place: string, problems: readonly Problem[]): readonly FileProblem[] =>
  problems.map(({ path, text }) => ({ path: `${place}${path.startsWith('[') ? '' : '.'}${path}`, text }))

/** The product that the file names, or none: then every setting can be stated, and none has a default. */
const profileOf = ({ profile }: Stated) => (profile === undefined ? neutral : described(profiles[profile]))

/** The policy as stated, and what the services of the file say of it. */
const readingOf = (stated: Stated): PolicyReading =>
  readPolicy(profileOf(stated), [implied(stated), stated.vouches])

const implied = (stated: Stated): PolicyDocument => {
  const submission = stated.services.submission
  const hasPort = profileOf(stated).settings['submission.port'] !== undefined
  return submission && hasPort ? { submission: { port: submission.port } } : {}
}

/** The value that an owner states for a setting, as written: in `vouches`, by the profile, or by the services. */
export function statedValue(stated: Stated, key: SettingKey): unknown {
  const written = valueAt(stated.vouches, key) ?? valueAt(implied(stated), key)
  if (written !== undefined) return written
  const { fixed, default: standard } = profileOf(stated).settings[key] ?? {}
  return fixed ?? standard
}

/** A stated value as it is read: durations in milliseconds, sizes in octets. */
export const readValue = (stated: Stated, key: SettingKey): unknown => {
  const { policy } = readingOf(stated)
  return policy && statedValue(stated, key) !== undefined ? valueAt(policy, key) : undefined
}

/**
 * Compares what is needed with what is stated, setting by setting and by meaning: `1h` is `60m`, and a group is the
 * addresses in it. An example is met by any value within its bounds. What cannot be read is compared as it is written.
 */
export function comparison(
  { profile, policy, parameters = {} }: PolicyNeeds,
  stated: Stated,
): (key: SettingKey) => 'same' | 'different' | 'unstated' {
  const wantedPolicy = readPolicy(described(profiles[profile]), [policy]).policy
  const statedPolicy = readingOf(stated).policy
  return (key) => {
    const written = statedValue(stated, key)
    if (written === undefined) return 'unstated'
    const value = statedPolicy && valueAt(statedPolicy, key)
    const bounds = parameters[key]
    if (bounds) {
      return typeof value === 'number' && bounds.from <= value && value <= bounds.to ? 'same' : 'different'
    }
    const same =
      wantedPolicy && statedPolicy
        ? comparable(valueAt(wantedPolicy, key)) === comparable(value)
        : comparable(valueAt(policy, key)) === comparable(written)
    return same ? 'same' : 'different'
  }
}

/** The policy of a story with the values that are stated in place of its examples, where they are within bounds. */
export function withStatedValues(needs: PolicyNeeds, stated: Stated): PolicySettings {
  const compares = comparison(needs, stated)
  const { policy, parameters = {} } = needs
  const changes = writtenKeys(policy)
    .filter((key) => parameters[key] && compares(key) === 'same')
    .map((key) => [key.split('.'), statedValue(stated, key)] as const)
  const sections = new Map<string, unknown>(Object.entries(policy))
  for (const [[section = '', name = ''], value] of changes) {
    const content = sections.get(section)
    sections.set(section, { ...(isRecord(content) ? content : {}), [name]: value })
  }
  return Object.fromEntries(sections)
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
