import type { Attempted } from './agents/agent.ts'
import { attempt, wentWrong } from './agents/agents.ts'
import { fault, returnPathLength, told, type DeliveryParts } from './parts.ts'
import { dueAt } from './queued-message.ts'
import { conclude, headerOctets } from './reports.ts'
import { batchesOf } from './routes.ts'
import { withOutcomes } from './settlement.ts'

/**
 * Attends to a message of the queue: tries the recipients whose time has come, and writes down what came of it.
 *
 * @returns when there is more to be done for it, if there is
 * @throws never
 */
export async function attend(id: string, parts: DeliveryParts): Promise<number | undefined> {
  const { queue, ending, schedule, surroundings } = parts
  const later = (): number => surroundings.clock.now() + schedule().retryInterval
  const before = queue.get(id)?.message
  try {
    const goodbyes = await tryDue(id, parts)
    if (!ending.aborted) await finish(id, parts)
    await Promise.all(goodbyes)
    const left = queue.get(id)
    // Where nothing could be done, what is due would be due again at once.
    return left && (left.isBehind || left.message === before ? later() : dueAt(left.message))
  } catch (cause) {
    fault('delivery-fault', { id, cause }, parts)
    return later()
  }
}

/** Tries the recipients whose time has come. @returns what settles when servers have been taken leave of */
async function tryDue(id: string, parts: DeliveryParts): Promise<readonly Promise<void>[]> {
  const { queue, way, ask, surroundings } = parts
  const entry = queue.get(id)
  if (!entry) return []
  const { message, octets } = entry
  const carried = { message, read: () => octets.read(returnPathLength(message, parts)) }
  const due = ask['delivery.due-recipients'](message, surroundings.clock.now())
  // One after the other: what is written builds on what was written before.
  let turn = Promise.resolve()
  const attempted = await Promise.all(
    batchesOf(due, way).map(async (batch) => {
      const one = await attempt(batch, carried, parts)
      turn = turn.then(() => settle(id, one, parts))
      await turn
      return one
    }),
  )
  return attempted.map(({ goodbye }) => goodbye ?? Promise.resolve())
}

/** Writes down what came of an attempt; what cannot be written is kept in mind at least. */
async function settle(id: string, { outcomes, copies }: Attempted, parts: DeliveryParts): Promise<void> {
  const { queue } = parts
  const before = queue.get(id)?.message
  if (!before || outcomes.size === 0) return
  try {
    await queue.write({ message: withOutcomes(before, outcomes, parts), ...(copies && { copies }) })
    told(id, outcomes, parts)
  } catch (cause) {
    fault('store-fault', { id, cause }, parts)
    // The copies are not there, then. What another server has taken stays taken.
    const instead = copies ? new Map([...outcomes.keys()].map((one) => [one, wentWrong])) : outcomes
    queue.note(withOutcomes(before, instead, parts))
    told(id, instead, parts)
  }
}

/** Deals with failures, and with what could not be written before. */
async function finish(id: string, parts: DeliveryParts): Promise<void> {
  const { queue, onQueued } = parts
  const entry = queue.get(id)
  if (!entry) return
  const { message, octets } = entry
  const from = returnPathLength(message, parts)
  const concluded = await conclude(message, () => octets.read(from, from + headerOctets), parts)
  if (concluded.message === message && !entry.isBehind) return
  try {
    await queue.write(concluded)
    if (concluded.report) onQueued(concluded.report.message)
  } catch (cause) {
    fault('store-fault', { id, cause }, parts)
    queue.note(message)
  }
}
