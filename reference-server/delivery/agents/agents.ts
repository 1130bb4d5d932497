import type { Batch } from '../routes.ts'
import { everyone, type Agent, type Attempted, type Carried } from './agent.ts'

/** An agent for each way there is. */
export interface Agents {
  readonly mailbox: Agent<'mailbox'>
  readonly hop: Agent<'hop'>
  readonly nowhere: Agent<'nowhere'>
}

/** Answers for those to whom there is no way. */
export const nowhere: Agent<'nowhere'> = async ({ status, text }, recipients) => ({
  outcomes: everyone(recipients, { outcome: 'failed', status, text }),
})

/** Has the agent of their way try to reach recipients. */
export function attempt({ route, recipients }: Batch, carried: Carried, agents: Agents): Promise<Attempted> {
  switch (route.to) {
    case 'mailbox':
      return agents.mailbox(route, recipients, carried)
    case 'hop':
      return agents.hop(route, recipients, carried)
    case 'nowhere':
      return agents.nowhere(route, recipients, carried)
  }
}
