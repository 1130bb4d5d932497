/** Whether a message is visible to a session that may have marked it deleted. */
const isInSight = ({ marked }: { readonly marked: boolean }): boolean => !marked

/** How a message stands in a listing (RFC 1939 §5, LIST). */
const scanListing = (number: number, octets: number): string => `${number} ${octets}`

/** The questions of the POP3 service that a saboteur may answer. */
export const pop3Seams = { 'pop3.is-in-sight': isInSight, 'pop3.scan-listing': scanListing } as const

export type Pop3Seams = typeof pop3Seams
