import { relayHost } from './relay-host.ts'
import { failureReport } from './report.ts'
import { isReportedOn } from './reports.ts'
import { returnPathField } from './return-path.ts'
import { routeOf } from './routes.ts'
import { nextAttempt, scheduleOf } from './schedule.ts'
import { dueRecipients } from './settlement.ts'

/** The questions of delivery that a saboteur may answer. */
export const deliverySeams = {
  'delivery.relay-host': relayHost,
  'delivery.route': routeOf,
  'delivery.due-recipients': dueRecipients,
  'delivery.schedule': scheduleOf,
  'delivery.next-attempt': nextAttempt,
  'delivery.is-reported-on': isReportedOn,
  'delivery.report': failureReport,
  'delivery.return-path': returnPathField,
} as const

export type DeliverySeams = typeof deliverySeams
