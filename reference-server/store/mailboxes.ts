/** A message at rest: octets with CRLF line ends, and the number that names it for as long as it exists. */
export interface StoredMessage {
  /** Grows within a mailbox and is never given twice. */
  readonly uid: number
  readonly receivedAt: number
  readonly octets: Buffer
  /** IMAP's flags as they were when this was given: `\\Seen`. */
  readonly flags: ReadonlySet<string>
}

/** Somebody who is told of changes. */
interface Watch {
  stop(): void
}

/** The right to a maildrop, held by one POP3 session. */
export interface MaildropLock {
  /** Gives it back; a second call changes nothing, whoever holds the lock by then. */
  release(): void
}

/** One account's INBOX. */
export interface Mailbox {
  /** The epoch of the UIDs: two messages with the same UIDVALIDITY and UID are the same message. */
  readonly uidValidity: number
  /** Greater than every UID given so far. */
  readonly uidNext: number
  /** Messages from this UID on were not yet taken as recent (RFC 3501 §2.3.2). */
  readonly recentFrom: number
  /** What is there now, oldest first. A later `append` or `remove` does not change what was returned. */
  messages(): readonly StoredMessage[]
  /** The octets are the mailbox's own from here on: the caller no longer writes to them. 0x80 stands for each NUL. */
  append(octets: Buffer, receivedAt: number): StoredMessage
  /** Unknown UIDs are passed over: another session may have been quicker. */
  remove(uids: readonly number[]): void
  /** Gives the message as it is now; undefined when it is gone. */
  setFlags(uid: number, flags: ReadonlySet<string>): StoredMessage | undefined
  /** Gives `recentFrom`; what is there now is recent to nobody else. */
  takeRecent(): number
  /** Calls `onChange` after every append, removal and change of flags. */
  watch(onChange: () => void): Watch
  /** Takes the lock a POP3 session holds (RFC 1939 §8); undefined while another holds it. It stops no append. */
  lock(): MaildropLock | undefined
}

/** All mailboxes, by account address; letter case is ignored. */
export interface Mailboxes {
  of(account: string): Mailbox
}
