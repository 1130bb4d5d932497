import type { ImapAnswer, ImapCredentials, ImapSession } from './imap.ts'
import type { Pop3Answer, Pop3Credentials, Pop3Session } from './pop3.ts'
import type { ProtocolSession } from './protocol-session.ts'
import type { Credentials, DataAnswer, SmtpSession } from './smtp.ts'
import type { Answer } from './smtp-reply.ts'

/** How a session does one thing it is asked to: `goes` does it as asked, and may be told other words. */
export type Manner<Session, Said, Heard> = (
  session: Session,
  said: Said,
  goes: (said: Said) => Promise<Heard>,
) => Promise<Heard>

/** A path with the parameters that follow it. */
export interface PathSaid {
  readonly path: string | null
  readonly params: readonly string[]
}

/** How a session ends: `goes` says QUIT or LOGOUT. */
export type Leaving = <Heard>(session: ProtocolSession<Heard>, goes: () => Promise<Heard>) => Promise<Heard>

/** How the sessions of a client behave beyond what they are asked to do. An absent manner is to do just that. */
export interface Manners {
  /** EHLO by a name. */
  readonly greets?: Manner<SmtpSession, string, Answer> | undefined
  readonly mail?: Manner<SmtpSession, PathSaid, Answer> | undefined
  readonly rcpt?: Manner<SmtpSession, PathSaid, Answer> | undefined
  readonly data?: Manner<SmtpSession, string | Buffer, DataAnswer> | undefined
  readonly auth?: Manner<SmtpSession, Credentials, Answer> | undefined
  readonly pop3Login?: Manner<Pop3Session, Pop3Credentials, Pop3Answer> | undefined
  readonly imapLogin?: Manner<ImapSession, ImapCredentials, ImapAnswer> | undefined
  readonly leaves?: Leaving | undefined
}

/** Does one thing by a manner, or as asked where there is none. */
export const mannerly = <Session, Said, Heard>(
  manner: Manner<Session, Said, Heard> | undefined,
  session: Session,
  said: Said,
  goes: (said: Said) => Promise<Heard>,
): Promise<Heard> => (manner ? manner(session, said, goes) : goes(said))
