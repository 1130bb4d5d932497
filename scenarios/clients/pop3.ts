import type { Moment } from '../evidence/evidence.ts'
import { HarnessFault } from '../evidence/faults.ts'
import type { SessionTap } from '../evidence/recorder.ts'
import type { Address } from './address.ts'
import { parseCapabilities, type Capabilities } from './capabilities.ts'
import { connect, gone } from './connection.ts'
import { mannerly } from './manners.ts'
import { apopDigest, provesBySasl, type Mechanism } from './sasl.ts'
import { limitsOf, type SessionOptions } from './session-options.ts'
import { readResponse, type Pop3Response } from './pop3-response.ts'
import { ProtocolSession, type Handshaking } from './protocol-session.ts'

export interface Pop3Credentials {
  readonly login: string
  readonly password: string
  /** The identity asked for, over PLAIN. */
  readonly actsAs?: string
  /** USER and PASS, unless said otherwise; PASS alone counts on a USER before it, a mechanism is one of AUTH. */
  readonly by?: 'USER' | 'PASS' | 'APOP' | Mechanism
  /** Whether the first response of a mechanism waits for a challenge. */
  readonly waits?: boolean
}

/**
 * What came back to one command, a lost connection included: `said` then tells why nothing came. `line` is the index
 * of the last line in the session's record.
 */
export interface Pop3Answer extends Pop3Response {
  readonly line: number
  readonly when: Moment
  readonly lost?: true
  /** True when the server ended the connection. */
  readonly closed?: true
}

/** One POP3 session (RFC 1939, 2449, 2595, 5034). */
export class Pop3Session extends ProtocolSession<Pop3Answer> {
  /** What was asked for in the last response, octet for octet. */
  #challenge = ''

  /** Reads the greeting; `openPop3` has done so. */
  async hearsGreeting(since: number): Promise<Pop3Answer> {
    return this.isGreeted(await this.#hears('greeting', { within: this.deadlines.greeting, since }))
  }

  /**
   * Sends one line, CRLF added, and reads the response.
   *
   * @param multiline true where +OK is followed by lines up to a lone dot
   * @throws HarnessFault for a line with a line end in it
   */
  async says(line: string, { multiline = false } = {}): Promise<Pop3Answer> {
    if (/[\r\n]/.test(line)) throw new HarnessFault(`${this.id}: a line end within a line, use sendsOctets`)
    const since = this.now()
    this.sendsOctets(`${line}\r\n`)
    const verb = line.trim().split(/\s/, 1)[0]?.toUpperCase() || 'an empty line'
    return this.#hears(`response to ${verb}`, { multiline, since })
  }

  /** Reads the next response, to whatever was sent. */
  async hears(awaited = 'response', { multiline = false, since = this.now() } = {}): Promise<Pop3Answer> {
    return this.#hears(awaited, { multiline, since })
  }

  /** Logs in; the password appears nowhere in the record. The answer is that of the step that decided. */
  async logsIn(credentials: Pop3Credentials): Promise<Pop3Answer> {
    return mannerly(this.manners.pop3Login, this, credentials, (said) => this.#logsIn(said))
  }

  async #logsIn(credentials: Pop3Credentials): Promise<Pop3Answer> {
    const { login, password, by = 'USER' } = credentials
    this.connection.tap.masks(password)
    if (by === 'APOP') return this.#saysDigest(login, password)
    if (by !== 'USER' && by !== 'PASS') return this.#authenticates(by, credentials)
    const user = by === 'USER' ? await this.says(`USER ${login}`) : undefined
    return user?.ok === false ? user : this.says(`PASS ${password}`)
  }

  /**
   * STLS and, if it is agreed to, the handshake.
   */
  async startsTls({ injected = '', versions }: Handshaking = {}): Promise<Pop3Answer> {
    const since = this.now()
    this.sendsOctets(`STLS\r\n${injected}`)
    const answer = await this.#hears('response to STLS', { since })
    if (!answer.ok) return answer
    const lost = await this.connection.upgrade(versions)
    return lost === undefined ? answer : { ...answer, ok: false, said: lost.why, ...gone(lost) }
  }

  /** CAPA. */
  async asksCapabilities(): Promise<Pop3Answer & { capabilities: Capabilities }> {
    const answer = await this.says('CAPA', { multiline: true })
    return { ...answer, capabilities: parseCapabilities(answer.lines ?? []) }
  }

  /** STAT: how many messages, how many octets; absent when the answer has no such numbers. */
  async counts(): Promise<Pop3Answer & { messages?: number; octets?: number }> {
    const answer = await this.says('STAT')
    const found = /^\+OK (\d+) (\d+)/.exec(answer.said)
    return found ? { ...answer, messages: Number(found[1]), octets: Number(found[2]) } : answer
  }

  /** LIST of all messages: number and octets. */
  async lists(): Promise<Pop3Answer & { sizes: ReadonlyMap<number, number> }> {
    const answer = await this.says('LIST', { multiline: true })
    return { ...answer, sizes: new Map(rowsOf(answer).map(([number, octets]) => [number, Number(octets)])) }
  }

  /** UIDL of all messages: number and unique id. */
  async listsIds(): Promise<Pop3Answer & { ids: ReadonlyMap<number, string> }> {
    const answer = await this.says('UIDL', { multiline: true })
    return { ...answer, ids: new Map(rowsOf(answer)) }
  }

  /** RETR: the message octet for octet (latin1), dot-unstuffed. */
  async retrieves(number: number): Promise<Pop3Answer & { message?: string }> {
    const answer = await this.says(`RETR ${number}`, { multiline: true })
    return answer.lines === undefined ? answer : { ...answer, message: answer.lines.join('') }
  }

  async deletes(number: number): Promise<Pop3Answer> {
    return this.says(`DELE ${number}`)
  }

  /** QUIT; waits for the server to close, as it has to. */
  async quits(): Promise<Pop3Answer> {
    return this.leaves('QUIT')
  }

  /** If the greeting has no timestamp, only the password is digested. */
  async #saysDigest(login: string, password: string): Promise<Pop3Answer> {
    const timestamp = /<[^<>]*>/.exec(this.greeting.said)?.[0] ?? ''
    const digest = apopDigest(timestamp, password)
    this.connection.tap.masks(digest)
    return this.says(`APOP ${login} ${digest}`)
  }

  async #authenticates(
    mechanism: Mechanism,
    { login, password, actsAs, waits = false }: Pop3Credentials,
  ): Promise<Pop3Answer> {
    return provesBySasl(
      { mechanism, login, password, actsAs, atOnce: !waits },
      {
        starts: (initial) => this.says(['AUTH', mechanism, ...(initial ? [initial] : [])].join(' ')),
        responds: async (line) => {
          const since = this.now()
          this.sendsOctets(`${line}\r\n`)
          return this.#hears('response', { since })
        },
        challengeIn: ({ said }) => (/^\+(?: |$)/.test(said) ? this.#challenge : undefined),
        masks: (response) => this.connection.tap.masks(response),
      },
    )
  }

  async #hears(
    awaited: string,
    how: { multiline?: boolean; within?: number; since: number },
  ): Promise<Pop3Answer> {
    const { multiline = false, within = this.deadlines.reply, since } = how
    const response = await readResponse(this.connection, { awaited, multiline, within })
    if (response === undefined) return this.#lost(since)
    this.#challenge = response.said.slice(2)
    return { ...response, said: this.connection.tap.hides(response.said), ...this.#where(since) }
  }

  #lost(since: number): Pop3Answer {
    const { lost = { lost: true, why: 'the connection was lost' } } = this.connection
    return { ok: false, said: lost.why, ...gone(lost), ...this.#where(since) }
  }

  #where(since: number) {
    return { line: this.connection.tap.last, when: { notBefore: since, notAfter: this.now() } }
  }
}

/** Opens a session and reads the greeting; a server that cannot be reached is a lost greeting. */
export async function openPop3(
  address: Address,
  tap: SessionTap,
  options: SessionOptions,
): Promise<Pop3Session> {
  const { deadlines } = limitsOf(options)
  const since = options.now()
  const connection = await connect(address, tap, options)
  const session = new Pop3Session(connection, options.now, deadlines, options.manners)
  await session.hearsGreeting(since)
  return session
}

/** The lines of LIST and UIDL: a number, and what the server says about that message. */
const rowsOf = ({ lines = [] }: Pop3Answer): (readonly [number, string])[] =>
  lines.map((line) => {
    const [number, said = ''] = line.trim().split(/\s+/)
    return [Number(number), said]
  })
