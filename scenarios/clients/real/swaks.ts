import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { SmtpCommand } from '../../evidence/evidence.ts'
import { HarnessFault } from '../../evidence/faults.ts'
import { usualDeadlines } from '../deadlines.ts'
import { stuffed, withCrlf } from '../dot-stuffing.ts'
import { readWholeReply, recipientsOf, type Missing, type RealMail, type RealOutcome } from './outcome.ts'

/** Where it is installed; undefined where it is not. */
const program = 'swaks'

/** Exit codes of swaks: how far it got. */
const commandOf: ReadonlyMap<number, SmtpCommand> = new Map([
  [0, 'MESSAGE'],
  [2, 'CONNECT'],
  [6, 'CONNECT'],
  [21, 'CONNECT'],
  [22, 'HELO'],
  [23, 'MAIL'],
  [24, 'RCPT'],
  [25, 'DATA'],
  [26, 'MESSAGE'],
  [27, 'MESSAGE'],
  [28, 'AUTH'],
  [29, 'STARTTLS'],
  [32, 'HELO'],
])

/** Sends a message with swaks, as it is installed on this machine. @throws HarnessFault when it cannot be run */
export async function sendWithSwaks(mail: RealMail): Promise<RealOutcome | Missing> {
  const child = spawn(program, argumentsFor(mail), { env: environmentFor(mail), stdio: 'pipe' })
  let said = ''
  const listens = (chunk: Buffer) => void (said += chunk.toString('latin1'))
  child.stdout.on('data', listens)
  child.stderr.on('data', listens)
  // Its input may close before it is read, when the server refuses early.
  child.stdin.on('error', () => child.stdin.destroy())
  const message = stuffed(withCrlf(Buffer.from(mail.message).toString('latin1')))
  // It ends the last line itself, that of the closing dot.
  child.stdin.end(Buffer.from(message.slice(0, -2), 'latin1'))
  const exit = await new Promise<unknown>((resolve, reject) => {
    child.once('error', reject)
    once(child, 'close').then(([code]) => resolve(code), reject)
  }).catch((error: Error) => {
    if ('code' in error && error.code === 'ENOENT') return 'missing'
    throw new HarnessFault('swaks cannot be run', { cause: error })
  })
  if (exit === 'missing') return { missing: 'swaks is not installed' }
  const at = typeof exit === 'number' ? commandOf.get(exit) : undefined
  if (at === undefined) throw new HarnessFault(`swaks ended with ${String(exit)}: ${said.slice(-500)}`)
  const log = said.split('\n')
  const reply = exit === 0 ? replyToMessage(log) : lastRefusal(log)
  return reply === undefined ? { at, why: lastComplaint(log), log } : { at, reply, log }
}

function argumentsFor(mail: RealMail): string[] {
  const { address, name, from, credentials, within = usualDeadlines.reply } = mail
  const tls = { implicit: ['--tls-on-connect'], starttls: ['--tls'] }
  const options = {
    server: address.host,
    port: String(address.port),
    ehlo: name,
    from: from === null || from === '' ? '<>' : from,
    to: recipientsOf(mail).join(','),
    data: '-',
    timeout: String(Math.ceil(within / 1000)),
    ...(credentials && { auth: credentials.mechanism ?? 'PLAIN', 'auth-user': credentials.login }),
  }
  const switches = ['--no-data-fixup', '--auth-hide-password', ...(address.tls ? tls[address.tls.mode] : [])]
  return [...Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]), ...switches]
}

/** The password goes through the environment, where other users cannot see it; no user's own settings are read. */
function environmentFor({ credentials }: RealMail): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    SWAKS_HOME: '/nonexistent',
    ...(credentials && { SWAKS_OPT_auth_password: credentials.password }),
  }
}

/** Replies in the transcript: `<-  250 ok`, `<** 550 no`; a tilde for the dash under TLS. */
const replyIn = (line: string) => /^<(?:[-~]|\*\*|~\*) +(\d{3}[ -].*)$/.exec(line.trimEnd())

/** The one before the reply to QUIT. */
function replyToMessage(log: readonly string[]) {
  const said = log.flatMap((line) => replyIn(line)?.[1] ?? []).filter((line) => !line.startsWith('221'))
  return readWholeReply(said.at(-1) ?? '')
}

/** A reply that was cut off before its last line does not count as one. */
function lastRefusal(log: readonly string[]) {
  const said = log.filter((line) => /^<[*~]\*/.test(line)).flatMap((line) => replyIn(line)?.[1] ?? [])
  const last = said.at(-1) ?? ''
  return last.startsWith('-', 3) ? undefined : readWholeReply(last)
}

const lastComplaint = (log: readonly string[]) =>
  log.findLast((line) => /^(?:<|\*)\*/.test(line)) ?? 'no reply'
