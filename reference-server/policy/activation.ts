import type { Policy } from './document/document.ts'

/**
 * The policy in force between a change and the next restart of the service: everything new except the address lists,
 * if the product reads them only when it starts.
 *
 * @see imail.access.restart-needed and the relay list of the same manual
 */
export const listsInForce = (current: Policy, next: Policy): Policy =>
  next.admin.changeActivation === 'service-restart'
    ? {
        ...next,
        relay: { ...next.relay, trusted: current.relay.trusted },
        access: { ...next.access, exceptions: current.access.exceptions },
      }
    : next

export const activationSeams = { 'lists.in-force': listsInForce } as const
