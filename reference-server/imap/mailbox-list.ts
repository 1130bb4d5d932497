import { namesAbove } from '../store/folder-tree.ts'
import type { Selection } from './syntax/list-command.ts'
import { coversName } from './syntax/mailbox-pattern.ts'

/** The mailboxes of an account, as far as LIST tells of them. */
export interface Mailboxes {
  /** Their names, in order. */
  readonly folders: readonly string[]
  readonly subscribed: ReadonlySet<string>
  /** What they are for, by name. */
  readonly uses: ReadonlyMap<string, string>
}

/** A line of LIST or LSUB. */
export interface Listed {
  readonly name: string
  readonly attributes: readonly string[]
  /** Whether it can be selected. */
  readonly isFolder: boolean
  /** Whether something within it is selected that is not listed itself (RFC 5258 §3.5). */
  readonly hasSelectedWithin: boolean
}

/** What is asked for. */
export interface Asked {
  readonly patterns: readonly string[]
  readonly selected: ReadonlySet<Selection>
  readonly isExtended: boolean
  /** Whether names that are subscribed to are shown as such. */
  readonly showsSubscribed: boolean
}

/** Finds what LIST tells; undefined is a place to give way at. */
export function* listed(
  { folders, subscribed, uses }: Mailboxes,
  { patterns, selected, isExtended, showsSubscribed }: Asked,
): Generator<Listed | undefined> {
  const there = new Set(folders)
  const above = new Set(folders.flatMap(namesAbove))
  const isSubscribed = selected.has('SUBSCRIBED')
  const isSelected = (name: string): boolean =>
    (!isSubscribed || subscribed.has(name)) && (!selected.has('SPECIAL-USE') || uses.has(name))
  const names = new Set([...folders, ...above, ...(isSubscribed ? [...subscribed].flatMap(withAbove) : [])])
  const matches = (name: string): boolean => patterns.some((pattern) => coversName(pattern, name))
  // Levels above something that is selected and not listed for itself.
  const within = selected.has('RECURSIVEMATCH')
    ? new Set([...names].filter((name) => isSelected(name) && !matches(name)).flatMap(namesAbove))
    : new Set<string>()
  for (const name of inOrder(names)) {
    yield undefined
    const hasSelectedWithin = within.has(name)
    if (!matches(name) || !(isSelected(name) || hasSelectedWithin)) continue
    const isFolder = there.has(name)
    const use = uses.get(name)
    const attributes = [
      ...(isFolder ? [] : ['\\Noselect', ...(isExtended ? ['\\NonExistent'] : [])]),
      above.has(name) ? '\\HasChildren' : '\\HasNoChildren',
      ...((showsSubscribed || isSubscribed) && subscribed.has(name) ? ['\\Subscribed'] : []),
      ...(use === undefined ? [] : [use]),
    ]
    yield { name, attributes, isFolder, hasSelectedWithin }
  }
}

/** Finds what LSUB tells (RFC 3501 §6.3.9): names subscribed to, and with `%` the levels above them. */
export function* listedSubscriptions(
  subscribed: ReadonlySet<string>,
  pattern: string,
): Generator<Pick<Listed, 'name' | 'attributes'> | undefined> {
  const above = pattern.endsWith('%') ? [...subscribed].flatMap(namesAbove) : []
  for (const name of inOrder(new Set([...subscribed, ...above]))) {
    yield undefined
    if (coversName(pattern, name)) yield { name, attributes: subscribed.has(name) ? [] : ['\\Noselect'] }
  }
}

const withAbove = (name: string): readonly string[] => [...namesAbove(name), name]

/** INBOX stands first. */
const inOrder = (names: ReadonlySet<string>): readonly string[] => {
  const sorted = [...names].filter((name) => name !== 'INBOX').sort()
  return names.has('INBOX') ? ['INBOX', ...sorted] : sorted
}
