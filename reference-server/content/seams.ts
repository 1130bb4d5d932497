import { hopsSeams } from './steps/hops.ts'

/** The questions of the content steps that a saboteur may answer. */
export const contentSeams = { ...hopsSeams } as const

export type ContentSeams = typeof contentSeams
