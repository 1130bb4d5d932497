import type { LoginFacts } from '../policy/facts.ts'
import { createCredentials } from '../sasl/credentials.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import { createMemoryMailboxes } from '../store/memory.ts'
import type { LogEntry } from '../surroundings/log.ts'
import { createVirtualClock, type VirtualClock } from '../surroundings/virtual-clock.ts'
import type { Pop3Effect, Pop3Host, Pop3Session } from './session-host.ts'
import { createPop3Session } from './session.ts'

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
  readonly open: (host?: Partial<Pop3Host>) => Client
  /** The same, logged in as alice. */
  readonly openAsAlice: (host?: Partial<Pop3Host>) => Promise<Client>
}

/** The other end of a session. */
interface Client {
  readonly session: Pop3Session
  readonly greeting: string
  /** Sends lines, each with its CRLF, and gives what is written back; `<start-tls>` and `<close>` are effects. */
  readonly says: (...lines: string[]) => Promise<string>
  readonly sendsOctets: (octets: Buffer) => Promise<string>
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
  const usual: Omit<Pop3Host, 'hangUp'> = {
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
  const open = (own: Partial<Pop3Host> = {}): Client => {
    const host = { ...usual, ...own }
    const session = createPop3Session({ hangUp: () => hungUp.push(host.peerAddress), ...host })
    const greeting = session.greeting().toString('latin1')
    const sendsOctets = (octets: Buffer) => written(session.receive(octets))
    return { session, greeting, sendsOctets, says: (...lines) => sendsOctets(crlf(lines)) }
  }
  const openAsAlice = async (own: Partial<Pop3Host> = {}) => {
    const client = open(own)
    const said = await client.says('USER alice', 'PASS open sesame')
    if (!said.includes('+OK maildrop')) throw new Error(`expected alice to log in, saw ${said}`)
    return client
  }
  return { clock, alices, logins, entries, hungUp, open, openAsAlice }
}

/** What effects come to, as text of one character an octet. */
export async function written(effects: AsyncIterable<Pop3Effect>): Promise<string> {
  let text = ''
  for await (const one of effects) {
    text += one.effect === 'write' ? one.octets.toString('latin1') : `<${one.effect}>`
  }
  return text
}

/** Lines with a CRLF after each. */
export const crlf = (lines: readonly string[]): Buffer =>
  Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf8')
