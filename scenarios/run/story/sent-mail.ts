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
