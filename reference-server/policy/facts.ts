/** Milliseconds since the epoch; a length of time in milliseconds. The engine knows no clock, it is told. */
export type Instant = number
export type Duration = number

/** A reverse-path or forward-path as the engine reads it. The domain is lower case, without a trailing dot. */
export interface Path {
  readonly localPart: string
  readonly domain: string
  /** As the peer wrote it between the angle brackets, without source route. */
  readonly text: string
}

/** What is known of an SMTP session at any moment. */
export interface SessionFacts {
  readonly service: 'mx' | 'submission'
  /** The peer address as text; IPv4-mapped IPv6 counts as IPv4. */
  readonly address: string
  readonly now: Instant
  /** When the session was greeted. */
  readonly startedAt: Instant
  /** The account authenticated by AUTH in this session. */
  readonly account?: string
  /** True from a failed AUTH until one succeeds. */
  readonly authFailed: boolean
}

/** A recipient being offered. `reversePath` null is the null reverse-path <>. */
export interface RecipientFacts extends SessionFacts {
  readonly reversePath: Path | null
  readonly forwardPath: Path
}

/** A login that worked, over any mailbox protocol. */
export interface LoginFacts {
  readonly protocol: 'pop3' | 'imap'
  readonly address: string
  readonly account: string
  readonly at: Instant
}

/** What the engine remembers from one session to the next. */
export interface Memory {
  /** Peer address → the last login from there that counts for POP-before-SMTP. */
  readonly logins: Map<string, Instant>
}
