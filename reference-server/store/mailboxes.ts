/** A message at rest: octets with CRLF line ends, and the number that names it for as long as it exists. */
export interface StoredMessage {
  /** Grows within a mailbox and is never given twice. */
  readonly uid: number
  readonly receivedAt: number
  readonly octets: Buffer
}

/** One account's INBOX. */
export interface Mailbox {
  readonly uidValidity: number
  messages(): readonly StoredMessage[]
  append(octets: Buffer, receivedAt: number): StoredMessage
  remove(uids: readonly number[]): void
  /** Takes the lock a POP3 session holds (RFC 1939 §8); undefined while another holds it. */
  lock(): { release(): void } | undefined
}

/** All mailboxes, by account address in lower case. */
export interface Mailboxes {
  of(account: string): Mailbox
}
