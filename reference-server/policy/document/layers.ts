import { mergesByKey, readerOf } from './kind-readers.ts'
import { kindOfValue, nearestKey, printPath } from './problems.ts'
import type { Path, Problem } from './problems.ts'
import { isAvailable } from './profile.ts'
import type { Profile } from './profile.ts'
import { isBuilt, isSection, settingNamed, settings, settingsByKey } from './settings.ts'
import type { SettingKey, SettingOf } from './settings.ts'
import type { Setting, WrittenOf } from './setting-kinds.ts'

/** What is wrong with the shape of a value written for a setting; the paths begin below the setting. */
export type CheckShape = (key: SettingKey, value: unknown) => readonly { path: Path; text: string }[]

/** What the layers write, setting by setting, each in its canonical spelling; and all that is wrong in them. */
export interface Merged {
  readonly written: ReadonlyMap<SettingKey, unknown>
  /** Settings that some layer gets wrong. */
  readonly broken: ReadonlySet<SettingKey>
  readonly problems: readonly Problem[]
  /** What is valid but may not be what was meant. */
  readonly warnings: readonly Problem[]
}

/** Tells whether a value is an object with keys, not a list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where a setting stands in a document. */
export const pathOf = (key: SettingKey): readonly string[] => key.split('.')

/** Splits a document into its settings, by dotted name; `wrong` is told of keys that are not settings. */
export function* leavesOf(
  document: unknown,
  wrong: (path: Path, text: string) => void = () => {},
): Generator<[SettingKey, Setting, unknown]> {
  if (!isRecord(document)) {
    wrong([], `expected an object of settings, saw ${kindOfValue(document)}`)
    return
  }
  const known = meantAmong(document, [...Object.keys(settings), ...settingsByKey.keys()])
  for (const [name, value] of Object.entries(document)) {
    if (value === undefined) continue
    const setting = name.includes('.') ? undefined : settingNamed(name)
    if (setting !== undefined) yield [...setting, value]
    else if (!isSection(name)) wrong([name], unknownKey(name, known))
    else if (!isRecord(value))
      wrong([name], `expected the settings of this section, saw ${kindOfValue(value)}`)
    else yield* leavesOfSection(name, value, wrong)
  }
}

function* leavesOfSection(
  section: string,
  content: Readonly<Record<string, unknown>>,
  wrong: (path: Path, text: string) => void,
): Generator<[SettingKey, Setting, unknown]> {
  const known = meantAmong(content, [...settingsByKey.keys()])
  for (const [name, value] of Object.entries(content)) {
    const key = `${section}.${name}`
    if (value === undefined) continue
    const setting = settingNamed(key)
    if (setting !== undefined) yield [...setting, value]
    else wrong([section, name], unknownKey(key, known))
  }
}

/** What keys may have been meant for: nothing, where there are more of them than settings. Each costs a look at all. */
const meantAmong = (document: object, known: readonly string[]): readonly string[] =>
  Object.keys(document).length > known.length ? [] : known

function unknownKey(key: string, known: readonly string[]): string {
  if (settingNamed(key) !== undefined) return `settings are nested: write ${key.replace('.', ': { ')}: … }`
  const near = nearestKey(key, known)
  return near === undefined ? 'unknown key' : `unknown key; did you mean ${near}?`
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const inWords = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : value.join(', ')
  return String(value)
}

/** Why a setting may not be written under a profile, whatever the value. */
function refusal(key: SettingKey, value: unknown, profile: Profile): string | undefined {
  if (!isAvailable(key, profile)) return `the ${profile.name} profile has no such setting`
  return value !== null && !isBuilt(key) && !profile.describes ? 'not implemented yet' : undefined
}

function merge(setting: Setting, before: unknown, value: unknown): unknown {
  if (!mergesByKey(setting) || !isRecord(value)) return value
  return Object.fromEntries(
    Object.entries({ ...(isRecord(before) ? before : {}), ...value }).filter(([, entry]) => entry !== null),
  )
}

const isWritten = <K extends SettingKey>(value: unknown, _key: K): value is WrittenOf<SettingOf<K>> =>
  value !== undefined

/** What the layers write for a setting, or its default. Every value has passed the setting's schema. */
export function writtenIn<K extends SettingKey>(
  written: ReadonlyMap<SettingKey, unknown>,
  key: K,
): WrittenOf<SettingOf<K>> | undefined {
  const value = written.get(key) ?? settingsByKey.get(key)?.neutral
  return isWritten(value, key) ? value : undefined
}

type Complaint = { readonly path: Path; readonly text: string }

/** One value of one layer: its canonical spelling with warnings about it, or what is wrong with it. */
function readLeaf(
  key: SettingKey,
  setting: Setting,
  value: unknown,
  { profile, fixed, checkShape }: { profile: Profile; fixed: unknown; checkShape: CheckShape },
):
  | { readonly canonical: unknown; readonly warnings: readonly Complaint[] }
  | { readonly complaints: readonly Complaint[] } {
  const refused = refusal(key, value, profile)
  if (refused !== undefined) return { complaints: [{ path: [], text: refused }] }
  const complaints = value === null ? [] : [...checkShape(key, value)]
  const warnings: Complaint[] = []
  const findings = {
    problem: (path: Path, text: string) => void complaints.push({ path, text }),
    warning: (path: Path, text: string) => void warnings.push({ path, text }),
  }
  const canonical =
    value === null || complaints.length > 0
      ? undefined
      : readerOf(setting).canonical(value, profile.patternForms, findings)
  if (fixed !== undefined && !same(canonical, fixed)) {
    return { complaints: [{ path: [], text: `the ${profile.name} profile fixes this to ${inWords(fixed)}` }] }
  }
  return complaints.length > 0 ? { complaints } : { canonical, warnings }
}

const standards = new WeakMap<Profile, ReadonlyMap<SettingKey, unknown>>()

/** What a profile says by itself, canonical: constants and documented defaults. Read once a profile. */
export function standardsOf(profile: Profile): ReadonlyMap<SettingKey, unknown> {
  const known = standards.get(profile) ?? readStandards(profile)
  standards.set(profile, known)
  return known
}

function readStandards(profile: Profile): ReadonlyMap<SettingKey, unknown> {
  const written = new Map<SettingKey, unknown>()
  for (const [key, setting] of settingsByKey) {
    const { default: standard, fixed } = profile.settings[key] ?? {}
    const value: unknown = fixed ?? standard
    const problem = (path: Path, text: string) => {
      throw new Error(
        `the ${profile.name} profile itself is wrong: ${printPath([...pathOf(key), ...path])}: ${text}`,
      )
    }
    if (value !== undefined) {
      written.set(
        key,
        readerOf(setting).canonical(value, profile.patternForms, { problem, warning: problem }),
      )
    }
  }
  return written
}

/** Lays documents over a profile, later ones winning: objects merge by key, lists replace, `null` unsets. */
export function mergeLayers(profile: Profile, layers: readonly unknown[], checkShape: CheckShape): Merged {
  const byDefault = standardsOf(profile)
  const written = new Map(byDefault)
  const broken = new Set<SettingKey>()
  const [problems, warnings] = [collection(), collection()]
  const wrong = (path: Path, text: string) => problems.add(path, text)
  for (const layer of layers) {
    for (const [key, setting, value] of leavesOf(layer, wrong)) {
      const fixed = profile.settings[key]?.fixed === undefined ? undefined : byDefault.get(key)
      const read = readLeaf(key, setting, value, { profile, fixed, checkShape })
      if ('complaints' in read) {
        broken.add(key)
        for (const { path, text } of read.complaints) wrong([...pathOf(key), ...path], text)
        continue
      }
      for (const { path, text } of read.warnings) warnings.add([...pathOf(key), ...path], text)
      written.set(key, merge(setting, written.get(key), read.canonical))
    }
  }
  return { written, broken, problems: problems.all(), warnings: warnings.all() }
}

/** Removes duplicate messages: two layers may cause the same one. */
function collection() {
  const kept = new Map<string, Problem>()
  return {
    add: (path: Path, text: string): void => {
      const problem = { path: printPath(path), text }
      kept.set(JSON.stringify(problem), problem)
    },
    all: (): Problem[] => [...kept.values()],
  }
}
