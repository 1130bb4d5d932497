import type { Engine } from '../policy/engine.ts'
import type { MailItem } from '../message/mail-item.ts'
import type { Accounts } from '../store/account.ts'
import type { Store } from '../store/store.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { nowhere } from './agents/agents.ts'
import { hopAgent } from './agents/hop.ts'
import { mailboxAgent } from './agents/mailbox.ts'
import { attend } from './attempts.ts'
import { createDispatcher } from './dispatcher.ts'
import type { DeliveryParts } from './parts.ts'
import { openQueue } from './queue.ts'
import { dueAt, newMessage, type QueuedMessage } from './queued-message.ts'
import { mostAtOnce } from './schedule.ts'
import type { DeliverySeams } from './seams.ts'
import { takeIn, type Taken } from './take-in.ts'

/** What delivery needs from the server. */
export interface DeliveryHost {
  readonly engine: Engine
  readonly ask: DeliverySeams
  readonly accounts: Accounts
  /** Where the accounts are too: a copy and what is known of it are written together. */
  readonly store: Store
  readonly surroundings: Surroundings
}

/** Delivers accepted messages to local mailboxes or to the next hop. */
export interface Delivery {
  /**
   * Takes a message, which outlives the process from then on as far as the store does. Mailboxes here have it when this
   * settles, unless something is wrong with one. With a problem nothing of it was taken.
   */
  accept(item: MailItem): Taken | Promise<Taken>
  /** Continues with what an earlier process left in the queue. */
  resume(): void
  /** What is waiting or being sent. */
  queued(): readonly QueuedMessage[]
  /** Settles when nothing is being sent; what waits for its next attempt does not count. */
  idle(): Promise<void>
  /** Starts nothing more, ends the connections that are open, and settles when what is known of them is written. */
  close(): Promise<void>
}

/** Builds the delivery of one server. */
export function createDelivery({ engine, ask, accounts, store, surroundings }: DeliveryHost): Delivery {
  const { clock, log, random, resolver, dial } = surroundings
  const { hostname } = engine.policy.server
  const ending = new AbortController()
  const queue = openQueue(store, (id, cause) =>
    log({ at: clock.now(), level: 'error', event: 'queue-record-unreadable', facts: { id }, cause }),
  )
  const parts: DeliveryParts = {
    queue,
    agents: {
      mailbox: mailboxAgent(accounts),
      nowhere,
      hop: hopAgent({
        search: () => ({ policy: engine.policy, resolver, random, hosts: engine.files.hosts }),
        dial,
        heloName: hostname,
        atOnce: () => mostAtOnce(engine.policy),
        ending: ending.signal,
      }),
    },
    way: (path) =>
      ask['delivery.route'](path, {
        policy: engine.policy,
        isLocal: (one) => engine.isLocal(one),
        relayHost: () => ask['delivery.relay-host'](engine.policy),
      }),
    schedule: () => ask['delivery.schedule'](engine.policy),
    ask,
    hostname,
    surroundings,
    ending: ending.signal,
    onQueued: (message) => dispatcher.take(message.id, dueAt(message)),
  }
  const dispatcher = createDispatcher({
    clock,
    attempt: (id) => attend(id, parts),
  })

  return {
    accept: (item) => takeIn(newMessage(item, ask), parts),
    resume: () => {
      for (const { message } of queue.all()) dispatcher.take(message.id, dueAt(message))
    },
    queued: () => [...queue.all()].map(({ message }) => message),
    idle: () => dispatcher.idle(),
    close: () => {
      ending.abort()
      return dispatcher.close()
    },
  }
}
