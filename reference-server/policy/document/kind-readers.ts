import { compileAddressList } from '../addresses/address-list.ts'
import type { AddressList } from '../addresses/address-list.ts'
import { meaningOf } from '../addresses/address-advice.ts'
import { printAddressPattern, readAddressPattern } from '../addresses/address-pattern.ts'
import type { AddressPattern, PatternForm } from '../addresses/address-pattern.ts'
import { asciiDomain, domainOf, isMailbox } from '../addresses/domain.ts'
import { readSenderEntry } from '../addresses/sender-entry.ts'
import type { Path } from './problems.ts'
import type { PlainKind, Setting, ValueKinds, WrittenKinds } from './setting-kinds.ts'
import { printDuration, printSize, readDuration, readSize } from './units.ts'

type Forms = ReadonlySet<PatternForm>

/**
 * Receives findings about a value, with the path below the setting. A warning concerns a valid value that may be a
 * slip.
 */
interface Findings {
  readonly problem: (path: Path, text: string) => void
  readonly warning: (path: Path, text: string) => void
}

/** How a kind of setting is read, once its shape is known to be right. */
export interface Reader<Written, Value> {
  /** The one spelling of what was written. */
  canonical(written: Written, forms: Forms, findings: Findings): Written
  /** The policy value for a canonical spelling, or for nothing written. */
  value(written: Written | undefined, groups: ValueKinds['groups'], forms: Forms): Value | undefined
}

const groupPrefix = 'group:'

/** The group a list entry refers to: `group:office` names `office`. */
export const groupNamedBy = (entry: string): string | undefined =>
  entry.startsWith(groupPrefix) ? entry.slice(groupPrefix.length).trim() : undefined

const emptyList = compileAddressList([])

function canonicalPatterns(entries: readonly string[], forms: Forms, findings: Findings): string[] {
  return entries.map((entry, index) => {
    const group = groupNamedBy(entry)
    if (group !== undefined) return groupPrefix + group
    const pattern = readAddressPattern(entry, forms)
    if ('problem' in pattern) {
      findings.problem([index], pattern.problem)
      return entry
    }
    const meaning = meaningOf(entry, pattern)
    if (meaning !== undefined) findings.warning([index], `${entry} means ${meaning}`)
    return printAddressPattern(pattern)
  })
}

function patternsOf(
  entries: readonly string[],
  groups: ValueKinds['groups'],
  forms: Forms,
): AddressPattern[] {
  return entries.flatMap((entry) => {
    const group = groupNamedBy(entry)
    if (group !== undefined) return groups.get(group)?.patterns ?? []
    const pattern = readAddressPattern(entry, forms)
    return 'problem' in pattern ? [] : [pattern]
  })
}

/** The groups of a document, compiled. */
export const groupsOf = (groups: WrittenKinds['groups'] | undefined, forms: Forms): ValueKinds['groups'] =>
  new Map(
    entriesOf<readonly string[], AddressList>(groups ?? {}, (entries, name) => [
      name,
      compileAddressList(patternsOf(entries, new Map(), forms)),
    ]),
  )

type Entries<T> = Readonly<Record<string, T | null>>

/** The entries of a record that are not unset; values may be changed on the way, keys too. */
function entriesOf<T, U>(
  record: Entries<T>,
  change: (value: T, key: string) => readonly [string, U],
): [string, U][] {
  return Object.entries(record).flatMap(([key, value]): [string, U][] => {
    if (value === null) return []
    const [changedKey, changed] = change(value, key)
    return [[changedKey, changed]]
  })
}

/** Keeps `null`, which a later step still needs to unset what an earlier layer wrote. */
function changeEntries<T>(
  record: Entries<T>,
  change: (value: T, key: string) => T,
  key = (name: string) => name,
): Entries<T> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [key(name), value === null ? null : change(value, name)]),
  )
}

const asWritten = <T>(): Reader<T, T> => ({ canonical: (written) => written, value: (written) => written })
const lowerCase: Reader<string, string> = { canonical: (text) => text.toLowerCase(), value: (text) => text }
const keyed = <T>(): Reader<Entries<T>, ReadonlyMap<string, T>> => ({
  canonical: (written) => written,
  value: (written) => new Map(entriesOf(written ?? {}, (value, key) => [key, value])),
})

const readers: { readonly [K in PlainKind]: Reader<WrittenKinds[K], ValueKinds[K]> } = {
  switch: asWritten(),
  port: asWritten(),
  count: asWritten(),
  score: asWritten(),
  text: asWritten(),
  texts: asWritten(),
  certificate: asWritten(),
  credentials: asWritten(),
  secret: asWritten(),
  maildrops: asWritten(),
  group: {
    canonical: (name) => name.trim(),
    value: (name, groups) => groups.get(name ?? '') ?? emptyList,
  },
  domain: lowerCase,
  host: lowerCase,
  mailbox: asWritten(),
  table: keyed(),
  names: keyed(),
  duration: {
    canonical: (text) => printDuration(readDuration(text) ?? 0),
    value: (text) => readDuration(text ?? ''),
  },
  size: {
    canonical: (size) => printSize(readSize(size) ?? 0),
    value: (size) => readSize(size ?? ''),
  },
  sizes: {
    canonical: (sizes) => changeEntries(sizes, (size) => printSize(readSize(size) ?? 0)),
    value: (sizes) => new Map(entriesOf(sizes ?? {}, (size, key) => [key, readSize(size) ?? 0])),
  },
  domains: {
    canonical: (domains) => [...new Set(domains.map((domain) => domain.toLowerCase()))],
    value: (domains) => new Set(domains),
  },
  senders: {
    canonical: (entries, _, { problem }) =>
      entries.map((entry, index) => {
        const read = readSenderEntry(entry)
        if (read === undefined) problem([index], 'is not an address, a domain or a mailbox')
        return read ?? entry
      }),
    value: (entries) => new Set(entries),
  },
  patterns: {
    canonical: canonicalPatterns,
    value: (entries, groups, forms) => compileAddressList(patternsOf(entries ?? [], groups, forms)),
  },
  groups: {
    canonical: (groups, forms, { problem, warning }) =>
      changeEntries(groups, (entries, name) =>
        canonicalPatterns(entries, forms, {
          problem: (path, text) => problem([name, ...path], text),
          warning: (path, text) => warning([name, ...path], text),
        }),
      ),
    value: (groups, _, forms) => groupsOf(groups, forms),
  },
  accounts: {
    canonical(accounts, _, { problem }) {
      const known = new Set<string>()
      for (const address of Object.keys(accounts)) {
        const ascii = asciiDomain(domainOf(address) ?? '')
        if (ascii !== undefined) problem([address], `the domain is not in ASCII; write ${ascii}`)
        else if (!isMailbox(address)) problem([address], 'is not an address of the form name@domain')
        if (known.has(address.toLowerCase()))
          problem([address], 'is listed twice; letter case makes no difference')
        known.add(address.toLowerCase())
      }
      return changeEntries(
        accounts,
        (account) => account,
        (address) => address.toLowerCase(),
      )
    },
    value: (accounts) => new Map(entriesOf(accounts ?? {}, (account, address) => [address, account])),
  },
}

/** The reader of a row of the table. */
export function readerOf(setting: Setting): Reader<unknown, unknown> {
  if (setting.kind === 'choice') return asWritten()
  if (setting.kind !== 'choices') return readers[setting.kind]
  const { options } = setting
  return {
    canonical: (words) => options.filter((option) => Array.isArray(words) && words.includes(option)),
    value: (words) => words,
  }
}

/** Tells whether layers add their entries to a setting, rather than replace it. */
export const mergesByKey = (setting: Setting): boolean =>
  ['groups', 'accounts', 'table', 'names', 'sizes'].includes(setting.kind)
