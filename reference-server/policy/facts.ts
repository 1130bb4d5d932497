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

/**
 * One session, greeting to close. Its protocol creates it; rules and look-ups keep notes under it, which end with it.
 */
export interface SessionKey {
  readonly startedAt: Instant
}

/** What is known of a connection of any protocol. */
export interface ConnectionFacts {
  readonly session: SessionKey
  readonly protocol: 'smtp' | 'pop3' | 'imap'
  /** The peer address as text; IPv4-mapped IPv6 counts as IPv4. */
  readonly address: string
  readonly now: Instant
}

/** What is known of an SMTP session at any moment. */
export interface SessionFacts extends ConnectionFacts {
  readonly protocol: 'smtp'
  /** The port the client came to, as the policy numbers ports: 25, 465, 587. */
  readonly port: number
  /** The name the client last greeted by. */
  readonly hello?: string | undefined
  /** The account authenticated by AUTH in this session. */
  readonly account?: string | undefined
  /** True from a failed AUTH until one succeeds. */
  readonly authFailed: boolean
}

/** A reverse-path being announced. Null is the null reverse-path <>. */
export interface SenderFacts extends SessionFacts {
  readonly reversePath: Path | null
}

/** A recipient being offered. */
export interface RecipientFacts extends SenderFacts {
  readonly forwardPath: Path
  /** How many recipients the transaction has already. */
  readonly others: number
}

/** A message that has arrived and is about to be accepted. */
export interface MessageFacts extends SenderFacts {
  readonly recipients: number
}

/** A mailbox login whose credentials are right; it succeeds unless a rule denies it. */
export interface LoginFacts extends ConnectionFacts {
  readonly protocol: 'pop3' | 'imap'
  readonly account: string
}

/** The phases at which the engine is asked, with the facts of each. */
export interface Phases {
  /** A client has connected and awaits its greeting. */
  readonly connect: ConnectionFacts
  readonly mail: SenderFacts
  readonly rcpt: RecipientFacts
  readonly message: MessageFacts
  /** A command of SMTP has been answered by a reply of 4yz or 5yz, which has not been sent yet. */
  readonly 'command-failed': SessionFacts
  readonly login: LoginFacts
  /** A connection has ended: nothing is left to decide, but rules may learn it. */
  readonly end: ConnectionFacts
}

export type Phase = keyof Phases

/** What the product's own files say, read. */
export interface ProductFiles {
  readonly bypass: Bypass
  /** Host name → address, from the hosts file; lower case. */
  readonly hosts: ReadonlyMap<string, string>
  /** Senders of the kill file, each in its one spelling. */
  readonly kill: ReadonlySet<string>
}

/** Who need not authenticate on the submission port. */
export interface Bypass {
  /** Everybody with a reverse-path in a hosted domain. */
  readonly localSenders: boolean
}

export const noFiles: ProductFiles = { bypass: { localSenders: false }, hosts: new Map(), kill: new Set() }
