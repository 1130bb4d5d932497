import type { Path } from '../policy/facts.ts'
import { unlessFull, type Problem } from '../store/problem.ts'
import { StoreFull } from '../store/store.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { addressOf } from './address.ts'
import { everyone, type Attempted, type Carried } from './agents/agent.ts'
import { attempt, type Agents } from './agents/agents.ts'
import type { Queue } from './queue.ts'
import {
  dueAt,
  isOpen,
  type NewMessage,
  type Outcome,
  type QueuedMessage,
  type Recipient,
} from './queued-message.ts'
import { conclude, headerOctets } from './reports.ts'
import { returnPathLength } from './return-path.ts'
import { batchesOf, type Batch, type Route } from './routes.ts'
import type { Schedule } from './schedule.ts'
import type { DeliverySeams } from './seams.ts'
import { withOutcomes } from './settlement.ts'

/** What attempts need of delivery. */
export interface AttemptsHost {
  readonly queue: Queue
  readonly agents: Agents
  readonly way: (path: Path) => Route
  readonly schedule: Schedule
  readonly ask: DeliverySeams
  readonly hostname: string
  readonly surroundings: Surroundings
  /** What was under way when this was aborted has no outcome. */
  readonly ending: AbortSignal
  /** Hears of messages that are to be attended to. */
  readonly onQueued: (message: QueuedMessage) => void
}

/** Tries to bring messages to their recipients, and writes down what came of it. */
export interface Attempts {
  /**
   * Takes a message that is not in the queue yet. Those who have a mailbox here are tried first: nothing else is written
   * of a message that all have by then.
   */
  first(message: NewMessage): Promise<Problem | undefined>
  /**
   * Attends to a message of the queue.
   *
   * @returns when there is more to be done for it, if there is
   * @throws never
   */
  next(id: string): Promise<number | undefined>
}

export function createAttempts(host: AttemptsHost): Attempts {
  const { queue, agents, way, schedule, ask, ending, onQueued } = host
  const { clock, log } = host.surroundings

  const later = (): number => clock.now() + schedule.retryInterval
  const settlement = () => ({ now: clock.now(), schedule, ask })
  const fault = (event: string, id: string, cause: unknown): void =>
    log({ at: clock.now(), level: 'error', event, facts: { id }, cause })
  const told = (id: string, outcomes: ReadonlyMap<Recipient, Outcome>): void => {
    for (const [{ path }, { outcome }] of outcomes) {
      const facts = { id, recipient: addressOf(path), outcome }
      log({ at: clock.now(), level: 'info', event: 'delivery', facts })
    }
  }

  const tried = async (batch: Batch, carried: Carried): Promise<Attempted> => {
    try {
      return await attempt(batch, carried, agents)
    } catch (cause) {
      if (ending.aborted) return { outcomes: new Map() }
      fault('delivery-fault', carried.message.id, cause)
      return { outcomes: everyone(batch.recipients, wentWrong) }
    }
  }

  const first = async ({ message, octets }: NewMessage): Promise<Problem | undefined> => {
    const read = () => Promise.resolve(octets.subarray(returnPathLength(message.reversePath)))
    const here = batchesOf(message.recipients.filter(isOpen), way).filter(({ route }) => route.to !== 'hop')
    const attempted = await Promise.all(here.map((batch) => tried(batch, { message, read })))
    const copies = attempted.flatMap((one) => one.copies ?? [])
    const outcomes = new Map(attempted.flatMap((one) => [...one.outcomes]))
    const concluded = await conclude(withOutcomes(message, outcomes, settlement()), read, host)
    try {
      await queue.write({ ...concluded, octets, copies })
      if (concluded.report) onQueued(concluded.report.message)
    } catch (cause) {
      if (cause instanceof StoreFull) return { problem: 'no-space' }
      if (copies.length === 0) throw cause
      // One mailbox that cannot be written to keeps nobody else from theirs: each is tried alone.
      fault('store-fault', message.id, cause)
      const problem = await unlessFull(queue.write({ message, octets }))
      if (problem) return problem
    }
    const queued = queue.get(message.id)
    if (queued) onQueued(queued.message)
    return undefined
  }

  /** Writes down what came of an attempt; what cannot be written is kept in mind at least. */
  const settle = async (id: string, { outcomes, copies }: Attempted): Promise<void> => {
    const before = queue.get(id)?.message
    if (!before || outcomes.size === 0) return
    try {
      await queue.write({ message: withOutcomes(before, outcomes, settlement()), ...(copies && { copies }) })
      told(id, outcomes)
    } catch (cause) {
      fault('store-fault', id, cause)
      // The copies are not there, then. What another server has taken stays taken.
      const instead = copies ? new Map([...outcomes.keys()].map((one) => [one, wentWrong])) : outcomes
      queue.note(withOutcomes(before, instead, settlement()))
      told(id, instead)
    }
  }

  /** Deals with failures, and with what could not be written before. */
  const finish = async (id: string): Promise<void> => {
    const entry = queue.get(id)
    if (!entry) return
    const from = returnPathLength(entry.message.reversePath)
    const concluded = await conclude(entry.message, () => entry.octets.read(from, from + headerOctets), host)
    if (concluded.message === entry.message && !entry.isBehind) return
    try {
      await queue.write(concluded)
      if (concluded.report) onQueued(concluded.report.message)
    } catch (cause) {
      fault('store-fault', id, cause)
      queue.note(entry.message)
    }
  }

  const next = async (id: string): Promise<number | undefined> => {
    const entry = queue.get(id)
    if (!entry) return undefined
    const { message, octets } = entry
    const carried = { message, read: () => octets.read(returnPathLength(message.reversePath)) }
    const due = ask['delivery.due-recipients'](message, clock.now())
    // One after the other: what is written builds on what was written before.
    let turn = Promise.resolve()
    const attempted = await Promise.all(
      batchesOf(due, way).map(async (batch) => {
        const one = await tried(batch, carried)
        turn = turn.then(() => settle(id, one))
        await turn
        return one
      }),
    )
    if (!ending.aborted) await finish(id)
    await Promise.all(attempted.map(({ goodbye }) => goodbye ?? Promise.resolve()))
    const left = queue.get(id)
    return left && (left.isBehind ? later() : dueAt(left.message))
  }

  return {
    first,
    next: (id) =>
      next(id).catch((cause: unknown) => {
        fault('delivery-fault', id, cause)
        return later()
      }),
  }
}

const wentWrong: Outcome = { outcome: 'deferred', status: '4.3.0', text: 'something went wrong here' }
