import type { MailboxSessionHost } from '../mailbox-session/session-host.ts'
import { buildSessionFixture, type SessionClient, type SessionFixture } from '../mailbox-session/testing.ts'
import { imapSeams } from './seams.ts'
import { createImapSession } from './session.ts'

// Sessions without a socket, for the tests of this folder.

/** A server with alice and bob, whose IMAP sessions are spoken to in text. */
export interface Fixture extends SessionFixture {
  /** Opens a session that is logged in as alice. */
  readonly openAsAlice: (host?: Partial<MailboxSessionHost>) => Promise<SessionClient>
  /** The same, with INBOX selected. */
  readonly openInbox: (host?: Partial<MailboxSessionHost>) => Promise<SessionClient>
}

/** Builds a server around these messages for alice. */
export function buildFixture(...messages: readonly string[]): Fixture {
  const fixture = buildSessionFixture((host) => createImapSession({ ...host, ask: imapSeams }), messages)
  const openAsAlice = async (own: Partial<MailboxSessionHost> = {}) => {
    const client = fixture.open(own)
    const said = await client.says('l LOGIN alice "open sesame"')
    if (!said.startsWith('l OK')) throw new Error(`expected alice to log in, saw ${said}`)
    return client
  }
  const openInbox = async (own: Partial<MailboxSessionHost> = {}) => {
    const client = await openAsAlice(own)
    const said = await client.says('s SELECT INBOX')
    if (!said.includes('s OK')) throw new Error(`expected INBOX to be selected, saw ${said}`)
    return client
  }
  return { ...fixture, openAsAlice, openInbox }
}
