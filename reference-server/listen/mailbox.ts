import type { Socket } from 'node:net'
import type { ImapHost } from '../imap/session-host.ts'
import { createImapSession } from '../imap/session.ts'
import type { Pop3Host } from '../pop3/session-host.ts'
import { createPop3Session } from '../pop3/session.ts'
import { holdConversation } from './conversation.ts'
import type { AtShutDown } from './goodbyes.ts'
import type { Tls } from './tls.ts'

/** What the sessions of POP3 and IMAP need of the server; the rest is their connection's. */
export type MailboxHost = Omit<Pop3Host & ImapHost, 'peerAddress' | 'secure' | 'hangUp' | 'say' | 'tls'>

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

/** Speaks POP3 over a socket until one side ends it. */
export const servePop3 = (
  socket: Socket,
  { host, peerAddress, secure, tls }: MailboxConnection,
): Promise<void> =>
  holdConversation(socket, tls, ({ drop }) =>
    createPop3Session({ ...host, peerAddress, secure, tls: { available: tls !== undefined }, hangUp: drop }),
  )

/** Speaks IMAP over a socket until one side ends it. */
export const serveImap = (
  socket: Socket,
  { host, peerAddress, secure, tls }: MailboxConnection,
): Promise<void> =>
  holdConversation(socket, tls, ({ write, end }) =>
    createImapSession({
      ...host,
      peerAddress,
      secure,
      tls: { available: tls !== undefined },
      say: write,
      hangUp: end,
    }),
  )
