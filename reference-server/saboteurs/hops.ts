import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the count of hops. */
export const hopSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'loops-go-on',
    clause: 'kerio.limits.hops',
    seam: 'hops.most',
    replace: () => () => Infinity,
  }),
  saboteur({
    id: 'one-hop-less',
    clause: 'kerio.limits.hops',
    seam: 'hops.most',
    replace: (mostFor) => (item, policy) => mostFor(item, policy) - 1,
  }),
  saboteur({
    id: 'one-hop-more',
    clause: 'kerio.limits.hops',
    seam: 'hops.most',
    replace: (mostFor) => (item, policy) => mostFor(item, policy) + 1,
  }),
  saboteur({
    id: 'relayed-mail-may-loop',
    clause: 'kerio.limits.hops',
    seam: 'hops.most',
    replace: (mostFor) => (item, policy) =>
      item.envelope.forwardPaths.every(({ domain }) => policy.domains.local.has(domain))
        ? mostFor(item, policy)
        : Infinity,
  }),
  saboteur({
    id: 'mail-within-tls-may-loop',
    clause: 'kerio.limits.hops',
    seam: 'hops.most',
    replace: (mostFor) => (item, policy) =>
      item.origin.door === 'smtp' && item.origin.secure ? Infinity : mostFor(item, policy),
  }),
  saboteur({
    id: 'first-hop-limit-stays',
    clause: 'kerio.limits.hops',
    seam: 'hops.most',
    replace: (mostFor) => {
      let first: number | undefined
      return (item, policy) => (first ??= mostFor(item, policy))
    },
  }),
  saboteur({
    id: 'exempt-group-may-loop',
    clause: 'kerio.limits.exempt-not-other-limits',
    seam: 'hops.most',
    replace: (mostFor) => (item, policy) =>
      item.origin.door === 'smtp' && policy.limits.exemptGroup.contains(item.origin.address)
        ? Infinity
        : mostFor(item, policy),
  }),
  saboteur({
    id: 'hops-of-the-body-count',
    clause: 'kerio.limits.hops',
    seam: 'hops.of',
    replace: () => (message) => countIn(textOf(message), /^received:/gim),
  }),
  saboteur({
    id: 'hops-in-capitals-do-not-count',
    clause: 'kerio.limits.hops',
    seam: 'hops.of',
    replace: () => (message) => countIn(headerOf(message), /^Received:/gm),
  }),
  saboteur({
    id: 'each-line-of-a-hop-counts',
    clause: 'kerio.limits.hops',
    seam: 'hops.of',
    replace: (hopsOf) => (message) =>
      hopsOf(message) && countIn(headerOf(message), /^(?:received:|[ \t])/gim),
  }),
  saboteur({
    id: 'hops-of-any-name-count',
    clause: 'kerio.limits.hops',
    seam: 'hops.of',
    replace: () => (message) => countIn(headerOf(message), /received:/gim),
  }),
]

interface Message {
  readonly octets: Buffer
  readonly traceOctets: number
}

const textOf = ({ octets, traceOctets }: Message): string => octets.toString('latin1', traceOctets)

const headerOf = (message: Message): string => textOf(message).split('\r\n\r\n', 1)[0] ?? ''

const countIn = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
