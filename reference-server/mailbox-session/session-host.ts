import type { Engine } from '../policy/engine.ts'
import type { Logins } from '../sasl/logins.ts'
import type { ComparedLogin } from '../sasl/seams.ts'
import type { Accounts } from '../store/account.ts'
import type { Clock } from '../surroundings/clock.ts'
import type { Log } from '../surroundings/log.ts'
import type { MailboxMoment } from './seams.ts'

/** What a POP3 or IMAP session needs from its server. */
export interface MailboxSessionHost {
  /** The name the greeting gives. */
  readonly hostname: string
  /** The peer address as text. */
  readonly peerAddress: string
  /** Whether TLS was there before the greeting. */
  readonly secure: boolean
  readonly clock: Clock
  readonly log: Log
  /** Unpredictable octets, for challenges. */
  readonly random: (octets: number) => Buffer
  /** Whether authentication is permitted on such a connection. */
  readonly mayLogIn: (connection: { readonly secure: boolean }) => boolean
  readonly credentials: Logins
  readonly accounts: Accounts
  /** Whether compared credentials are accepted: the seam `login.accepts`. */
  readonly accepts: (login: ComparedLogin) => boolean
  /** Whether the rules hear of a moment as a login: the seam `mailbox.is-login`. */
  readonly isLogin: (moment: MailboxMoment) => boolean
  /** `available`: STLS and STARTTLS can be given. False where there is no certificate, and under implicit TLS. */
  readonly tls: { readonly available: boolean }
  /** Asks the rules about a new client, and about a login with right credentials, before the client gets the reply. */
  readonly engine: Pick<Engine, 'decide' | 'policy'>
  /** Writes to a client unasked: in IDLE, and the last reply before `hangUp`. */
  readonly say: (octets: Buffer) => void
  /**
   * Drops the connection after the last reply: the client was idle for the autologout time, or the server is shutting
   * down.
   */
  readonly hangUp: () => void
}

/** What the owner of the socket must do, in this order. */
export type MailboxEffect =
  | { readonly effect: 'write'; readonly octets: Buffer }
  /** Begin the TLS handshake after what was written, then call `secured()`. */
  | { readonly effect: 'start-tls' }
  /** End the connection after what was written. */
  | { readonly effect: 'close' }

/**
 * One connection of POP3 or IMAP: octets in, effects out. Commands are answered strictly in order.
 *
 * ```ts
 * for (const effect of await session.greeting()) await perform(effect)
 * for await (const chunk of socket) for await (const effect of session.receive(chunk)) await perform(effect)
 * session.closed()
 * ```
 */
export interface MailboxSession {
  /** The first effects, at once unless rules look something up; the autologout timer starts here. */
  greeting(): readonly MailboxEffect[] | Promise<readonly MailboxEffect[]>
  /**
   * Takes octets as they came. Effects follow as the commands among them are answered: whoever is slow to take
   * them slows the session down, so a client that does not read costs no memory. Octets handed in while an earlier
   * call still runs are answered by that one.
   *
   * @throws never
   */
  receive(chunk: Buffer): AsyncIterable<MailboxEffect>
  /** Reports that the handshake begun by `start-tls` is done: the session starts again, without a greeting. */
  secured(): void
  /**
   * Reports that the connection is gone, however it ended. What the session held is released, and nothing is removed.
   */
  closed(): void
  /** Reports that the server is shutting down: the client is told if possible, and disconnected. */
  shutDown(): void
}
