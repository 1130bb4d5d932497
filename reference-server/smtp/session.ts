import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Examine } from '../content/content.ts'
import type { MailItem, SmtpOrigin } from '../message/mail-item.ts'
import type { Engine } from '../policy/engine.ts'
import type { Path, SessionFacts, SessionKey } from '../policy/facts.ts'
import type { Logins } from '../sasl/logins.ts'
import type { ComparedLogin } from '../sasl/seams.ts'
import type { Problem } from '../store/problem.ts'
import type { Space } from '../store/bounded-store.ts'
import type { Clock } from '../surroundings/clock.ts'
import type { Log } from '../surroundings/log.ts'
import type { Room } from './octet-blocks.ts'
import type { Replies } from './replies.ts'
import type { Reply } from './reply.ts'
import type { SmtpSeams } from './seams.ts'

/** What an SMTP service needs from its server. */
export interface SmtpHost {
  /** The port of the service, as the policy numbers ports: 25, 465, 587. */
  readonly port: number
  readonly hostname: string
  readonly engine: Engine
  readonly ask: SmtpSeams
  readonly credentials: Logins
  /** Whether authentication is permitted on such a connection. */
  readonly mayLogIn: (connection: { readonly secure: boolean }) => boolean
  /** Whether compared credentials are accepted: the seam `login.accepts`. */
  readonly accepts: (login: ComparedLogin) => boolean
  readonly clock: Clock
  readonly log: Log
  readonly random: (octets: number) => Buffer
  readonly replies: Replies
  /** The largest message there is memory for, in octets as transmitted. */
  readonly maxMessageOctets: number
  /** The largest message that the policy lets in; Infinity where it sets no limit. */
  readonly largestMessage: () => number
  /** What the unfinished messages of all connections share: one that does not fit is deferred. */
  readonly room: Room
  /** What is left for mail that has arrived. */
  readonly space: Space
  /** Does the handshake of STARTTLS, and ends the socket where it fails; undefined where there is no TLS. */
  readonly startTls?: ((socket: Socket) => Promise<TLSSocket>) | undefined
  /** Examines a message before it is accepted; one that is refused or deferred stays with its client. */
  readonly examine: Examine
  /** Takes responsibility for a message, after which the client gets 250; not if there is a problem. */
  readonly accept: (item: MailItem) => Problem | undefined | Promise<Problem | undefined>
}

/** The position of a session in the order of commands (RFC 5321 §4.1.4). */
export type SmtpState =
  | { readonly at: 'connected' }
  | { readonly at: 'greeted' }
  | { readonly at: 'mail'; readonly reversePath: Path | null }
  | {
      readonly at: 'rcpt'
      readonly reversePath: Path | null
      readonly forwardPaths: readonly [Path, ...Path[]]
    }

/** What stays from one mail transaction to the next. */
export interface Standing {
  readonly address: string
  /** The address the client came to. */
  readonly ownAddress: string
  readonly session: SessionKey
  readonly secure: boolean
  readonly hello?: SmtpOrigin['hello']
  readonly account?: string | undefined
  /** True from a failed AUTH until one succeeds. */
  readonly authFailed: boolean
}

/** All that a command may look at. */
export interface Session {
  readonly host: SmtpHost
  readonly standing: Standing
  readonly state: SmtpState
}

/** The states a command is legal in. */
export type StateAt<At extends SmtpState['at']> = Extract<SmtpState, { readonly at: At }>

/** What a command answers, and its effects. */
export interface Answer {
  readonly reply: Reply
  readonly state?: SmtpState
  readonly standing?: Partial<Standing>
  /** What the connection does after the reply. */
  readonly after?: 'close' | 'read-message' | 'start-tls'
  /** Receives the next line instead of a command. */
  readonly nextLine?: (line: string, session: Session) => Answer | Promise<Answer>
}

/** The facts the engine is asked with. */
export const factsOf = ({ host, standing }: Session): SessionFacts => ({
  session: standing.session,
  protocol: 'smtp',
  port: host.port,
  address: standing.address,
  now: host.clock.now(),
  authFailed: standing.authFailed,
  hello: standing.hello?.name,
  account: standing.account,
})

/** The largest message taken at the moment, in octets as transmitted. */
export const largestTaken = ({ largestMessage, maxMessageOctets }: SmtpHost): number =>
  Math.min(largestMessage(), maxMessageOctets)

/**
 * Whether AUTH is offered: only where it counts, and within TLS where that is needed.
 *
 * @see kerio.relay.smtp-auth-off
 */
export const offersAuth = (session: Session): boolean =>
  session.host.engine.offersAuth(session.host.port) && mayLogIn(session)

/** Whether authentication is permitted on this connection. */
export const mayLogIn = ({ host, standing }: Session): boolean => host.mayLogIn(standing)

/** Whether STARTTLS is offered in this session. */
export const offersStartTls = ({ host, standing }: Session): boolean =>
  host.startTls !== undefined && host.ask['tls.may-begin'](standing)
