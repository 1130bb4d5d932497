import { compileAddressList } from '../policy/addresses/address-list.ts'
import { canonicalAddress } from '../policy/addresses/ip-address.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the white lists. */
export const icsWhitelistSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'permitted-networks-authenticate',
    clause: 'ics.whitelist.networks-no-auth',
    seam: 'relay.trusts',
    replace: () => () => false,
  }),
  saboteur({
    id: 'permitted-networks-take-neighbours',
    clause: 'ics.whitelist.networks-no-auth',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address) || trusts(list, neighbourOf(address)),
  }),
  saboteur({
    id: 'failed-auth-costs-the-network',
    clause: 'ics.whitelist.networks-no-auth',
    seam: 'relay.is-address-cancelled',
    replace: () => (facts) => facts.authFailed,
  }),
  saboteur({
    id: 'nobody-authenticates',
    clause: 'ics.sender.auth-required-otherwise',
    seam: 'relay.suffices',
    replace: () => () => true,
  }),
  saboteur({
    id: 'auth-does-not-help',
    clause: 'ics.sender.auth-required-otherwise',
    seam: 'relay.is-authenticated',
    replace: () => () => false,
  }),
  saboteur({
    id: 'auth-with-any-password',
    clause: 'ics.sender.auth-required-otherwise',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'auth-frees-the-address',
    clause: 'ics.sender.auth-required-otherwise',
    seam: 'relay.is-authenticated',
    replace: (isAuthenticated) => {
      const seen = new Set<string>()
      return (facts) => {
        if (isAuthenticated(facts)) seen.add(facts.address)
        return seen.has(facts.address)
      }
    },
  }),
  saboteur({
    id: 'interfaces-as-they-were',
    clause: 'ics.whitelist.networks-from-interfaces',
    seam: 'relay.trusts',
    replace: (trusts) => {
      let first: Parameters<typeof trusts>[0] | undefined
      return (list, address) => trusts((first ??= list), address)
    },
  }),
  saboteur({
    id: 'first-interface-only',
    clause: 'ics.whitelist.networks-from-interfaces',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(compileAddressList(list.patterns.slice(0, 1)), address),
  }),
  saboteur({
    id: 'address-entries-ignored',
    clause: 'ics.whitelist.entry-ip',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(new Set([...entries].filter((entry) => canonicalAddress(entry) === undefined)), facts),
  }),
  saboteur({
    id: 'address-entries-of-ipv4-alone',
    clause: 'ics.whitelist.entry-ip',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) => trusts(entries, facts) && !facts.address.includes(':'),
  }),
  saboteur({
    id: 'domain-entries-ignored',
    clause: 'ics.whitelist.entry-domain',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(new Set([...entries].filter((entry) => entry.includes('@'))), facts),
  }),
  saboteur({
    id: 'mailbox-entries-ignored',
    clause: 'ics.whitelist.entry-mailbox',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(new Set([...entries].filter((entry) => !entry.includes('@'))), facts),
  }),
  saboteur({
    id: 'mailbox-entry-means-its-domain',
    clause: 'ics.whitelist.entry-not-others',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(new Set([...entries].map((entry) => entry.replace(/^.*@/, ''))), facts),
  }),
  saboteur({
    id: 'entries-cover-sub-domains',
    clause: 'ics.whitelist.entry-not-others',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(entries, facts) ||
      [...entries].some((entry) => facts.reversePath?.domain.endsWith(`.${entry}`) === true),
  }),
  saboteur({
    id: 'entries-match-by-their-end',
    clause: 'ics.whitelist.entry-not-others',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(entries, facts) ||
      [...entries].some((entry) => facts.reversePath?.text.endsWith(entry) === true),
  }),
  saboteur({
    id: 'entries-match-by-their-beginning',
    clause: 'ics.whitelist.entry-not-others',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) =>
      trusts(entries, facts) || [...entries].some((entry) => facts.address.startsWith(entry)),
  }),
  saboteur({
    id: 'null-sender-is-on-the-list',
    clause: 'ics.whitelist.entry-not-others',
    seam: 'relay.trusts-entry',
    replace: (trusts) => (entries, facts) => trusts(entries, facts) || facts.reversePath === null,
  }),
]

/** The address before an IPv4 address, its last octet alone counted down. */
const neighbourOf = (address: string): string =>
  address.replace(/\d+$/, (octet) => String((Number(octet) + 255) & 255))
