import { hopsSeams } from './steps/hops.ts'
import { messageSizeSeams } from './steps/message-size.ts'

/** The questions of the content steps that a saboteur may answer. */
export const contentSeams = { ...messageSizeSeams, ...hopsSeams } as const

export type ContentSeams = typeof contentSeams
