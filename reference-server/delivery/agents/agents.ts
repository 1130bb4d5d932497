import type { Outcome } from '../queued-message.ts'
import { fault, type DeliveryParts } from '../parts.ts'
import type { Batch } from '../routes.ts'
import { everyone, type Agent, type Attempted, type Carried } from './agent.ts'

/** An agent for each way there is. */
export interface Agents {
  readonly mailbox: Agent<'mailbox'>
  readonly hop: Agent<'hop'>
  readonly nowhere: Agent<'nowhere'>
}

/** Answers for recipients without a route. */
export const nowhere: Agent<'nowhere'> = ({ status, text }, recipients) => ({
  outcomes: everyone(recipients, { outcome: 'failed', status, text }),
})

/** What is said of a recipient when the fault is ours. */
export const wentWrong: Outcome = {
  outcome: 'deferred',
  status: '4.3.0',
  text: 'internal error',
}

/**
 * Makes the agent of a route try to reach recipients.
 *
 * @returns no outcomes when the server ended meanwhile
 * @throws never
 */
export function attempt(
  batch: Batch,
  carried: Carried,
  parts: DeliveryParts,
): Attempted | Promise<Attempted> {
  const afterFault = (cause: unknown): Attempted => {
    if (parts.ending.aborted) return { outcomes: new Map() }
    fault('delivery-fault', { id: carried.message.id, cause }, parts)
    return { outcomes: everyone(batch.recipients, wentWrong) }
  }
  try {
    const attempted = attemptBy(parts.agents, batch, carried)
    return attempted instanceof Promise ? attempted.catch(afterFault) : attempted
  } catch (cause) {
    return afterFault(cause)
  }
}

function attemptBy(agents: Agents, { route, recipients }: Batch, carried: Carried) {
  switch (route.to) {
    case 'mailbox':
      return agents.mailbox(route, recipients, carried)
    case 'hop':
      return agents.hop(route, recipients, carried)
    case 'nowhere':
      return agents.nowhere(route, recipients, carried)
  }
}
