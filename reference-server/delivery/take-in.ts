import { allThere, onceThere } from '../policy/once-there.ts'
import { unlessFull, type Problem } from '../store/problem.ts'
import { StoreFull } from '../store/store.ts'
import type { Attempted } from './agents/agent.ts'
import { attempt } from './agents/agents.ts'
import { fault, returnPathLength, type DeliveryParts } from './parts.ts'
import type { Step } from './queue.ts'
import { isOpen, type NewMessage } from './queued-message.ts'
import { conclude, type Concluded } from './reports.ts'
import { batchesOf } from './routes.ts'
import { withOutcomes } from './settlement.ts'

/** A problem when nothing of a message was taken. */
export type Taken = Problem | undefined

/**
 * Takes a message into this server's care. Those who have a mailbox here are tried first, and one transaction writes
 * their copies together with the record of what is left to be done; where nothing is, there is no record.
 */
export function takeIn({ message, octets }: NewMessage, parts: DeliveryParts): Taken | Promise<Taken> {
  const read = () => Promise.resolve(octets.subarray(returnPathLength(message, parts)))
  const here = batchesOf(message.recipients.filter(isOpen), parts.way).filter(
    ({ route }) => route.to !== 'hop',
  )
  const attempting = allThere<Attempted>(here.map((batch) => attempt(batch, { message, read }, parts)))
  return onceThere<readonly Attempted[], Taken>(attempting, (attempted) => {
    const copies = attempted.flatMap((one) => one.copies ?? [])
    const tried = attempted.reduce((before, { outcomes }) => withOutcomes(before, outcomes, parts), message)
    return onceThere<Concluded, Taken>(conclude(tried, read, parts), (concluded) =>
      writeFirst({ ...concluded, octets, copies }, { message, octets }, parts),
    )
  })
}

/** Writes what came of a message, or if that cannot be written, the message as it came. */
function writeFirst(
  step: Step & { readonly octets: Buffer },
  asItCame: NewMessage,
  parts: DeliveryParts,
): Taken | Promise<Taken> {
  const { queue, onQueued } = parts
  const written = (): undefined => {
    if (step.report) onQueued(step.report.message)
    onward(step.message.id, parts)
  }
  const failed = async (cause: unknown): Promise<Taken> => {
    if (cause instanceof StoreFull) return { problem: 'no-space' }
    if (!step.copies?.length) throw cause
    // Each mailbox is tried separately, so that one failure does not affect the others.
    fault('store-fault', { id: step.message.id, cause }, parts)
    const problem = await unlessFull(queue.write(asItCame))
    if (!problem) onward(step.message.id, parts)
    return problem ?? undefined
  }
  const writing = queue.write(step)
  return writing instanceof Promise ? writing.then(written, failed) : written()
}

/** Has what is left to be done attended to. */
function onward(id: string, { queue, onQueued }: DeliveryParts): void {
  const queued = queue.get(id)
  if (queued) onQueued(queued.message)
}
