import { connect, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { MailItem } from '../message/mail-item.ts'
import { readPolicy, type PolicyDocument } from '../policy/document/document.ts'
import { createEngine } from '../policy/engine.ts'
import { profiles } from '../profiles/profiles.ts'
import { mayLogIn } from '../sasl/cleartext.ts'
import { createCredentials } from '../sasl/credentials.ts'
import { seededChance } from '../surroundings/chance.ts'
import type { LogEntry } from '../surroundings/log.ts'
import { createVirtualClock, type VirtualClock } from '../surroundings/virtual-clock.ts'
import { createRoom } from './octet-blocks.ts'
import { repliesFor } from './replies.ts'
import { smtpSeams } from './seams.ts'
import { createSmtpService } from './service.ts'
import type { SmtpHost } from './session.ts'

// An SMTP service on a loopback port, for the tests of this folder.

/** A service with the account alice, and what becomes of what it is told. */
export interface Fixture extends AsyncDisposable {
  readonly clock: VirtualClock
  readonly accepted: MailItem[]
  readonly entries: LogEntry[]
  /** Connects and reads the greeting. */
  readonly greeted: () => Promise<RawClient>
  /** The same, and says EHLO. */
  readonly introduced: () => Promise<RawClient>
}

export interface FixtureOptions {
  readonly policy?: PolicyDocument
  readonly host?: Partial<SmtpHost>
  readonly certificate?: { readonly cert: string; readonly key: string }
}

/** Opens a service. Mail for local.test is local; alice's password is "open sesame". */
export async function openFixture({
  policy = {},
  host = {},
  certificate,
}: FixtureOptions = {}): Promise<Fixture> {
  const clock = createVirtualClock()
  const accepted: MailItem[] = []
  const entries: LogEntry[] = []
  const account = { 'alice@local.test': { password: 'open sesame' } }
  const fixture = {
    domains: { local: ['local.test'] },
    accounts: account,
    server: { hostname: 'mail.local.test' },
  }
  const reading = readPolicy(profiles.kerio, [fixture, policy])
  if (reading.problems)
    throw new Error(reading.problems.map(({ path, text }) => `${path}: ${text}`).join('\n'))
  const random = seededChance('stage')
  const service = createSmtpService({
    port: 25,
    hostname: 'mail.local.test',
    engine: createEngine(reading.policy, profiles.kerio.conduct),
    ask: smtpSeams,
    mayLogIn: (connection) => mayLogIn(connection, reading.policy),
    accepts: ({ matches, mayAct }) => matches && mayAct,
    credentials: createCredentials({ accounts: account, domains: ['local.test'], random }),
    clock,
    log: (entry) => entries.push(entry),
    random,
    replies: repliesFor('kerio'),
    maxMessageOctets: 1_000_000,
    largestMessage: () => Infinity,
    room: createRoom(10_000_000),
    space: createRoom(100_000_000),
    startTls: certificate && ((socket) => handshake(socket, certificate)),
    examine: (item) => ({ permits: true, item }),
    accept: async (item) => void accepted.push(item),
    ...host,
  })
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    service.serve(socket, { address: '192.0.2.20', secure: false })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  const greeted = async (): Promise<RawClient> => {
    const client = new RawClient(connect({ port, host: '127.0.0.1', noDelay: true }))
    await client.reply()
    return client
  }
  return {
    clock,
    accepted,
    entries,
    greeted,
    introduced: async () => {
      const client = await greeted()
      await client.says('EHLO client.test')
      return client
    },
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** TLS without the care that a server takes of it. */
function handshake(socket: Socket, certificate: FixtureOptions['certificate']): Promise<TLSSocket> {
  const over = new TLSSocket(socket, { isServer: true, ...certificate })
  return new Promise((secured) => over.once('secure', () => secured(over)))
}

/** The other end of a connection: octets out, replies in, no opinion. */
export class RawClient {
  socket: Socket
  #received = ''
  #ended = false
  #wake: (() => void) | undefined

  constructor(socket: Socket) {
    this.socket = socket
    this.listenTo(socket)
  }

  /** Goes on over another stream, such as TLS over the same connection. */
  listenTo(socket: Socket): void {
    this.socket.removeAllListeners('data')
    this.socket = socket
    socket.on('data', (chunk: Buffer) => this.#hear(chunk.toString('latin1')))
    socket.on('end', () => this.#hear('', true))
    socket.on('close', () => this.#hear('', true))
    socket.on('error', () => this.#hear('', true))
  }

  /** Sends each line with its CRLF and gives the reply to the last. */
  async says(...lines: readonly string[]): Promise<string> {
    let last = ''
    for (const line of lines) {
      this.sends(`${line}\r\n`)
      last = await this.reply()
    }
    return last
  }

  sends(octets: string | Buffer): void {
    this.socket.write(typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets)
  }

  /** The next whole reply without its last CRLF, of SMTP or of POP3 in one line; `closed` when the server has closed. */
  async reply(): Promise<string> {
    for (;;) {
      const whole = /^(?:(?:\d{3}-[^\r\n]*\r\n)*\d{3} |\+OK|-ERR)[^\r\n]*\r\n/.exec(this.#received)
      if (whole) {
        this.#received = this.#received.slice(whole[0].length)
        return whole[0].slice(0, -2)
      }
      if (this.#ended) return 'closed'
      await new Promise<void>((wake) => (this.#wake = wake))
    }
  }

  #hear(text: string, ended = false): void {
    this.#received += text
    this.#ended ||= ended
    this.#wake?.()
  }
}
