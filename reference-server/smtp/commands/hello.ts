import { command, type Read } from '../command.ts'
import {
  largestTaken,
  offersAuth,
  offersStartTls,
  type Answer,
  type Session,
  type SmtpState,
} from '../session.ts'
import { mechanismNames } from './auth.ts'

// RFC 5321 §4.1.1.1. Any name that fits on a line is accepted, because clients often get their own name wrong.
const wherever: readonly SmtpState['at'][] = ['connected', 'greeted', 'mail', 'rcpt']

/** HELO: begins a session without extensions; ends a mail transaction. */
export const helo = command({
  verb: 'HELO',
  during: wherever,
  syntax: 'HELO domain',
  read: readName,
  answer: (name, session) => greet(name, session, false),
})

/** EHLO: begins a session and lists the extensions; ends a mail transaction. */
export const ehlo = command({
  verb: 'EHLO',
  during: wherever,
  syntax: 'EHLO domain',
  read: readName,
  answer: (name, session) => greet(name, session, true),
})

function readName(argument: string): Read<string> {
  return /^[\x21-\x7e]{1,255}$/.test(argument) ? { argument } : { problem: { reply: 'badArgument' } }
}

function greet(name: string, session: Session, extended: boolean): Answer {
  const { host, standing } = session
  const first = host.replies('hello', { hostname: host.hostname, client: standing.address })
  return {
    reply: extended ? listed(first, extensions(session)) : first,
    state: { at: 'greeted' },
    standing: { hello: { name, extended } },
  }
}

/** The extensions as this session may use them. */
function extensions(session: Session): string[] {
  const { host, standing } = session
  return [
    'PIPELINING',
    '8BITMIME',
    'ENHANCEDSTATUSCODES',
    // RFC 1870 §4: without a number it says nothing of a limit, as where memory alone sets one.
    host.largestMessage() === Infinity ? 'SIZE' : `SIZE ${largestTaken(host)}`,
    ...(offersStartTls(session) ? ['STARTTLS'] : []),
    ...(offersAuth(session) && standing.account === undefined ? [`AUTH ${mechanismNames.join(' ')}`] : []),
  ]
}

const listed = (first: string, keywords: readonly string[]): string => {
  const lines = [first.slice(4, -2), ...keywords]
  return lines.map((line, nth) => `250${nth < lines.length - 1 ? '-' : ' '}${line}\r\n`).join('')
}
