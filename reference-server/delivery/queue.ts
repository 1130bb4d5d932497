import type { Path } from '../policy/facts.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { addressOf } from './address.ts'
import type { MailItem } from '../message/mail-item.ts'
import { findHops, type HopSearch } from './next-hop.ts'
import type { LostRecipient } from './report.ts'
import { transact, type Outcome } from './transaction.ts'

/** An item for its recipients in one foreign domain, waiting or on its way. */
interface Parcel {
  readonly item: MailItem
  readonly domain: string
  readonly forwardPaths: readonly Path[]
}

/** When to try again, and when to give up. RFC 5321 §4.5.4.1: at least half an hour, four or five days. */
export interface Schedule {
  readonly retryInterval: number
  readonly expireAfter: number
}

/** What the queue needs of the server. */
export interface QueueHost {
  readonly surroundings: Surroundings
  readonly search: () => HopSearch
  readonly hostname: string
  readonly schedule: Schedule
  /** Hears of recipients that will never be reached. */
  readonly onLost: (item: MailItem, lost: readonly LostRecipient[]) => Promise<void>
}

/** Mail for elsewhere, kept in memory until it is delivered or given up. */
export interface Queue {
  /** What waits or is on its way, each message once. */
  readonly octets: number
  add(item: MailItem, forwardPaths: readonly Path[]): void
  /** Settles when nothing is on its way; what waits for its next try does not count. */
  idle(): Promise<void>
  /** Starts nothing more, and ends the connections that are open. */
  close(): void
}

/** Makes an empty queue. The first try begins as soon as a message is added. */
export function createQueue(host: QueueHost): Queue {
  const { clock, log } = host.surroundings
  const underWay = new Set<Promise<void>>()
  /** How many parcels there are of each item. */
  const parcels = new Map<MailItem, number>()
  let octets = 0
  const count = (item: MailItem, more: 1 | -1): void => {
    const before = parcels.get(item) ?? 0
    if (before + more > 0) parcels.set(item, before + more)
    else parcels.delete(item)
    if (before === 0) octets += item.message.octets.length
    if (before + more === 0) octets -= item.message.octets.length
  }
  const ending = new AbortController()
  const { signal } = ending

  const start = (parcel: Parcel): void => {
    if (signal.aborted) return
    const work = clock.working(attempt(parcel))
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  const attempt = async (parcel: Parcel): Promise<void> => {
    const outcomes = await deliver(parcel, host, signal).catch((cause: unknown) => {
      log({ at: clock.now(), level: 'error', event: 'delivery-fault', facts: { id: parcel.item.id }, cause })
      return everyone(parcel, { outcome: 'deferred', status: '4.3.0', text: 'something went wrong here' })
    })
    if (!signal.aborted) await settle(parcel, outcomes)
  }

  const settle = async (parcel: Parcel, outcomes: readonly [Path, Outcome][]): Promise<void> => {
    const { item } = parcel
    const expired = clock.now() + host.schedule.retryInterval > item.acceptedAt + host.schedule.expireAfter
    const lost: LostRecipient[] = []
    const again: Path[] = []
    for (const [forwardPath, outcome] of outcomes) {
      const facts = { id: item.id, recipient: addressOf(forwardPath), outcome: outcome.outcome }
      log({ at: clock.now(), level: 'info', event: 'delivery', facts })
      if (outcome.outcome === 'delivered') continue
      if (outcome.outcome === 'deferred' && !expired) again.push(forwardPath)
      else lost.push({ forwardPath, status: outcome.status, text: outcome.text, host: outcome.host })
    }
    if (again.length === 0) count(item, -1)
    if (lost.length > 0) await host.onLost(item, lost)
    if (again.length > 0) {
      clock.timer(host.schedule.retryInterval, () => start({ ...parcel, forwardPaths: again }))
    }
  }

  return {
    get octets() {
      return octets
    },
    add: (item, forwardPaths) => {
      for (const [domain, paths] of Map.groupBy(forwardPaths, (path) => path.domain)) {
        count(item, 1)
        start({ item, domain, forwardPaths: paths })
      }
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: () => ending.abort(),
  }
}

const everyone = (parcel: Parcel, outcome: Outcome): [Path, Outcome][] =>
  parcel.forwardPaths.map((path) => [path, outcome])

/** Tries the servers of a domain in order until one answers. */
async function deliver(parcel: Parcel, host: QueueHost, ending: AbortSignal): Promise<[Path, Outcome][]> {
  const hops = await findHops(parcel.domain, host.search())
  if ('permanent' in hops) {
    const { permanent, status, text } = hops
    return everyone(parcel, { outcome: permanent ? 'refused' : 'deferred', status, text })
  }
  const { item, forwardPaths } = parcel
  const { reversePath } = item.envelope
  const sent = {
    from: reversePath ? addressOf(reversePath) : '',
    to: forwardPaths.map(addressOf),
    octets: item.message.octets,
  }
  const { dial } = host.surroundings
  for (const hop of hops) {
    const outcomes = await transact(hop, sent, { dial, heloName: host.hostname, ending })
    if (outcomes === 'unreachable') continue
    return forwardPaths.map((path) => [path, outcomes.get(addressOf(path)) ?? { outcome: 'delivered' }])
  }
  const names = hops.map((hop) => hop.host).join(', ')
  return everyone(parcel, { outcome: 'deferred', status: '4.4.1', text: `no answer from ${names}` })
}
