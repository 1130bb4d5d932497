/** The questions of the content steps that a saboteur may answer. */
export const contentSeams = {} as const

export type ContentSeams = typeof contentSeams
