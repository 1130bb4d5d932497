import type { Policy } from './document/document.ts'

/**
 * The policy that acts between a change and the next restart of the service: everything new, but the address lists,
 * where the product reads them at its start only.
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
