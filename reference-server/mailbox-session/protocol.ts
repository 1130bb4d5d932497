import type { CheckedLogin } from '../sasl/logins.ts'
import type { SentCredentials } from '../sasl/mechanisms.ts'
import type { Duration } from '../surroundings/clock.ts'

/** Where a session stands, as far as its connection is concerned. */
export type Standing =
  | 'open'
  /** TLS was granted; what comes before the handshake is no command. */
  | 'securing'
  /** The last word was said and the connection is to end. */
  | 'ending'
  /** The connection is gone. */
  | 'closed'

/**
 * Why a client hears a last word: a rule has no service for it, it asked nothing for too long, its failed logins are too
 * many, or the server ends.
 */
export type Farewell = 'noService' | 'autologout' | 'failedLogins' | 'shutDown'

/** What comes one after the other; undefined is a place to give way at. */
export type Pieces = Iterable<Buffer | undefined> | AsyncIterable<Buffer | undefined>

/** What a session does in the words of its protocol. */
export interface Protocol {
  readonly name: 'pop3' | 'imap'
  /** How long a client may ask nothing. */
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
  /** What the client is to hear now without having asked; undefined where it is not to. */
  unasked(): Promise<Buffer> | undefined
  /** The last word to a client that is not in the middle of an answer; no octets where none is allowed. */
  farewell(why: Farewell): Buffer
  /** Begins anew under TLS; what came in the clear is forgotten. */
  secured(): void
  /** Gives up what it holds, and goes no further; a second call changes the standing alone. */
  end(standing: 'ending' | 'closed'): void
}

/** What a protocol may ask of the session it is spoken in. */
export interface SessionLine {
  /** Says that there may be something to say unasked. */
  readonly hasNews: () => void
  /** Checks a login. One that had to wait and failed is the last of its session. */
  readonly checks: (sent: SentCredentials) => Promise<CheckedLogin>
  /** Tells whether a login that has worked is one: not where a rule denies it, or the client has gone meanwhile. */
  readonly admits: (account: string) => Promise<boolean>
  /** Whether the server ends, so that an answer is to stop where another word can be said. */
  readonly isLeaving: () => boolean
}
