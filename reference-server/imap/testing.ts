import { DatabaseSync } from 'node:sqlite'
import type { MailboxSessionHost } from '../mailbox-session/session-host.ts'
import { buildSessionFixture, type SessionClient, type SessionFixture } from '../mailbox-session/testing.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { imapSeams } from './seams.ts'
import { createImapSession } from './session.ts'

/** The stores there are, by name. */
export const stores: readonly (readonly [string, () => Store])[] = [
  ['memory', () => createMemoryStore()],
  ['SQLite', () => createSqliteStore(new DatabaseSync(':memory:'))],
]

// Sessions without a socket, for the tests of this folder.

/** A server with alice and bob, whose IMAP sessions are spoken to in text. */
export interface Fixture extends SessionFixture {
  /** Opens a session that is logged in as alice. */
  readonly openAsAlice: (host?: Partial<MailboxSessionHost>) => Promise<SessionClient>
  /** The same, with INBOX selected. */
  readonly openInbox: (host?: Partial<MailboxSessionHost>) => Promise<SessionClient>
}

/** Builds a server around these messages for alice. */
export const buildFixture = (...messages: readonly string[]): Fixture =>
  buildFixtureIn(createMemoryStore(), ...messages)

const createSession = (host: MailboxSessionHost) => createImapSession({ ...host, ask: imapSeams })

/** The same, with the mail in a store. */
export function buildFixtureIn(store: Store, ...messages: readonly string[]): Fixture {
  const fixture = buildSessionFixture(createSession, messages, store)
  const openAsAlice = async (own: Partial<MailboxSessionHost> = {}) => {
    // What was appended before is there.
    await fixture.alices.messages()
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
