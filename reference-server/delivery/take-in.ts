import { unlessFull, type Problem } from '../store/problem.ts'
import { StoreFull } from '../store/store.ts'
import { allThere } from '../policy/once-there.ts'
import type { Attempted } from './agents/agent.ts'
import { attempt } from './agents/agents.ts'
import { fault, returnPathLength, type DeliveryParts } from './parts.ts'
import { isOpen, type NewMessage } from './queued-message.ts'
import { conclude } from './reports.ts'
import { batchesOf } from './routes.ts'
import { withOutcomes } from './settlement.ts'

/**
 * Takes a message into this server's care. Those who have a mailbox here are tried first, and one transaction writes
 * their copies together with the record of what is left to be done; where nothing is, there is no record.
 *
 * @returns a problem when nothing of the message was taken
 */
export async function takeIn(
  { message, octets }: NewMessage,
  parts: DeliveryParts,
): Promise<Problem | undefined> {
  const { queue, way, onQueued } = parts
  const read = () => Promise.resolve(octets.subarray(returnPathLength(message, parts)))
  const here = batchesOf(message.recipients.filter(isOpen), way).filter(({ route }) => route.to !== 'hop')
  const attempting = allThere<Attempted>(here.map((batch) => attempt(batch, { message, read }, parts)))
  const attempted = attempting instanceof Promise ? await attempting : attempting
  const copies = attempted.flatMap((one) => one.copies ?? [])
  const tried = attempted.reduce((before, { outcomes }) => withOutcomes(before, outcomes, parts), message)
  const concluding = conclude(tried, read, parts)
  const concluded = concluding instanceof Promise ? await concluding : concluding
  try {
    await queue.write({ ...concluded, octets, copies })
    if (concluded.report) onQueued(concluded.report.message)
  } catch (cause) {
    if (cause instanceof StoreFull) return { problem: 'no-space' }
    if (copies.length === 0) throw cause
    // Each mailbox is tried separately, so that one failure does not affect the others.
    fault('store-fault', { id: message.id, cause }, parts)
    const problem = await unlessFull(queue.write({ message, octets }))
    if (problem) return problem
  }
  const queued = queue.get(message.id)
  if (queued) onQueued(queued.message)
  return undefined
}
