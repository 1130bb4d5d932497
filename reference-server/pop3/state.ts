import type { Exchange } from '../sasl/mechanisms.ts'
import type { Maildrop } from './maildrop.ts'
import type { Pop3Seams } from './seams.ts'
import type { SessionContext } from '../mailbox-session/context.ts'
import type { MailboxSessionHost } from '../mailbox-session/session-host.ts'
import type { Pieces } from '../mailbox-session/protocol.ts'

/** What a POP3 session needs from its server. */
export interface Pop3Host extends MailboxSessionHost {
  readonly ask: Pop3Seams
}

/** The state of a session (RFC 1939 §3), with the data of that state. */
export type State =
  | { readonly at: 'authorization'; readonly user?: string }
  /** Within AUTH: the next line is a response, not a command. */
  | { readonly at: 'exchange'; readonly exchange: Exchange }
  /** STLS was granted; what arrives before the handshake is not a command. */
  | { readonly at: 'securing' }
  | { readonly at: 'transaction'; readonly account: string; readonly maildrop: Maildrop }
  /** QUIT was answered; UPDATE is done and the connection is to end. */
  | { readonly at: 'closing' }
  /** The connection is gone. */
  | { readonly at: 'closed' }

export type StateName = State['at']
export type StateAt<Name extends StateName> = Extract<State, { readonly at: Name }>

/** What commands may use besides their argument and the state. */
export interface Context extends SessionContext {
  readonly host: Pop3Host
  /** The challenge in the greeting, which APOP answers. */
  readonly challenge: string
}

/** What comes of a line: octets for the client, and the state it leads to when that is another one. */
export interface Outcome {
  readonly reply: Buffer
  /** The rest of a multi-line reply, made as the client takes it. */
  readonly rest?: Pieces
  readonly next?: State
}
