import type { MailboxSessionHost } from '../mailbox-session/session-host.ts'
import { buildSessionFixture, type SessionClient, type SessionFixture } from '../mailbox-session/testing.ts'
import { pop3Seams } from './seams.ts'
import { createPop3Session } from './session.ts'

// Sessions without a socket, for the tests of this folder.

/** A server with alice and bob, whose POP3 sessions are spoken to in text. */
export interface Fixture extends SessionFixture {
  /** Opens a session that is logged in as alice. */
  readonly openAsAlice: (host?: Partial<MailboxSessionHost>) => Promise<SessionClient>
}

/** Builds a server around these messages for alice. */
export function buildFixture(...messages: readonly string[]): Fixture {
  const fixture = buildSessionFixture((host) => createPop3Session({ ...host, ask: pop3Seams }), messages)
  const openAsAlice = async (own: Partial<MailboxSessionHost> = {}) => {
    const client = fixture.open(own)
    const said = await client.says('USER alice', 'PASS open sesame')
    if (!said.includes('+OK maildrop')) throw new Error(`expected alice to log in, saw ${said}`)
    return client
  }
  return { ...fixture, openAsAlice }
}
