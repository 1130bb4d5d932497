import type { Context, Outcome, State } from './state.ts'

/** What a client sent, and where the session stood. */
export interface Heard {
  /** A character for each octet. */
  readonly line: string
  readonly is: 'line' | 'too-long'
  readonly state: State
  readonly context: Context
}

/** The first words to a client. */
const greeting = (due: string): string => due

/** What is taken for the octets that came at once. */
const octetsHeard = (sent: Buffer): Buffer => sent

/** What is taken for the line that a client sent. */
const lineHeard = (sent: string): string => sent

/** What is answered to what was heard. */
const answered = (due: Outcome, _heard: Heard): Outcome | Promise<Outcome> => due

/** Whether what the client sent in the clear behind STLS is still there after the handshake. */
const keepsClearText = (): boolean => false

/** Whether a message is visible to a session that may have marked it deleted. */
const isInSight = ({ marked }: { readonly marked: boolean }): boolean => !marked

/** How a message stands in a listing (RFC 1939 §5, LIST). */
const scanListing = (number: number, octets: number): string => `${number} ${octets}`

/** The unique-id of a message (RFC 1939 §7, UIDL). */
const uniqueId = ({ uidValidity, uid }: Numbered): string => `${uidValidity}.${uid}`

/** A message of a maildrop by its numbers. */
export interface Numbered {
  readonly uidValidity: number
  readonly uid: number
  /** In the session. */
  readonly number: number
}

/** How long a client may be idle. RFC 1939 §3: ten minutes at least. */
const autologoutAfter = (): number => 10 * 60_000

/** The questions of the POP3 service that a saboteur may answer. */
export const pop3Seams = {
  'pop3.greeting': greeting,
  'pop3.octets-heard': octetsHeard,
  'pop3.line-heard': lineHeard,
  'pop3.answered': answered,
  'pop3.keeps-clear-text': keepsClearText,
  'pop3.is-in-sight': isInSight,
  'pop3.scan-listing': scanListing,
  'pop3.unique-id': uniqueId,
  'pop3.autologout-after': autologoutAfter,
} as const

export type Pop3Seams = typeof pop3Seams
