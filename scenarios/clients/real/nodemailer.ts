import { isIP } from 'node:net'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { format } from 'node:util'
import { usualDeadlines } from '../deadlines.ts'
import type { SmtpCommand } from '../../evidence/evidence.ts'
import { readWholeReply, recipientsOf, type RealMail, type RealOutcome } from './outcome.ts'

const commandOf: Readonly<Record<string, SmtpCommand>> = {
  CONN: 'CONNECT',
  EHLO: 'HELO',
  HELO: 'HELO',
  STARTTLS: 'STARTTLS',
  AUTH: 'AUTH',
  'MAIL FROM': 'MAIL',
  'RCPT TO': 'RCPT',
  DATA: 'DATA',
}

/** Sends a message with nodemailer, octet for octet as given except for its line ends. */
export async function sendWithNodemailer(mail: RealMail): Promise<RealOutcome> {
  // Loaded when it is first used: other stories should not pay for its start.
  const { createTransport } = await import('nodemailer')
  const { tls, host, port } = mail.address
  const within = mail.within ?? usualDeadlines.reply
  const log: string[] = []
  const { login: user, password: pass, mechanism: method } = mail.credentials ?? {}
  const transport = createTransport({
    host,
    port,
    name: mail.name,
    secure: tls?.mode === 'implicit',
    ignoreTLS: tls === undefined,
    requireTLS: tls?.mode === 'starttls',
    tls: { rejectUnauthorized: tls?.ca !== undefined, ca: tls?.ca, ...named(tls?.servername) },
    ...(user !== undefined && { auth: { user, pass, method } }),
    connectionTimeout: within,
    greetingTimeout: within,
    socketTimeout: within,
    logger: logInto(log),
  })
  try {
    const envelope = { from: mail.from ?? '', to: [...recipientsOf(mail)] }
    const { response } = await transport.sendMail({ envelope, raw: mail.message })
    return outcome('MESSAGE', response, 'no reply told', log)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const command = 'command' in error && typeof error.command === 'string' ? error.command : 'CONN'
    const response = 'response' in error && typeof error.response === 'string' ? error.response : undefined
    const isMessage = 'code' in error && error.code === 'EMESSAGE'
    const at = isMessage ? 'MESSAGE' : commandOf[command.replace(/^AUTH .*/, 'AUTH')]
    if (at === undefined) throw error
    return outcome(at, response, error.message, log)
  } finally {
    transport.close()
  }
}

/** The name that the certificate has to be for; the server is never told an address. */
function named(name: string | undefined) {
  if (name === undefined || isIP(name) === 0) return { servername: name }
  return {
    checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(name, certificate),
  }
}

function outcome(
  at: SmtpCommand,
  response: string | undefined,
  why: string,
  log: readonly string[],
): RealOutcome {
  const reply = readWholeReply(response ?? '')
  return reply === undefined ? { at, why, log } : { at, reply, log }
}

/** A logger whose levels all write to one list. */
function logInto(log: string[]) {
  const write = (_: unknown, ...said: unknown[]) => void log.push(format(...said))
  return { level: () => {}, trace: write, debug: write, info: write, warn: write, error: write, fatal: write }
}
