import type { Socket } from 'node:net'
import { createImapSession } from '../imap/session.ts'
import type { ImapHost } from '../imap/state.ts'
import type { MailboxSession } from '../mailbox-session/session-host.ts'
import { createPop3Session } from '../pop3/session.ts'
import type { Pop3Host } from '../pop3/state.ts'
import { holdConversation } from './conversation.ts'
import type { AtShutDown } from './goodbyes.ts'
import type { Tls } from './tls.ts'

/** What POP3 and IMAP sessions need from the server; the rest belongs to their connection. */
export type MailboxHost = Omit<SessionHost, 'peerAddress' | 'secure' | 'hangUp' | 'say' | 'tls'>

type SessionHost = Pop3Host & ImapHost

/** A connection of a mailbox protocol. */
export interface MailboxConnection {
  readonly host: MailboxHost
  readonly peerAddress: string
  /** Whether TLS is spoken already. */
  readonly secure: boolean
  /** The TLS that STLS and STARTTLS give. */
  readonly tls?: Tls | undefined
  /** Takes the session's goodbye: POP3's last `-ERR`, IMAP's BYE. */
  readonly atShutDown: AtShutDown
}

/** Speaks a mailbox protocol over a socket until one side ends it. */
type Serve = (socket: Socket, connection: MailboxConnection) => Promise<void>

const serving =
  (createSession: (host: SessionHost) => MailboxSession): Serve =>
  (socket, { host, peerAddress, secure, tls, atShutDown }) =>
    holdConversation(socket, tls, ({ write, end }) => {
      const session = createSession({
        ...host,
        peerAddress,
        secure,
        tls: { available: tls !== undefined },
        say: write,
        hangUp: end,
      })
      atShutDown(() => session.shutDown())
      return session
    })

export const servePop3: Serve = serving(createPop3Session)
export const serveImap: Serve = serving(createImapSession)
