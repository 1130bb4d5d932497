import type { Surroundings } from '../../surroundings/surroundings.ts'
import { addressOf } from '../address.ts'
import type { OpenRecipient, Outcome, Recipient } from '../queued-message.ts'
import { everyone, type Agent, type Attempted } from './agent.ts'
import { createLanes } from './lanes.ts'
import { findHops, type HopSearch } from './next-hop.ts'
import { transact } from './transaction.ts'

/** What sending mail to other servers needs from this server. */
export interface HopHost {
  readonly search: () => HopSearch
  readonly dial: Surroundings['dial']
  readonly heloName: string
  /** How many servers may be talked to at the same time. */
  readonly atOnce: () => number
  /** Ends connections and pending name look-ups. */
  readonly ending: AbortSignal
}

/** Sends messages to other servers: tries those of a domain in order until one answers. */
export function hopAgent(host: HopHost): Agent<'hop'> {
  const { ending, dial, heloName } = host
  const lanes = createLanes(host.atOnce)
  return async (route, recipients, carried) => {
    const all = (outcome: Outcome): Attempted => ({ outcomes: everyone(recipients, outcome) })
    const hops = await unlessAborted(findHops(route, host.search()), ending)
    if ('permanent' in hops) {
      const { permanent, status, text } = hops
      return all({ outcome: permanent ? 'failed' : 'deferred', status, text })
    }
    const { reversePath } = carried.message
    const envelope = {
      from: reversePath ? addressOf(reversePath) : '',
      to: recipients.map(({ path }) => addressOf(path)),
    }
    const leave = await unlessAborted(lanes.take(), ending)
    let goodbye = Promise.resolve()
    try {
      const parcel = { ...envelope, octets: await carried.read() }
      for (const hop of hops) {
        const transaction = await transact(hop, parcel, { dial, heloName, ending })
        if (transaction === 'unreachable') continue
        goodbye = transaction.goodbye
        return { outcomes: byRecipient(recipients, transaction.outcomes), goodbye }
      }
    } finally {
      void goodbye.finally(leave)
    }
    ending.throwIfAborted()
    const names = hops.map((hop) => hop.host).join(', ')
    return all({ outcome: 'deferred', status: '4.4.1', text: `no answer from ${names}` })
  }
}

/** Waits for work that cannot be aborted, until it settles or is no longer needed. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const abort = (): void => reject(new Error('the server is shutting down'))
  signal.throwIfAborted()
  signal.addEventListener('abort', abort)
  work.then(resolve, reject)
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** The outcomes of a transaction; an address that was not refused has been delivered to. */
const byRecipient = (
  recipients: readonly OpenRecipient[],
  outcomes: ReadonlyMap<string, Outcome>,
): ReadonlyMap<Recipient, Outcome> =>
  new Map(
    recipients.map((recipient) => [
      recipient,
      outcomes.get(addressOf(recipient.path)) ?? { outcome: 'delivered' },
    ]),
  )
