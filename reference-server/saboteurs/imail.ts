import type { AddressPattern } from '../policy/addresses/address-pattern.ts'
import { compileAddressList, type AddressList } from '../policy/addresses/address-list.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the relay modes. */
export const imailModeSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'anyone-is-asked',
    clause: 'imail.relay.anyone',
    seam: 'relay.is-open',
    replace: () => () => false,
  }),
  saboteur({
    id: 'closed-until-chosen',
    clause: 'imail.relay.anyone-is-default',
    seam: 'relay.is-open',
    replace: () => () => false,
  }),
  saboteur({
    id: 'nobody-means-the-listed',
    clause: 'imail.relay.none',
    seam: 'relay.is-closed',
    replace: () => () => false,
  }),
  saboteur({
    id: 'nobody-means-anyone',
    clause: 'imail.relay.none',
    seam: 'relay.is-open',
    replace: (isOpen) => (policy) => isOpen(policy) || policy.relay.mode === 'none',
  }),
  saboteur({
    id: 'no-relay-no-mail',
    clause: 'imail.relay.none-local-still-accepted',
    seam: 'recipient.is-known',
    replace: (isKnown) => (facts, policy) => policy.relay.mode !== 'none' && isKnown(facts, policy),
  }),
]

/** Faults in the relay list. */
export const imailListSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'the-listed-are-refused',
    clause: 'imail.relay.listed-addresses',
    seam: 'relay.trusts',
    replace: () => () => false,
  }),
  saboteur({
    id: 'the-unlisted-relay',
    clause: 'imail.relay.unlisted-refused',
    seam: 'relay.suffices',
    replace: () => () => true,
  }),
  saboteur({
    id: 'local-users-hear-from-the-listed',
    clause: 'imail.relay.local-destination-always',
    seam: 'recipient.is-known',
    replace: (isKnown) => (facts, policy) =>
      isKnown(facts, policy) && policy.relay.trusted.contains(facts.address),
  }),
  saboteur({
    id: 'refusal-names-the-sender',
    clause: 'imail.relay.refusal-550-text',
    seam: 'relay.refused-host',
    replace: () => (facts) => facts.reversePath?.domain ?? '',
  }),
  saboteur({
    id: 'refusal-names-nobody',
    clause: 'imail.relay.refusal-550-text',
    seam: 'relay.refused-host',
    replace: () => () => '%s',
  }),
  saboteur({
    id: 'single-addresses-ignored',
    clause: 'imail.relay.entry-single-address',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(
        onlyThose(list, ({ form }) => form === 'mask'),
        address,
      ),
  }),
  saboteur({
    id: 'single-address-takes-neighbours',
    clause: 'imail.relay.entry-single-address',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address) || trusts(list, moved(address, 1)),
  }),
  saboteur({
    id: 'groups-ignored',
    clause: 'imail.relay.entry-group-mask',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(
        onlyThose(list, ({ form }) => form === 'address'),
        address,
      ),
  }),
  saboteur({
    id: 'group-ends-late',
    clause: 'imail.relay.entry-group-mask',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address) || trusts(list, moved(address, -1)),
  }),
  saboteur({
    id: 'group-ends-early',
    clause: 'imail.relay.entry-group-mask',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) => trusts(list, address) && trusts(list, moved(address, 1)),
  }),
  saboteur({
    id: 'mask-by-whole-octets',
    clause: 'imail.relay.entry-group-mask',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      [0, 64, 128, 192].some((last) => trusts(list, address.replace(/\d+$/, String(last)))),
  }),
  saboteur({
    id: 'first-entry-only',
    clause: 'imail.relay.all-listed',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(
        onlyThose(list, (_, index) => index === 0),
        address,
      ),
  }),
  saboteur({
    id: 'last-entry-only',
    clause: 'imail.relay.all-listed',
    seam: 'relay.trusts',
    replace: (trusts) => (list, address) =>
      trusts(
        onlyThose(list, (_, index) => index === list.patterns.length - 1),
        address,
      ),
  }),
  saboteur({
    id: 'list-acts-at-once',
    clause: 'imail.admin.restart-relay-list',
    seam: 'lists.in-force',
    replace: () => (_, next) => next,
  }),
]

/** Faults in receiving for other hosts. */
export const imailGatewaySaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'no-gateways',
    clause: 'imail.relay.gateway-domain',
    seam: 'relay.is-gateway',
    replace: () => () => false,
  }),
  saboteur({
    id: 'gateway-for-hosts-below',
    clause: 'imail.relay.gateway-domain',
    seam: 'relay.is-gateway',
    replace: (isGateway) => (path, hosts, trusted) =>
      isGateway(path, hosts, trusted) ||
      isGateway({ ...path, domain: path.domain.replace(/^[^.]+\./, '') }, hosts, trusted),
  }),
  saboteur({
    id: 'listing-makes-a-gateway',
    clause: 'imail.relay.gateway-needs-hosts-entry',
    seam: 'relay.is-gateway',
    replace: () => (_, __, trusted) => !trusted.isEmpty,
  }),
  saboteur({
    id: 'once-a-gateway-always-one',
    clause: 'imail.relay.gateway-needs-hosts-entry',
    seam: 'relay.is-gateway',
    replace: (isGateway) => {
      const known = new Set<string>()
      return (path, hosts, trusted) => {
        if (isGateway(path, hosts, trusted)) known.add(path.domain)
        return known.has(path.domain)
      }
    },
  }),
  saboteur({
    id: 'hosts-file-makes-a-gateway',
    clause: 'imail.relay.gateway-needs-list-entry',
    seam: 'relay.is-gateway',
    replace: () => (path, hosts) => hosts.has(path.domain),
  }),
]

/** The list without the entries that do not satisfy. */
const onlyThose = (
  list: AddressList,
  satisfy: (pattern: AddressPattern, index: number) => boolean,
): AddressList => compileAddressList(list.patterns.filter(satisfy))

/** An IPv4 address so many further on, its last octet alone counted. */
const moved = (address: string, by: number): string =>
  address.replace(/\d+$/, (octet) => String((Number(octet) + 256 + by) & 255))
