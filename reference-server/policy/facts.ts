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
  /** The port the client came to, as the policy numbers ports: 25, 465, 587. */
  readonly port: number
  /** The peer address as text; IPv4-mapped IPv6 counts as IPv4. */
  readonly address: string
  readonly now: Instant
  /** When the session was greeted. */
  readonly startedAt: Instant
  /** Whether the POP-before-SMTP window of this address was open then. */
  readonly windowAtStart: boolean
  /** The account authenticated by AUTH in this session. */
  readonly account?: string
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
}

/** A message being taken. */
export interface MessageFacts extends SenderFacts {
  readonly recipients: number
}

/** A login that worked, over any mailbox protocol. */
export interface LoginFacts {
  readonly protocol: 'pop3' | 'imap'
  readonly address: string
  readonly account: string
  readonly at: Instant
}

/** What the engine remembers from one session to the next, by peer address for the most part. */
export interface Memory {
  /** The last login that counts for POP before SMTP. */
  readonly logins: Map<string, Instant>
  /** When the messages that count for the rate were taken, oldest first. */
  readonly messages: Map<string, Instant[]>
  readonly greylist: GreylistMemory
}

/** What the grey list remembers, each under a key of its own. */
export interface GreylistMemory {
  /** When an attempt was first made. */
  readonly attempts: Map<string, Instant>
  /** When mail of a sender, and of a mail server, passed last. */
  readonly senders: Map<string, Instant>
  readonly servers: Map<string, Instant>
}

export const emptyMemory = (): Memory => ({
  logins: new Map(),
  messages: new Map(),
  greylist: { attempts: new Map(), senders: new Map(), servers: new Map() },
})

/** What the product's own files say, read. */
export interface ProductFiles {
  readonly bypass: Bypass
  /** Host name → address, from the hosts file; lower case. */
  readonly hosts: ReadonlyMap<string, string>
  /** Host names on address lists → the addresses they stand for at the moment. */
  readonly names: ReadonlyMap<string, readonly string[]>
}

/** Who need not authenticate on the submission port. */
export interface Bypass {
  /** Whoever announces a reverse-path in a hosted domain. */
  readonly localSenders: boolean
}

export const noFiles: ProductFiles = { bypass: { localSenders: false }, hosts: new Map(), names: new Map() }
