import type { Surroundings } from '../../surroundings/surroundings.ts'
import { addressOf } from '../address.ts'
import type { OpenRecipient, Outcome, Recipient } from '../queued-message.ts'
import { everyone, type Agent, type Attempted, type Carried } from './agent.ts'
import type { Batch, Route } from '../routes.ts'
import { createLanes } from './lanes.ts'
import { findHops, type HopSearch } from './next-hop.ts'
import { transact } from './transaction.ts'

/** What sending mail to other servers needs from this server. */
export interface HopHost {
  readonly search: () => HopSearch
  readonly dial: Surroundings['dial']
  readonly heloName: string
  /** How many messages may be on their way to other servers at the same time. */
  readonly atOnce: () => number
  /** Ends connections and pending name look-ups. */
  readonly ending: AbortSignal
}

/** Sends messages to other servers. However many wait, only so many are looked up and sent at the same time. */
export function hopAgent(host: HopHost): Agent<'hop'> {
  const lanes = createLanes(host.atOnce)
  return async (route, recipients, carried) => {
    const leave = await unlessAborted(lanes.take(), host.ending)
    let goodbye = Promise.resolve()
    try {
      const attempted = await handOver({ route, recipients }, carried, host)
      goodbye = attempted.goodbye ?? goodbye
      return attempted
    } finally {
      void goodbye.finally(leave)
    }
  }
}

/** Tries the servers of a domain in order until one answers. */
async function handOver(
  { route, recipients }: Batch<Extract<Route, { readonly to: 'hop' }>>,
  { message, read }: Carried,
  { search, ending, dial, heloName }: HopHost,
): Promise<Attempted> {
  const all = (outcome: Outcome): Attempted => ({ outcomes: everyone(recipients, outcome) })
  const hops = await unlessAborted(findHops(route, search()), ending)
  if ('permanent' in hops) {
    const { permanent, status, text } = hops
    return all({ outcome: permanent ? 'failed' : 'deferred', status, text })
  }
  const { reversePath } = message
  const parcel = {
    from: reversePath ? addressOf(reversePath) : '',
    to: recipients.map(({ path }) => addressOf(path)),
    octets: await read(),
  }
  for (const hop of hops) {
    const transaction = await transact(hop, parcel, { dial, heloName, ending })
    if (transaction === 'unreachable') continue
    const { outcomes, goodbye } = transaction
    return { outcomes: byRecipient(recipients, outcomes), goodbye }
  }
  ending.throwIfAborted()
  const names = hops.map((hop) => hop.host).join(', ')
  return all({ outcome: 'deferred', status: '4.4.1', text: `no answer from ${names}` })
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
