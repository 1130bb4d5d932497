import { relayHost } from './relay-host.ts'

/** The questions of delivery that a saboteur may answer. */
export const deliverySeams = { 'delivery.relay-host': relayHost } as const

export type DeliverySeams = typeof deliverySeams
