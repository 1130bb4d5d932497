import { isIpv4, networksFor, type Span } from '../adapter/addresses.ts'

/** What an access file may say of a client. */
export interface Standing {
  readonly relays: boolean
  /** Named among those who relay: not just one of all who do. */
  readonly trusted: boolean
  /** It is turned away. */
  readonly blocked: boolean
}

/** Networks on the loopback, from the settings. */
export interface Access {
  /** Everybody who is not named. */
  readonly others: Pick<Standing, 'relays' | 'blocked'>
  readonly trusted: readonly string[]
  readonly blocked: readonly string[]
  /** Never blocked, even where others are. */
  readonly granted: readonly string[]
}

/**
 * The entries of an access file. Courier heeds the most specific entry for an address and no other, so that networks
 * which overlap are taken apart first: no address is in two of them.
 *
 * @param entryFor what to say of a standing: `allow,RELAYCLIENT`
 * @returns one entry a line: `127.0.2.16/28<tab>allow,RELAYCLIENT`
 */
export function accessFile(access: Access, entryFor: (standing: Standing) => string): string {
  const trusted = access.trusted.map(spanOfNetwork)
  const blocked = access.blocked.map(spanOfNetwork)
  const granted = access.granted.map(spanOfNetwork)
  const named = [...trusted, ...blocked, ...granted]
  const edges = [...new Set(named.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b)
  const lines = edges.slice(0, -1).flatMap((first, index) => {
    if (!isWithin(named, first)) return []
    const standing = {
      relays: access.others.relays || isWithin(trusted, first),
      trusted: isWithin(trusted, first),
      blocked: isWithin(blocked, first) || (access.others.blocked && !isWithin(granted, first)),
    }
    const last = (edges[index + 1] ?? first + 1) - 1
    return networksFor({ first, last }).map((network) => `${network}\t${entryFor(standing)}\n`)
  })
  return `${lines.join('')}*\t${entryFor({ ...access.others, trusted: false })}\n`
}

const isWithin = (spans: readonly Span[], address: number): boolean =>
  spans.some(({ first, last }) => first <= address && address <= last)

/** Reads 127.0.2.16/28 or a single address. */
function spanOfNetwork(text: string): Span {
  const [address = '', bits = '32'] = text.split('/')
  if (!isIpv4(address)) throw new TypeError(`expected an IPv4 network, saw ${text}`)
  const first = address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0)
  return { first, last: first + 2 ** (32 - Number(bits)) - 1 }
}
