import { readPolicy, writtenKeys, type Policy, type PolicyDocument, type SettingKey } from '#policy-document'
import { profiles } from '#profiles'
import { HarnessFault } from '../../evidence/faults.ts'
import type { Needs, Shortfall } from '../target.ts'

/** A part of a server's configuration. Lines of one file are joined in the order of the table. */
export interface Fragment {
  readonly files?: Readonly<Record<string, string>>
  readonly lines?: Readonly<Record<string, readonly string[]>>
}

/** The input of a row: the needs, and the policy as read, with durations in milliseconds. */
export interface Asked {
  readonly needs: Needs
  /** The settings written explicitly; all others are defaults, left to the server. */
  readonly written: ReadonlySet<string>
  readonly policy: Policy
  /** The policy as a document. */
  readonly document: PolicyDocument
  readonly conduct: (typeof profiles)[Needs['profile']]['conduct']
}

/** How a server meets a setting, or why it cannot. */
export type SettingRow = (asked: Asked) => Fragment | { readonly why: string }

/** A setting without a row has no counterpart in the server. */
export type SettingTable = { readonly [K in SettingKey]?: SettingRow }

/** The configuration as far as a policy decides it. */
export interface Settled {
  readonly files: Readonly<Record<string, string>>
  readonly lines: (file: string) => readonly string[]
}

/** The setting needs nothing here, or another row handles it. */
export const nothing = (): Fragment => ({})
export const cannot = (why: string) => () => ({ why })

/** What keeps a policy from being read under its profile. */
export const unreadable = ({ profile, policy }: Needs): readonly Shortfall[] =>
  (readPolicy(profiles[profile], [policy]).problems ?? []).map(({ path, text }) => ({
    need: path,
    why: text,
  }))

/**
 * Reads what is asked for, and what an operator has changed since.
 *
 * @throws HarnessFault where that cannot be read under the profile
 */
export function askedOf(needs: Needs, changes: readonly PolicyDocument[] = []): Asked {
  const profile = profiles[needs.profile]
  const layers = [needs.policy, ...changes]
  const { policy, document, problems } = readPolicy(profile, layers)
  if (problems) throw new HarnessFault(problems.map(({ path, text }) => `${path}: ${text}`).join('; '))
  return {
    needs,
    written: new Set(layers.flatMap((layer) => writtenKeys(layer))),
    policy,
    document: changes.length === 0 ? needs.policy : document,
    conduct: profile.conduct,
  }
}

/** Combines the rows of the written settings, or says what cannot be met. */
export function settle(asked: Asked, table: SettingTable, server: string): Settled | readonly Shortfall[] {
  const rows = Object.entries(table)
  const known = new Set(rows.map(([key]) => key))
  const shortfalls: Shortfall[] = [...asked.written]
    .filter((key) => !known.has(key))
    .map((need) => ({ need, why: `${server} has no such setting that this adapter knows` }))
  const files: Record<string, string> = {}
  const lines = new Map<string, readonly string[]>()
  // In the order of the table, which may matter for lines.
  for (const [need, row] of rows) {
    if (!asked.written.has(need)) continue
    const outcome = row(asked)
    if ('why' in outcome) shortfalls.push({ need, why: outcome.why })
    else {
      Object.assign(files, outcome.files)
      for (const [file, more] of Object.entries(outcome.lines ?? {}))
        lines.set(file, [...(lines.get(file) ?? []), ...more])
    }
  }
  if (shortfalls.length > 0) return shortfalls
  return { files, lines: (file) => lines.get(file) ?? [] }
}
