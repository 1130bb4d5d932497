import type { Policy } from '#policy-document'
import { nothing, type Fragment, type SettingRow } from './fragments.ts'
import { sortedEntries } from './named.ts'
import { trustedNetworks } from './rows.ts'

// Rows about who may relay, common to many servers: each server says how it writes them.

type Spelt = Fragment | { readonly why: string }

/** Entries of a list, sorted out. A domain among the senders stands for all of its mailboxes. */
interface Entries {
  readonly addresses: readonly string[]
  readonly senders: readonly string[]
}

/** A row about a list of entries, of a server that listens on IPv4 alone. */
const aboutEntries =
  (
    listed: (policy: Policy) => ReadonlySet<string>,
    spells: (entries: Entries, policy: Policy) => Spelt,
  ): SettingRow =>
  ({ policy }) => {
    const { addresses, senders, ipv6 } = sortedEntries(listed(policy))
    return ipv6.length > 0
      ? { why: `${ipv6.join(', ')}: it listens on IPv4 only` }
      : spells({ addresses, senders }, policy)
  }

/** `relay.trustedEntries`. */
export const trustedEntries = (spells: (entries: Entries, policy: Policy) => Spelt): SettingRow =>
  aboutEntries(({ relay }) => relay.trustedEntries, spells)

/** `sender.block`. */
export const blockedSenders = (spells: (entries: Entries) => Spelt): SettingRow =>
  aboutEntries(({ sender }) => sender.block, spells)

/** `relay.trusted`, of a server that reads networks as lines of this name. */
export const trustedAs =
  (name: string): SettingRow =>
  (asked) => {
    const found = trustedNetworks(asked)
    return 'why' in found ? found : { lines: { [name]: found.networks } }
  }

/** `relay.mode`: what an open relay is told, and a line where rights are put together for one that is closed. */
export const relayMode =
  (open: Fragment): SettingRow =>
  ({ policy }) => {
    if (policy.relay.mode === 'open') return open
    return policy.relay.mode === 'none' ? { lines: { closed: ['yes'] } } : nothing()
  }
