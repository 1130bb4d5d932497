import type { LoginFacts } from '../policy/facts.ts'
import type { Rule } from '../policy/rule.ts'
import { engineOf } from '../policy/testing.ts'
import { createCredentials } from '../sasl/credentials.ts'
import type { Accounts } from '../store/account.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { accountsIn, openInbox, type Inbox } from '../store/testing.ts'
import type { LogEntry } from '../surroundings/log.ts'
import { createVirtualClock, type VirtualClock } from '../surroundings/virtual-clock.ts'
import type { MailboxEffect, MailboxSession, MailboxSessionHost } from './session-host.ts'

// Sessions without a socket, for the tests of both protocols.

/** A server with alice and bob, whose sessions are spoken to in text. */
export interface SessionFixture {
  readonly clock: VirtualClock
  readonly accounts: Accounts
  readonly alices: Inbox
  readonly logins: LoginFacts[]
  readonly entries: LogEntry[]
  /** Peer addresses of the sessions that were hung up. */
  readonly hungUp: string[]
  /** Opens a session that is not greeted yet. */
  readonly opens: (host?: Partial<MailboxSessionHost>) => MailboxSession
  /** Opens a greeted session; `host` overrides what the server gives it. */
  readonly open: (host?: Partial<MailboxSessionHost>) => SessionClient
}

/** The other end of a session. */
export interface SessionClient {
  readonly session: MailboxSession
  readonly greeting: string
  /** Sends lines, each with its CRLF, and gives what is written back; `<start-tls>` and `<close>` are effects. */
  readonly says: (...lines: string[]) => Promise<string>
  readonly sendsOctets: (octets: Buffer) => Promise<string>
  /** What was written without being asked, since it was last asked for. */
  readonly hears: () => Promise<string>
}

/** Builds a server around these messages for alice. */
export function buildSessionFixture(
  createSession: (host: MailboxSessionHost) => MailboxSession,
  messages: readonly string[],
  store = createMemoryStore(),
): SessionFixture {
  const clock = createVirtualClock()
  const accounts = accountsIn(store, clock)
  const alices = openInbox(accounts.of('alice@local.test'))
  for (const text of messages) void alices.append(text, clock.now())
  const logins: LoginFacts[] = []
  const notes: Rule = { name: 'notes', seams: {}, learns: { login: (login) => logins.push(login) } }
  const entries: LogEntry[] = []
  const hungUp: string[] = []
  const usual: Omit<MailboxSessionHost, 'hangUp' | 'say'> = {
    hostname: 'mail.local.test',
    peerAddress: '192.0.2.20',
    clock,
    random: (octets) => Buffer.alloc(octets, 5),
    accounts,
    credentials: createCredentials({
      accounts: { 'alice@local.test': { password: 'open sesame' }, 'bob@local.test': { password: 'tea' } },
      domains: ['local.test'],
      random: (octets) => Buffer.alloc(octets, 7),
    }),
    accepts: ({ matches, mayAct }) => matches && mayAct,
    isLogin: ({ what }) => what === 'login',
    secure: false,
    mayLogIn: () => true,
    tls: { available: true },
    engine: engineOf('kerio', {}, { rules: [notes] }),
    log: (entry) => entries.push(entry),
  }
  const opens = (
    own: Partial<MailboxSessionHost> = {},
    say = (_octets: Buffer): void => {},
  ): MailboxSession => {
    const host = { ...usual, ...own }
    return createSession({ say, hangUp: () => hungUp.push(host.peerAddress), ...host })
  }
  const open = (own: Partial<MailboxSessionHost> = {}): SessionClient => {
    let said = ''
    const session = opens(own, (octets) => void (said += octets.toString('latin1')))
    const first = session.greeting()
    if (first instanceof Promise) throw new Error('expected a greeting at once, saw a promise')
    const greeting = first.map(inText).join('')
    const sendsOctets = (octets: Buffer) => written(session.receive(octets))
    const hears = async () => {
      await clock.idle()
      const heard = said
      said = ''
      return heard
    }
    return { session, greeting, hears, sendsOctets, says: (...lines) => sendsOctets(crlf(lines)) }
  }
  return { clock, accounts, alices, logins, entries, hungUp, opens, open }
}

/** What effects come to, as text of one character an octet. */
export async function written(effects: AsyncIterable<MailboxEffect>): Promise<string> {
  let text = ''
  for await (const one of effects) text += inText(one)
  return text
}

const inText = (one: MailboxEffect): string =>
  one.effect === 'write' ? one.octets.toString('latin1') : `<${one.effect}>`

/** Lines with a CRLF after each. */
export const crlf = (lines: readonly string[]): Buffer =>
  Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf8')

/** How many turns others have at the process until something has settled. */
export async function turnsOfOthers(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const take = (): void => {
    if (isOver) return
    turns += 1
    setImmediate(take)
  }
  setImmediate(take)
  await work
  isOver = true
  return turns
}
