import { isAscii } from 'node:buffer'
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection'
import type { Surroundings } from '../../surroundings/surroundings.ts'
import type { Failure, Outcome } from '../queued-message.ts'
import type { Hop } from './next-hop.ts'

/** A message for the recipients of one domain. */
export interface Parcel {
  /** The empty text is the null reverse-path. */
  readonly from: string
  readonly to: readonly string[]
  readonly octets: Buffer
}

/** What a transaction needs of the server. */
export interface TransactionHost {
  readonly dial: Surroundings['dial']
  readonly heloName: string
  /** Ends the connection at once. */
  readonly ending: AbortSignal
}

/** The server's answers about a parcel. */
export interface Transaction {
  /** One outcome per recipient, by address. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** Settles when the connection has ended. */
  readonly goodbye: Promise<void>
}

/**
 * Sends a message to a server in one mail transaction over a plain connection. The outcomes are returned before QUIT,
 * so a failure after that loses nothing.
 *
 * @returns `unreachable` when no session came about
 * @throws never
 */
export async function transact(
  hop: Hop,
  parcel: Parcel,
  { dial, heloName, ending }: TransactionHost,
): Promise<Transaction | 'unreachable'> {
  if (ending.aborted) return 'unreachable'
  const connection = new SMTPConnection({
    ...dial({ host: hop.address, port: hop.port }),
    name: heloName,
    ignoreTLS: true,
    logger: false,
    socketCloseTimeout: 0,
  })
  const leave = (): void => {
    connection.close()
    connection.emit('error', new Error('the server is shutting down'))
  }
  ending.addEventListener('abort', leave)
  const end = (): void => {
    ending.removeEventListener('abort', leave)
    connection.close()
  }
  try {
    const sent = await send(connection, parcel, hop)
    if (sent !== 'not-carried') {
      return { outcomes: outcomesOf(parcel, hop, sent), goodbye: quit(connection).finally(end) }
    }
    end()
    return ended(outcomesOf(parcel, hop, {}, notCarried(hop)))
  } catch (cause) {
    end()
    const failure = failureOf(cause, hop)
    return failure ? ended(outcomesOf(parcel, hop, refusals(cause), failure)) : 'unreachable'
  }
}

const ended = (outcomes: Transaction['outcomes']): Transaction => ({ outcomes, goodbye: Promise.resolve() })

/** Says QUIT. A failure here does not concern the message. */
async function quit(connection: SMTPConnection): Promise<void> {
  const gone = new Promise<void>((done) => {
    connection.once('error', () => done())
    connection.once('end', () => done())
  })
  connection.quit()
  await gone
}

// RFC 6152 §3: a message of 8-bit octets is converted or given back. Converting would break what is signed.
const notCarried = ({ host }: Hop): Failure => ({
  outcome: 'failed',
  status: '5.6.3',
  text: `the message has 8-bit octets, which ${host} does not accept (no 8BITMIME)`,
})

/** Sends; `not-carried` when the server lacks what the message needs. */
async function send(
  connection: SMTPConnection,
  { from, to, octets }: Parcel,
  { credentials }: Hop,
): Promise<SMTPConnectionSendInfo | 'not-carried'> {
  // An error between two commands, such as a reset, ends whatever is awaited.
  const lost = new Promise<never>((_, fail) => connection.on('error', fail))
  const unlessLost = <T>(begin: (done: (value: T) => void, fail: (cause: Error) => void) => void) =>
    Promise.race([lost, new Promise<T>(begin)])
  await unlessLost<void>((done, fail) => connection.connect((cause) => (cause ? fail(cause) : done())))
  const use8BitMime = !isAscii(octets)
  // What was said last is the reply to EHLO.
  if (use8BitMime && !/^250[ -]8BITMIME\b/im.test(connection.lastServerResponse || '')) {
    lost.catch(() => {})
    return 'not-carried'
  }
  if (credentials) {
    const { username: user, password: pass } = credentials
    await unlessLost<void>((done, fail) =>
      connection.login({ credentials: { user, pass } }, (cause) => (cause ? fail(cause) : done())),
    )
  }
  const envelope = { from, to: [...to], size: octets.length, use8BitMime }
  const sent = await unlessLost<SMTPConnectionSendInfo>((done, fail) =>
    connection.send(envelope, octets, (cause, info) =>
      info ? done(info) : fail(cause ?? new Error('the server gave no answer')),
    ),
  )
  lost.catch(() => {})
  return sent
}

/** The recipients refused by name, on a send that went through or one that failed. */
interface Refusals {
  readonly rejectedErrors?: readonly Error[] | undefined
}

const refusals = (cause: unknown): Refusals =>
  cause instanceof Error && 'rejectedErrors' in cause && Array.isArray(cause.rejectedErrors)
    ? { rejectedErrors: cause.rejectedErrors.filter((error) => error instanceof Error) }
    : {}

/** One outcome per recipient: its own refusal, or else the outcome for all. */
function outcomesOf(
  { to }: Parcel,
  hop: Hop,
  { rejectedErrors = [] }: Refusals,
  otherwise: Outcome = { outcome: 'delivered' },
): ReadonlyMap<string, Outcome> {
  const own = new Map(
    rejectedErrors.map((error) => ['recipient' in error ? error.recipient : '', failureOf(error, hop)]),
  )
  return new Map(to.map((address) => [address, own.get(address) ?? otherwise]))
}

/** A negative reply; undefined if there was no reply, such as after a broken connection. */
function failureOf(cause: unknown, { host }: Hop): Failure | undefined {
  if (!(cause instanceof Error) || !('response' in cause) || typeof cause.response !== 'string')
    return undefined
  const [, digit, status, text = ''] =
    /^([245])\d\d[ -]?(?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)/.exec(cause.response) ?? []
  if (digit === undefined || digit === '2') return undefined
  return {
    outcome: digit === '5' ? 'failed' : 'deferred',
    status: status ?? `${digit}.0.0`,
    text: text.trim(),
    host,
  }
}
