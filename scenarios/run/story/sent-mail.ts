import { fieldsOf, isNamed } from '../../evidence/letter.ts'
import { divided } from '../../letters/kept-message.ts'

/** A message that a client of the story handed over, or tried to. */
export interface SentMail {
  /** As the field has it, brackets included. */
  readonly messageId: string
  /** In the target's own names. */
  readonly from: string
  readonly to: readonly string[]
  /** The message, latin1: what passed over the wire, without the dots that were doubled and the last one. */
  readonly octets: string
  /** Every address by which the server may know the client. */
  readonly addresses: readonly string[]
}

/** The Message-ID of a message, brackets included. */
export const messageIdOf = (octets: string): string | undefined =>
  fieldsOf(divided(octets).header).find((field) => isNamed(field, 'Message-ID'))?.value

/** Tells whether the body of a message is the one it was sent with; of what nobody here sent, nobody knows another. */
export function isIntact(sent: readonly SentMail[], octets: string): boolean {
  const id = messageIdOf(octets)
  // A session too long to be kept gives several messages one id.
  const own = sent.filter(({ messageId }) => messageId === id)
  return own.length === 0 || own.some((mail) => bodyOf(mail.octets) === bodyOf(octets))
}

/** Empty lines at the end come and go on the way. */
const bodyOf = (octets: string): string => divided(octets).body.replaceAll('\r\n', '\n').trimEnd()
