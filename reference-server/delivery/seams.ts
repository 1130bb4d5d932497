import { relayHost } from './relay-host.ts'
import { isReportedOn } from './reports.ts'
import { routeOf } from './routes.ts'
import { nextAttempt } from './schedule.ts'
import { dueRecipients } from './settlement.ts'

/** The questions of delivery that a saboteur may answer. */
export const deliverySeams = {
  'delivery.relay-host': relayHost,
  'delivery.route': routeOf,
  'delivery.due-recipients': dueRecipients,
  'delivery.next-attempt': nextAttempt,
  'delivery.is-reported-on': isReportedOn,
} as const

export type DeliverySeams = typeof deliverySeams
