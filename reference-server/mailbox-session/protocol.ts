import type { CheckedLogin } from '../sasl/logins.ts'
import type { SentCredentials } from '../sasl/mechanisms.ts'
import type { Duration } from '../surroundings/clock.ts'

/** The state of a session as far as its connection is concerned. */
export type Standing =
  | 'open'
  /** TLS was granted; what arrives before the handshake is not a command. */
  | 'securing'
  /** The last reply was sent and the connection is to end. */
  | 'ending'
  /** The connection is gone. */
  | 'closed'

/**
 * Why a client gets a last reply: a rule denies it service, it was idle for too long, it failed to log in too often, or
 * the server is shutting down.
 */
export type Farewell = 'noService' | 'autologout' | 'failedLogins' | 'shutDown'

/** What comes one after the other; undefined is a place to give way at. */
export type Pieces = Iterable<Buffer | undefined> | AsyncIterable<Buffer | undefined>

/** The protocol-specific part of a session. */
export interface Protocol {
  readonly name: 'pop3' | 'imap'
  /** How long a client may be idle. */
  readonly autologoutAfter: Duration
  greeting(): Buffer
  standing(): Standing
  /** Takes octets as they came. */
  push(chunk: Buffer): void
  /**
   * Answers the next thing that came whole, piece by piece as the client takes them; undefined until there is one. In
   * place of a piece, undefined is a place to give way at.
   */
  answerNext(): Promise<Pieces> | undefined
  /** What to tell the client unasked; undefined if nothing may be told now. */
  unasked(): Promise<Buffer> | undefined
  /** The last word to a client that is not in the middle of an answer; no octets where none is allowed. */
  farewell(why: Farewell): Buffer
  /** Starts again under TLS; what arrived before TLS is forgotten. */
  secured(): void
  /** Releases what it holds and stops; a second call only changes the state. */
  end(standing: 'ending' | 'closed'): void
}

/** What a protocol may ask its session to do. */
export interface SessionLine {
  /** Reports that there may be something to tell unasked. */
  readonly hasNews: () => void
  /** Checks a login. One that had to wait and failed ends its session. */
  readonly checks: (sent: SentCredentials) => Promise<CheckedLogin>
  /**
   * Tells whether a login with right credentials succeeds: not if a rule denies it, or if the client has gone
   * meanwhile.
   */
  readonly admits: (account: string) => Promise<boolean>
  /** Whether the server is shutting down, so that an answer must stop where the last reply can be sent. */
  readonly isLeaving: () => boolean
}
