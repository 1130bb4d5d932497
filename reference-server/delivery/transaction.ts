import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection'
import type { Surroundings } from '../surroundings/surroundings.ts'
import type { Hop } from './next-hop.ts'

/** How it went for one recipient. */
export type Outcome = { readonly outcome: 'delivered' } | Failure

export interface Failure {
  readonly outcome: 'refused' | 'deferred'
  /** Enhanced status code. */
  readonly status: string
  readonly text: string
  /** The server that said so. */
  readonly host?: string
}

/** A message on its way to the recipients of one domain. */
export interface Parcel {
  /** The empty text is the null reverse-path. */
  readonly from: string
  readonly to: readonly string[]
  readonly octets: Buffer
}

/**
 * Hands a message to a server in one mail transaction over a plain connection.
 *
 * @returns one outcome per recipient, by address; `unreachable` when no session came about
 * @throws never
 */
export async function transact(
  hop: Hop,
  parcel: Parcel,
  { dial, heloName }: { readonly dial: Surroundings['dial']; readonly heloName: string },
): Promise<ReadonlyMap<string, Outcome> | 'unreachable'> {
  const connection = new SMTPConnection({
    ...dial({ host: hop.address, port: hop.port }),
    name: heloName,
    ignoreTLS: true,
    logger: false,
    socketCloseTimeout: 0,
  })
  try {
    return await send(connection, hop, parcel)
  } catch (cause) {
    const failure = failureOf(cause, hop)
    return failure ? new Map(parcel.to.map((address) => [address, failure])) : 'unreachable'
  } finally {
    connection.close()
  }
}

async function send(
  connection: SMTPConnection,
  hop: Hop,
  { from, to, octets }: Parcel,
): Promise<ReadonlyMap<string, Outcome>> {
  // An error outside a command, such as a reset while waiting, ends whatever is awaited.
  const lost = new Promise<never>((_, fail) => connection.on('error', fail))
  lost.catch(() => {})
  await Promise.race([
    lost,
    new Promise<void>((done, fail) => connection.connect((cause) => (cause ? fail(cause) : done()))),
  ])
  const info = await Promise.race([
    lost,
    new Promise<SMTPConnectionSendInfo>((done, fail) =>
      connection.send(
        { from, to: [...to], size: octets.length, use8BitMime: octets.some((octet) => octet > 127) },
        octets,
        (cause, sent) => (cause ? fail(cause) : sent ? done(sent) : fail(new Error('no answer'))),
      ),
    ),
  ])
  const quitting = new Promise<void>((done) => connection.once('end', () => done()))
  connection.quit()
  await Promise.race([lost.catch(() => {}), quitting])
  const errors = new Map(info.rejectedErrors?.map((error) => [error.recipient ?? '', error]))
  return new Map(
    to.map((address) => {
      const error = errors.get(address)
      return [address, (error && failureOf(error, hop)) ?? { outcome: 'delivered' }]
    }),
  )
}

/** A reply that said no; undefined for what is no reply, such as a connection that broke. */
function failureOf(cause: unknown, { host }: Hop): Failure | undefined {
  if (!(cause instanceof Error) || !('response' in cause) || typeof cause.response !== 'string')
    return undefined
  const [, digit, status, text = ''] =
    /^([245])\d\d[ -]?(?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)/.exec(cause.response) ?? []
  if (digit === undefined || digit === '2') return undefined
  return {
    outcome: digit === '5' ? 'refused' : 'deferred',
    status: status ?? `${digit}.0.0`,
    text: text.trim(),
    host,
  }
}
