import type { Receipt, SessionRecord, SmtpCommand } from './evidence.ts'

/** A server around the one under test, played by us. */
export interface PeerSpec {
  readonly protocol: 'smtp'
  /** 25 unless said otherwise. */
  readonly port?: number
  /** Foreign domains that DNS says it takes mail for. */
  readonly mxOf?: readonly string[]
  /** The extensions it lists besides AUTH and STARTTLS, in place of the usual ones: `SIZE 1000`. */
  readonly offers?: readonly string[]
  /** AUTH PLAIN and LOGIN, with any name and password; required, it takes no mail without. Absent, there is no AUTH. */
  readonly auth?: 'offered' | 'required'
  /** STARTTLS; required, it takes no mail without. Implicit, TLS comes first of all. Absent, there is no TLS. */
  readonly tls?: 'offered' | 'required' | 'implicit'
  /** What it does differently from the start. */
  readonly behaves?: readonly Behaviour[]
}

/** The commands at which a peer may behave differently. */
export interface Occasion {
  /**
   * `CONNECT` is a new connection, `HELO` stands for EHLO too, `MESSAGE` is the end of the message. A command that
   * peers do not know is named by its verb: `XCANARY`.
   */
  readonly at: Exclude<SmtpCommand, 'QUIT'> | `X${string}`
  /** Only where the command names this: the recipient of RCPT, the reverse-path of MAIL, the user of AUTH. */
  readonly of?: string
  /** So many times; without it until the peer `accepts`. */
  readonly times?: number
}

/** What a peer does where it would otherwise consent. */
export type Behaviour =
  | CommandBehaviour
  /** Nobody listens at its address any more: open connections end, and new ones are refused. */
  | { readonly does: 'leaves' }

/** What a peer that is there does at a command. */
export type CommandBehaviour =
  /** Answers so: `550 5.7.1 no`. A reply of another class than 2 or 3 is no consent. */
  | (Occasion & { readonly does: 'answers'; readonly saying: string })
  /** Closes the connection without a word. */
  | (Occasion & { readonly does: 'drops' })
  /** Answers only after so many milliseconds of the story's clock. */
  | (Occasion & { readonly does: 'delays'; readonly by: number })

/** A command that a peer was given, whatever it answered. */
export interface PeerCommand {
  /** `smarthost#1` */
  readonly session: string
  readonly at: SmtpCommand
  /** What it named: a path without brackets, the name of EHLO, the user of AUTH. */
  readonly of?: string
  readonly withinTls: boolean
  /** The basic code of the answer; absent when the connection was dropped instead. */
  readonly code?: number
}

/** What a peer said and saw. In its sessions C is the server under test. */
export interface PeerRecord {
  readonly sessions: readonly SessionRecord[]
  readonly commands: readonly PeerCommand[]
  /** The messages it took. */
  readonly receipts: readonly Receipt[]
}
