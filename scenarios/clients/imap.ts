import type { Moment } from '../evidence/evidence.ts'
import { HarnessFault } from '../evidence/faults.ts'
import type { SessionTap } from '../evidence/recorder.ts'
import type { Address } from './address.ts'
import type { Capabilities } from './capabilities.ts'
import { connect, gone } from './connection.ts'
import { commandPieces, quoted } from './imap-command.ts'
import { bodyIn, capabilitiesIn, mailboxIn } from './imap-data.ts'
import { readGreeting, readReply, readResponse, type ImapReply, type ImapResponse } from './imap-response.ts'
import { mannerly } from './manners.ts'
import { provesBySasl, type Mechanism } from './sasl.ts'
import { limitsOf, type SessionOptions } from './session-options.ts'
import { ProtocolSession, type Handshaking } from './protocol-session.ts'

export interface ImapCredentials {
  readonly login: string
  readonly password: string
  /** The identity asked for, over PLAIN. */
  readonly actsAs?: string
  /** The mechanism of AUTHENTICATE; without one it is the command LOGIN. */
  readonly by?: Mechanism
}

/**
 * What came back to one command, a lost connection included: that is a BYE, and `said` tells why nothing came. `line`
 * is the index of the last line in the session's record.
 */
export interface ImapAnswer extends ImapReply {
  readonly line: number
  readonly when: Moment
  readonly lost?: true
  /** True when the server ended the connection. */
  readonly closed?: true
}

/** One IMAP session (RFC 9051, 3501, 2177, 4959). Tags are a1, a2, … */
export class ImapSession extends ProtocolSession<ImapAnswer> {
  /** What was asked for in the last response, octet for octet. */
  #challenge = ''
  #capabilities: Capabilities | undefined
  #commands = 0

  /** Reads the greeting; `openImap` has done so. */
  async hearsGreeting(since: number): Promise<ImapAnswer> {
    const answer = this.#answer(since, await readGreeting(this.connection, this.deadlines.greeting))
    this.#capabilities = capabilitiesIn(answer)
    return this.isGreeted(answer)
  }

  /**
   * Sends one command, tag and CRLF added, and reads its answer: the tagged response, or a `+`, after which
   * `continues` goes on.
   *
   * @throws HarnessFault for a command with a line end in it
   */
  async says(command: string): Promise<ImapAnswer> {
    if (/[\r\n]/.test(command))
      throw new HarnessFault(`${this.id}: a line end within a line, use sendsOctets`)
    this.#commands += 1
    return this.#sends(`${this.#tag} ${command}`, `response to ${verbOf(command)}`)
  }

  /** Goes on with a command that the server wants more of: a literal and what follows it, DONE, a SASL response. */
  async continues(octets: string): Promise<ImapAnswer> {
    return this.#sends(octets, 'response')
  }

  /** Reads one response nobody asked for, as a server sends them while the client idles; undefined once it is lost. */
  async hearsUntagged(within = this.deadlines.reply): Promise<ImapResponse | undefined> {
    return readResponse(this.connection, 'untagged response', within)
  }

  /** Logs in; the password appears nowhere in the record. The answer is that of the step that decided. */
  async logsIn(credentials: ImapCredentials): Promise<ImapAnswer> {
    return mannerly(this.manners.imapLogin, this, credentials, (said) => this.#logsIn(said))
  }

  async #logsIn(credentials: ImapCredentials): Promise<ImapAnswer> {
    const { login, password, by } = credentials
    this.connection.tap.masks(password, quoted(password).slice(1, -1))
    const answer = await (by ? this.#authenticates(by, credentials) : this.#logsInPlainly(login, password))
    this.#capabilities = capabilitiesIn(answer)
    return answer
  }

  /** STARTTLS and, if it is agreed to, the handshake; what the server can do is then unknown. */
  async startsTls({ versions }: Pick<Handshaking, 'versions'> = {}): Promise<ImapAnswer> {
    const answer = await this.says('STARTTLS')
    if (answer.status !== 'OK') return answer
    this.#capabilities = undefined
    const lost = await this.connection.upgrade(versions)
    return lost === undefined ? answer : { ...answer, status: 'BYE', said: lost.why, ...gone(lost) }
  }

  /** CAPABILITY: `AUTH=PLAIN` is `AUTH` with `['PLAIN']`. */
  async asksCapabilities(): Promise<ImapAnswer & { capabilities: Capabilities }> {
    const answer = await this.says('CAPABILITY')
    const capabilities = capabilitiesIn(answer) ?? new Map<string, readonly string[]>()
    this.#capabilities = capabilities
    return { ...answer, capabilities }
  }

  /** SELECT: how many messages there are, and the epoch of their UIDs; absent when the answer does not say. */
  async selects(mailbox: string): Promise<ImapAnswer & { messages?: number; uidValidity?: number }> {
    const answer = await this.says(`SELECT ${quoted(mailbox)}`)
    return { ...answer, ...mailboxIn(answer) }
  }

  /** FETCH of a whole message by sequence number, without marking it as seen: octet for octet (latin1). */
  async fetches(number: number): Promise<ImapAnswer & { message?: string }> {
    const answer = await this.says(`FETCH ${number} BODY.PEEK[]`)
    const message = bodyIn(answer, number)
    return message === undefined ? answer : { ...answer, message }
  }

  /** IDLE: answered by `+` when the server agrees. `hearsUntagged` reads what it says meanwhile. */
  async idles(): Promise<ImapAnswer> {
    return this.says('IDLE')
  }

  /** DONE, the end of idling; the answer has what came meanwhile and was not read. */
  async stopsIdling(): Promise<ImapAnswer> {
    return this.continues('DONE')
  }

  /** LOGOUT; waits for the server to close, as it has to. */
  async quits(): Promise<ImapAnswer> {
    return this.leaves('LOGOUT')
  }

  get #tag(): string {
    return `a${this.#commands}`
  }

  async #logsInPlainly(login: string, password: string): Promise<ImapAnswer> {
    const [command, ...rest] = commandPieces('LOGIN', [login, password])
    let answer = await this.says(command)
    for (const piece of rest) if (answer.status === '+') answer = await this.continues(piece)
    return answer
  }

  async #authenticates(
    mechanism: Mechanism,
    { login, password, actsAs }: ImapCredentials,
  ): Promise<ImapAnswer> {
    const known = this.#capabilities ?? (await this.asksCapabilities()).capabilities
    const exchange = { mechanism, login, password, actsAs, atOnce: known.has('SASL-IR') }
    return provesBySasl(exchange, {
      starts: (initial) => this.says(['AUTHENTICATE', mechanism, ...(initial ? [initial] : [])].join(' ')),
      responds: (line) => this.continues(line),
      challengeIn: ({ status }) => (status === '+' ? this.#challenge : undefined),
      masks: (response) => this.connection.tap.masks(response),
    })
  }

  async #sends(octets: string, awaited: string): Promise<ImapAnswer> {
    const since = this.now()
    this.sendsOctets(`${octets}\r\n`)
    const limits = { within: this.deadlines.reply, afterBye: this.deadlines.close }
    return this.#answer(since, await readReply(this.connection, this.#tag, awaited, limits))
  }

  #answer(since: number, reply: ImapReply | undefined): ImapAnswer {
    const where = { line: this.connection.tap.last, when: { notBefore: since, notAfter: this.now() } }
    if (reply !== undefined) {
      this.#challenge = reply.said.slice(2)
      const said = this.connection.tap.hides(reply.said)
      return { ...reply, said, ...where, ...(reply.status === 'BYE' && { closed: true }) }
    }
    const { lost = { lost: true, why: 'the connection was lost' } } = this.connection
    return { status: 'BYE', said: lost.why, untagged: [], ...gone(lost), ...where }
  }
}

/** Opens a session and reads the greeting; a server that cannot be reached is a lost greeting. */
export async function openImap(
  address: Address,
  tap: SessionTap,
  options: SessionOptions,
): Promise<ImapSession> {
  const { deadlines } = limitsOf(options)
  const since = options.now()
  const connection = await connect(address, tap, options)
  const session = new ImapSession(connection, options.now, deadlines, options.manners)
  await session.hearsGreeting(since)
  return session
}

const verbOf = (command: string) => command.trim().split(/\s/, 1)[0]?.toUpperCase() || 'an empty command'
