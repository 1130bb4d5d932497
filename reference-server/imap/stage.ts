import type { LoginFacts } from '../policy/facts.ts'
import { createCredentials } from '../sasl/credentials.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import { createMemoryMailboxes } from '../store/memory.ts'
import type { LogEntry } from '../surroundings/log.ts'
import { createVirtualClock, type VirtualClock } from '../surroundings/virtual-clock.ts'
import type { ImapEffect, ImapHost, ImapSession } from './session-host.ts'
import { createImapSession } from './session.ts'

// Sessions without a socket, for the tests of this folder.

/** A server with alice and bob, whose sessions are spoken to in text. */
export interface Stage {
  readonly clock: VirtualClock
  readonly alices: Mailbox
  readonly logins: LoginFacts[]
  readonly entries: LogEntry[]
  /** Peer addresses of the sessions that were hung up. */
  readonly hungUp: string[]
  /** Opens a greeted session; `host` overrides what the server gives it. */
  readonly open: (host?: Partial<ImapHost>) => Client
  /** The same, logged in as alice. */
  readonly openAsAlice: (host?: Partial<ImapHost>) => Promise<Client>
  /** The same, with INBOX selected. */
  readonly openInbox: (host?: Partial<ImapHost>) => Promise<Client>
}

/** The other end of a session. */
interface Client {
  readonly session: ImapSession
  /** Sends lines, each with its CRLF, and gives what is written back; `<start-tls>` and `<close>` are effects. */
  readonly says: (...lines: string[]) => Promise<string>
  readonly sendsOctets: (octets: Buffer) => Promise<string>
  /** What was written without being asked, since it was last asked for. */
  readonly hears: () => string
}

/** Builds a server around these messages for alice. */
export function buildStage(...messages: readonly string[]): Stage {
  const clock = createVirtualClock()
  const mailboxes = createMemoryMailboxes({ clock })
  const alices = mailboxes.of('alice@local.test')
  for (const text of messages) alices.append(Buffer.from(text, 'latin1'), clock.now())
  const logins: LoginFacts[] = []
  const entries: LogEntry[] = []
  const hungUp: string[] = []
  const usual: Omit<ImapHost, 'hangUp' | 'say'> = {
    hostname: 'mail.local.test',
    peerAddress: '192.0.2.20',
    clock,
    random: (octets) => Buffer.alloc(octets, 5),
    mailboxes,
    credentials: createCredentials({
      accounts: { 'alice@local.test': { password: 'open sesame' }, 'bob@local.test': { password: 'tea' } },
      domains: ['local.test'],
      random: (octets) => Buffer.alloc(octets, 7),
    }),
    accepts: ({ matches }) => matches,
    secure: false,
    mayLogIn: () => true,
    tls: { available: true },
    onLogin: (login) => logins.push(login),
    log: (entry) => entries.push(entry),
  }
  const open = (own: Partial<ImapHost> = {}): Client => {
    const host = { ...usual, ...own }
    let said = ''
    const session = createImapSession({
      say: (octets) => void (said += octets.toString('latin1')),
      hangUp: () => hungUp.push(host.peerAddress),
      ...host,
    })
    session.greeting()
    const sendsOctets = (octets: Buffer) => written(session.receive(octets))
    const hears = () => {
      const heard = said
      said = ''
      return heard
    }
    return { session, hears, sendsOctets, says: (...lines) => sendsOctets(crlf(lines)) }
  }
  const openAsAlice = async (own: Partial<ImapHost> = {}) => {
    const client = open(own)
    const said = await client.says('l LOGIN alice "open sesame"')
    if (!said.startsWith('l OK')) throw new Error(`expected alice to log in, saw ${said}`)
    return client
  }
  const openInbox = async (own: Partial<ImapHost> = {}) => {
    const client = await openAsAlice(own)
    const said = await client.says('s SELECT INBOX')
    if (!said.includes('s OK')) throw new Error(`expected INBOX to be selected, saw ${said}`)
    return client
  }
  return { clock, alices, logins, entries, hungUp, open, openAsAlice, openInbox }
}

/** What effects come to, as text of one character an octet. */
async function written(effects: AsyncIterable<ImapEffect>): Promise<string> {
  let text = ''
  for await (const one of effects) {
    text += one.effect === 'write' ? one.octets.toString('latin1') : `<${one.effect}>`
  }
  return text
}

/** Lines with a CRLF after each. */
export const crlf = (lines: readonly string[]): Buffer =>
  Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf8')
