/** Whether a message is in sight of the session that may have marked it as deleted. */
const isInSight = ({ marked }: { readonly marked: boolean }): boolean => !marked

/** The questions of the POP3 service that a saboteur may answer. */
export const pop3Seams = { 'pop3.is-in-sight': isInSight } as const

export type Pop3Seams = typeof pop3Seams
