import type { TargetFile } from './file.ts'

/** Stage text in the target's own names. */
export type Translate = (text: string) => string

/**
 * Makes the translation a target file asks for: the addresses of its accounts first, then its domains. Letter case
 * that a story chose on purpose (`bob@LOCAL.test`) is kept: a name in capitals stays in capitals.
 *
 * @param accounts stage address → the account's own address
 */
export function translation(
  { domains }: Pick<TargetFile, 'domains'>,
  accounts: ReadonlyMap<string, string>,
): Translate {
  const names = new Map<string, string>(accounts)
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['local.test', domains.local],
    ['second.test', domains.second],
    ['remote.test', domains.remote],
    ['elsewhere.test', domains.elsewhere ?? domains.remote],
  ]
  for (const [stage, own] of pairs) if (own !== undefined) names.set(stage, own)
  // Longest first, and whole names only: `mx.local.test` is the host below `local.test`, `xlocal.test` is not.
  const longest = [...names.keys()].sort((one, other) => other.length - one.length)
  const pattern = new RegExp(`(?<![\\w-])(?:${longest.map(escaped).join('|')})(?![\\w-])`, 'gi')
  return (text) =>
    text.replace(pattern, (found) => {
      const own = names.get(found.toLowerCase()) ?? found
      return found === found.toLowerCase() ? own : inCaseOf(found, own)
    })
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Capitals in the first label stand for capitals in the first label. */
const inCaseOf = (found: string, own: string): string => {
  const label = /@?([^.@]*)(?:\.|$)/.exec(found.slice(found.indexOf('@') + 1))?.[1] ?? ''
  const capital = label !== label.toLowerCase()
  const at = own.indexOf('@') + 1
  const end = own.indexOf('.', at)
  return capital && end > 0 ? own.slice(0, at) + own.slice(at, end).toUpperCase() + own.slice(end) : own
}
