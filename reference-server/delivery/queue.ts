import type { Path } from '../policy/facts.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { addressOf } from './address.ts'
import type { AcceptedMessage } from './accepted-message.ts'
import { findHops, type HopSearch } from './next-hop.ts'
import type { LostRecipient } from './report.ts'
import { transact, type Outcome } from './transaction.ts'

/** A message for the recipients of one foreign domain, waiting or on its way. */
interface Item {
  readonly message: AcceptedMessage
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
  readonly onLost: (message: AcceptedMessage, lost: readonly LostRecipient[]) => Promise<void>
}

/** Mail for elsewhere, kept in memory until it is delivered or given up. */
export interface Queue {
  /** What waits or is on its way, each message once. */
  readonly octets: number
  add(message: AcceptedMessage, forwardPaths: readonly Path[]): void
  /** Settles when nothing is on its way; what waits for its next try does not count. */
  idle(): Promise<void>
  /** Starts nothing more, and ends the connections that are open. */
  close(): void
}

/** Makes an empty queue. The first try begins as soon as a message is added. */
export function createQueue(host: QueueHost): Queue {
  const { clock, log } = host.surroundings
  const underWay = new Set<Promise<void>>()
  /** How many items there are of each message. */
  const items = new Map<AcceptedMessage, number>()
  let octets = 0
  const count = (message: AcceptedMessage, more: 1 | -1): void => {
    const before = items.get(message) ?? 0
    if (before + more > 0) items.set(message, before + more)
    else items.delete(message)
    if (before === 0) octets += message.octets.length
    if (before + more === 0) octets -= message.octets.length
  }
  const ending = new AbortController()
  const { signal } = ending

  const start = (item: Item): void => {
    if (signal.aborted) return
    const work = clock.working(attempt(item))
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  const attempt = async (item: Item): Promise<void> => {
    const outcomes = await deliver(item, host, signal).catch((cause: unknown) => {
      log({ at: clock.now(), level: 'error', event: 'delivery-fault', facts: { id: item.message.id }, cause })
      return everyone(item, { outcome: 'deferred', status: '4.3.0', text: 'something went wrong here' })
    })
    if (!signal.aborted) await settle(item, outcomes)
  }

  const settle = async (item: Item, outcomes: readonly [Path, Outcome][]): Promise<void> => {
    const { message } = item
    const expired = clock.now() + host.schedule.retryInterval > message.acceptedAt + host.schedule.expireAfter
    const lost: LostRecipient[] = []
    const again: Path[] = []
    for (const [forwardPath, outcome] of outcomes) {
      const facts = { id: message.id, recipient: addressOf(forwardPath), outcome: outcome.outcome }
      log({ at: clock.now(), level: 'info', event: 'delivery', facts })
      if (outcome.outcome === 'delivered') continue
      if (outcome.outcome === 'deferred' && !expired) again.push(forwardPath)
      else lost.push({ forwardPath, status: outcome.status, text: outcome.text, host: outcome.host })
    }
    if (again.length === 0) count(message, -1)
    if (lost.length > 0) await host.onLost(message, lost)
    if (again.length > 0) {
      clock.timer(host.schedule.retryInterval, () => start({ ...item, forwardPaths: again }))
    }
  }

  return {
    get octets() {
      return octets
    },
    add: (message, forwardPaths) => {
      for (const [domain, paths] of Map.groupBy(forwardPaths, (path) => path.domain)) {
        count(message, 1)
        start({ message, domain, forwardPaths: paths })
      }
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: () => ending.abort(),
  }
}

const everyone = (item: Item, outcome: Outcome): [Path, Outcome][] =>
  item.forwardPaths.map((path) => [path, outcome])

/** Tries the servers of a domain in order until one answers. */
async function deliver(item: Item, host: QueueHost, ending: AbortSignal): Promise<[Path, Outcome][]> {
  const hops = await findHops(item.domain, host.search())
  if ('permanent' in hops) {
    const { permanent, status, text } = hops
    return everyone(item, { outcome: permanent ? 'refused' : 'deferred', status, text })
  }
  const { message, forwardPaths } = item
  const parcel = {
    from: message.reversePath ? addressOf(message.reversePath) : '',
    to: forwardPaths.map(addressOf),
    octets: message.octets,
  }
  const { dial } = host.surroundings
  for (const hop of hops) {
    const outcomes = await transact(hop, parcel, { dial, heloName: host.hostname, ending })
    if (outcomes === 'unreachable') continue
    return forwardPaths.map((path) => [path, outcomes.get(addressOf(path)) ?? { outcome: 'delivered' }])
  }
  const names = hops.map((hop) => hop.host).join(', ')
  return everyone(item, { outcome: 'deferred', status: '4.4.1', text: `no answer from ${names}` })
}
