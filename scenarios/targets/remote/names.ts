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
    // A system user of that name exists nearly everywhere.
    ['nobody@local.test', `no-such-mailbox@${domains.local}`],
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

/** Capitals in a local-part stand for capitals in the local-part, in a domain's first label for capitals in that. */
const inCaseOf = (found: string, own: string): string => {
  const [theirs, ours] = [partsOf(found), partsOf(own)]
  return [
    isSmall(theirs.local) ? ours.local : ours.local.toUpperCase(),
    isSmall(theirs.label) ? ours.label : ours.label.toUpperCase(),
    isSmall(theirs.rest) ? ours.rest : ours.rest.toUpperCase(),
  ].join('')
}

/** `bob@local.test` → `bob@`, `local`, `.test`. */
const partsOf = (name: string): { local: string; label: string; rest: string } => {
  const [, local = '', label = '', rest = ''] = /^(.*@)?([^.]*)(.*)$/.exec(name) ?? []
  return { local, label, rest }
}

const isSmall = (text: string): boolean => text === text.toLowerCase()
