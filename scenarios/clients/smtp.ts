import type { SmtpCommand } from '../evidence/evidence.ts'
import { HarnessFault } from '../evidence/faults.ts'
import type { SessionTap } from '../evidence/recorder.ts'
import type { Address } from './address.ts'
import { connect } from './connection.ts'
import { stuffed, withCrlf } from './dot-stuffing.ts'
import { parseCapabilities, type Capabilities } from './capabilities.ts'
import { mannerly } from './manners.ts'
import { provesBySasl, type Mechanism } from './sasl.ts'
import { limitsOf, type SessionOptions } from './session-options.ts'
import { isAccepted, readReply, type Answer } from './smtp-reply.ts'
import { ProtocolSession, type Handshaking } from './protocol-session.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
  /** The identity asked for, over PLAIN. */
  readonly actsAs?: string
  /** PLAIN with its initial response, unless said otherwise. */
  readonly mechanism?: Mechanism
  /** Whether the first response waits for a challenge. */
  readonly waits?: boolean
}

/** An answer that also tells which half of DATA it belongs to. */
export type DataAnswer = Answer & { readonly at: Extract<SmtpCommand, 'DATA' | 'MESSAGE'> }

/** One SMTP session: commands go out as they are written, and answers are values, even a lost connection. */
export class SmtpSession extends ProtocolSession<Answer> {
  #capabilities: Capabilities = new Map()
  /** What was asked for in the last reply, octet for octet. */
  #challenge = ''
  #name = ''

  /** The name it last greeted the server by; empty before. */
  get name(): string {
    return this.#name
  }

  /** Keywords of the last EHLO, in capitals, with their parameters as written: `SIZE` → `['10485760']`. */
  get capabilities(): Capabilities {
    return this.#capabilities
  }

  /** Reads the greeting; `openSmtp` has done so. */
  async hearsGreeting(since: number): Promise<Answer> {
    return this.isGreeted(await this.#hears('greeting', this.deadlines.greeting, since))
  }

  /** Sends one line, CRLF added, and reads the reply. @throws HarnessFault for a line with a line end in it */
  async says(line: string, within = this.deadlines.reply): Promise<Answer> {
    if (/[\r\n]/.test(line)) throw new HarnessFault(`${this.id}: a line end within a line, use sendsOctets`)
    const since = this.now()
    this.sendsOctets(`${line}\r\n`)
    const answer = await this.#hears(`reply to ${verbOf(line)}`, within, since)
    const [, name] = /^(?:EHLO|HELO) (\S+)$/i.exec(line) ?? []
    if (name !== undefined && isAccepted(answer)) this.#name = name
    return answer
  }

  /** Reads the next reply, to whatever was sent; it came after `since`, on the target's clock. */
  async hears(awaited = 'reply', since = this.now()): Promise<Answer> {
    return this.#hears(awaited, this.deadlines.reply, since)
  }

  /** The name of a client that greets in words of its own. */
  isCalled(name: string): void {
    this.#name = name
  }

  /** HELO, which lists nothing. */
  async greetsPlainly(name: string): Promise<Answer> {
    this.#name = name
    this.#capabilities = new Map()
    return this.says(`HELO ${name}`)
  }

  /** EHLO, and HELO where EHLO is refused for good. */
  async greets(name: string): Promise<Answer> {
    return mannerly(this.manners.greets, this, name, (said) => this.#greets(said))
  }

  async #greets(name: string): Promise<Answer> {
    this.#name = name
    const answer = await this.says(`EHLO ${name}`)
    this.#capabilities = new Map()
    if (answer.reply === undefined) return answer
    if (answer.reply.code >= 500) return this.says(`HELO ${name}`)
    this.#capabilities = parseCapabilities(answer.reply.text.slice(1))
    return answer
  }

  /**
   * STARTTLS and, if it is agreed to, the handshake; the server's capabilities are then unknown until it is greeted.
   */
  async startsTls({ injected = '', versions }: Handshaking = {}): Promise<Answer> {
    const since = this.now()
    this.sendsOctets(`STARTTLS\r\n${injected}`)
    const answer = await this.#hears('reply to STARTTLS', this.deadlines.reply, since)
    if (!isAccepted(answer)) return answer
    const lost = await this.connection.upgrade(versions)
    this.#capabilities = new Map()
    return lost === undefined ? answer : { ...lost, line: answer.line, when: answer.when }
  }

  /** AUTH; neither password nor responses appear in the record. */
  async authenticates(credentials: Credentials): Promise<Answer> {
    return mannerly(this.manners.auth, this, credentials, (said) => this.#authenticates(said))
  }

  async #authenticates(credentials: Credentials): Promise<Answer> {
    const { login, password, actsAs, mechanism = 'PLAIN', waits = false } = credentials
    this.connection.tap.masks(password)
    return provesBySasl(
      { mechanism, login, password, actsAs, atOnce: !waits },
      {
        starts: (initial) => this.says(['AUTH', mechanism, ...(initial ? [initial] : [])].join(' ')),
        responds: (line) => this.#responds(line),
        challengeIn: ({ reply }) => (reply?.code === 334 ? this.#challenge : undefined),
        masks: (response) => this.connection.tap.masks(response),
      },
    )
  }

  /** MAIL FROM; `null` or nothing is the null reverse-path. Parameters as written: `SIZE=1000`. */
  async mailFrom(path: string | null, params: readonly string[] = []): Promise<Answer> {
    return mannerly(this.manners.mail, this, { path, params }, (said) =>
      this.says([`MAIL FROM:${inBrackets(said.path ?? '')}`, ...said.params].join(' ')),
    )
  }

  async rcptTo(path: string, params: readonly string[] = []): Promise<Answer> {
    return mannerly(this.manners.rcpt, this, { path, params }, (said) =>
      this.says([`RCPT TO:${inBrackets(said.path ?? '')}`, ...said.params].join(' ')),
    )
  }

  /**
   * DATA and, after 354, the message: dots are doubled and line ends made CRLF, which `raw` leaves as they are.
   * Any other positive answer to DATA is garbled: nobody could tell what became of the message.
   */
  async data(message: string | Buffer, { raw = false } = {}): Promise<DataAnswer> {
    return mannerly(this.manners.data, this, message, (said) => this.#data(said, raw))
  }

  async #data(message: string | Buffer, raw: boolean): Promise<DataAnswer> {
    const go = await this.says('DATA')
    if (isAccepted(go)) {
      const lost = this.connection.givesUp('garbled reply: DATA requires 354')
      return { at: 'DATA', ...lost, line: go.line, when: go.when }
    }
    if (go.reply?.code !== 354) return { at: 'DATA', ...go }
    const octets = Buffer.from(message).toString('latin1')
    const since = this.now()
    this.sendsOctets(Buffer.from(stuffed(raw ? octets : withCrlf(octets)), 'latin1'))
    return { at: 'MESSAGE', ...(await this.#hears('reply to the message', this.deadlines.message, since)) }
  }

  async reset(): Promise<Answer> {
    return this.says('RSET')
  }

  /** QUIT; waits for the server to close, as it has to. */
  async quits(): Promise<Answer> {
    return this.leaves('QUIT')
  }

  async #responds(line: string): Promise<Answer> {
    const since = this.now()
    this.sendsOctets(`${line}\r\n`)
    return this.#hears('reply to the response', this.deadlines.reply, since)
  }

  async #hears(awaited: string, within: number, since: number): Promise<Answer> {
    const reply = await readReply(this.connection, awaited, within)
    const where = { line: this.connection.tap.last, when: { notBefore: since, notAfter: this.now() } }
    if (reply === undefined)
      return { ...(this.connection.lost ?? { lost: true, why: 'garbled reply' }), ...where }
    this.#challenge = reply.text[0] ?? ''
    const text = reply.text.map((line) => this.connection.tap.hides(line))
    return { reply: { ...reply, text }, ...where }
  }
}

/** Opens a session and reads the greeting; a server that cannot be reached is a lost greeting. */
export async function openSmtp(
  address: Address,
  tap: SessionTap,
  options: SessionOptions,
): Promise<SmtpSession> {
  const { deadlines } = limitsOf(options)
  const since = options.now()
  const connection = await connect(address, tap, options)
  const session = new SmtpSession(connection, options.now, deadlines, options.manners)
  await session.hearsGreeting(since)
  return session
}

const verbOf = (line: string) => line.trim().split(/[\s:]/, 1)[0]?.toUpperCase() || 'an empty line'

const inBrackets = (path: string) => (path.startsWith('<') ? path : `<${path}>`)
