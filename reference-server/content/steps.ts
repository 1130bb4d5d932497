import type { Step } from './step.ts'
import { hops } from './steps/hops.ts'
import { messageSize } from './steps/message-size.ts'

/** A message passes the steps in this order. The first that says no settles it. */
export const steps: readonly Step[] = [messageSize, hops]
