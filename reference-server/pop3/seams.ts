/** Whether a message is visible to a session that may have marked it deleted. */
const isInSight = ({ marked }: { readonly marked: boolean }): boolean => !marked

/** The questions of the POP3 service that a saboteur may answer. */
export const pop3Seams = { 'pop3.is-in-sight': isInSight } as const

export type Pop3Seams = typeof pop3Seams
