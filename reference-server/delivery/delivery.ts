import type { Engine } from '../policy/engine.ts'
import type { Path } from '../policy/facts.ts'
import { addressOf } from './address.ts'
import { messageDate } from './message-date.ts'
import type { MailItem } from '../message/mail-item.ts'
import type { Accounts } from '../store/account.ts'
import { isProblem, type Problem } from '../store/problem.ts'
import type { Space } from '../store/bounded-store.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { createQueue, type Schedule } from './queue.ts'
import { failureReport, type LostRecipient } from './report.ts'
import type { DeliverySeams } from './seams.ts'

/** What delivery needs of the server. */
export interface DeliveryHost {
  readonly engine: Engine
  readonly ask: DeliverySeams
  readonly accounts: Accounts
  readonly space: Space
  readonly surroundings: Surroundings
}

/** Brings accepted messages to mailboxes here, or to the next hop. */
export interface Delivery {
  /** Takes a message; local mailboxes have it when this settles. With a problem nothing of it was taken. */
  accept(item: MailItem): Promise<Problem | undefined>
  /** How much waits for its next hop, in octets. */
  readonly waitingOctets: number
  /** Settles when nothing is on its way. */
  idle(): Promise<void>
  /** Starts nothing more, and ends the connections that are open. What still waits is lost with the process: the queue is memory. */
  close(): void
}

const minute = 60_000
const schedule: Schedule = { retryInterval: 15 * minute, expireAfter: 4 * 24 * 60 * minute }

/** Builds the delivery of one server. */
export function createDelivery({ engine, ask, accounts, space, surroundings }: DeliveryHost): Delivery {
  const { clock, log, random, resolver } = surroundings
  const { hostname } = engine.policy.server
  const queue = createQueue({
    surroundings,
    search: () => ({
      policy: engine.policy,
      relayHost: ask['delivery.relay-host'](engine.policy),
      resolver,
      random,
      hosts: engine.files.hosts,
    }),
    hostname,
    schedule,
    onLost: (item, lost) => report(item, lost),
  })

  const accept = async (item: MailItem): Promise<Problem | undefined> => {
    const { local = [], foreign = [] } = Object.groupBy(item.envelope.forwardPaths, (path) =>
      engine.isLocal(path) ? 'local' : 'foreign',
    )
    const addresses = [...new Set(local.map((path) => accountOf(path, engine)))]
    // All or nothing: a mailbox that had its copy would have another when the client tries again.
    const copies = addresses.length + (foreign.length > 0 ? 1 : 0)
    if (!space.has(copies * item.message.octets.length)) return { problem: 'no-space' }
    const problem = await append(item, addresses)
    if (!problem) queue.add(item, foreign)
    return problem
  }

  /** Adds a message to mailboxes, which share a transaction since they do so in the same turn. */
  const append = async (item: MailItem, addresses: readonly string[]): Promise<Problem | undefined> => {
    const inboxes = await Promise.all(addresses.map((address) => accounts.of(address).open('INBOX')))
    const kept = { octets: withReturnPath(item), receivedAt: item.acceptedAt }
    const added = await Promise.all(
      inboxes.map(async (inbox) => (isProblem(inbox) ? inbox : inbox.append(kept))),
    )
    return added.find(isProblem)
  }

  const report = async (item: MailItem, lost: readonly LostRecipient[]): Promise<void> => {
    const at = clock.now()
    for (const { forwardPath, status } of lost) {
      const facts = { id: item.id, recipient: addressOf(forwardPath), status }
      log({ at, level: 'warning', event: 'recipient-lost', facts })
    }
    // RFC 5321 §4.5.5: there is no report on a report.
    const { reversePath: to } = item.envelope
    if (!to) return
    const id = random(9).toString('base64url')
    const facts = {
      hostname,
      to,
      lost,
      original: item.message.octets,
      date: messageDate(at),
      boundary: `r-${id}`,
    }
    const message = { octets: failureReport(facts), traceOctets: 0 }
    const envelope = { reversePath: null, forwardPaths: [to] }
    const problem = await accept({
      id,
      origin: { door: 'report' },
      envelope,
      message,
      acceptedAt: at,
      marks: {},
    })
    if (problem) log({ at, level: 'error', event: 'report-lost', facts: { id: item.id, ...problem } })
  }

  return {
    accept,
    get waitingOctets() {
      return queue.octets
    },
    idle: () => queue.idle(),
    close: () => queue.close(),
  }
}

/** Whose mailbox a local path means; the postmaster without a domain is the first domain's. */
function accountOf({ localPart, domain }: Path, { policy }: Engine): string {
  const [first = 'localhost'] = policy.domains.local
  return `${localPart}@${domain === '' ? first : domain}`.toLowerCase()
}

/** RFC 5321 §4.4: final delivery writes down the reverse-path. */
const withReturnPath = ({ envelope: { reversePath }, message }: MailItem): Buffer =>
  Buffer.concat([
    Buffer.from(`Return-Path: <${reversePath ? addressOf(reversePath) : ''}>\r\n`),
    message.octets,
  ])
