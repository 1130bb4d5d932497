import type { Attempt, SmtpCommand } from '../evidence/evidence.ts'
import { gone } from './connection.ts'
import type { Credentials, SmtpSession } from './smtp.ts'
import { isAccepted, type Answer } from './smtp-reply.ts'

/** Who a message is from, `null` for the null reverse-path, and who it is for. */
export interface Envelope {
  readonly from: string | null
  readonly to: string | readonly string[]
  /** ESMTP parameters as written: `SIZE=1000`. */
  readonly mailParams?: readonly string[]
  readonly rcptParams?: readonly string[]
}

/** What goes before a mail transaction. */
export interface Approach {
  /** The name given in EHLO. */
  readonly name: string
  /** STARTTLS, and EHLO once more. */
  readonly startsTls?: boolean
  /** How it greets: by EHLO, unless said otherwise. */
  readonly greets?: 'EHLO' | 'HELO' | 'not'
  readonly credentials?: Credentials
}

/**
 * Greets, and starts TLS and authenticates where that is asked for.
 *
 * @returns the first thing that was not accepted, or undefined when all was
 */
export async function approaches(session: SmtpSession, approach: Approach): Promise<Attempt | undefined> {
  const { name, startsTls = false, greets = 'EHLO', credentials } = approach
  if (!isAccepted(session.greeting)) return attempt(session, 'CONNECT', session.greeting)
  if (startsTls) {
    const first = await session.greets(name)
    if (!isAccepted(first)) return attempt(session, 'HELO', first)
    const started = await session.startsTls()
    if (!isAccepted(started)) return attempt(session, 'STARTTLS', started)
  }
  if (greets === 'not') {
    session.isCalled(name)
    return undefined
  }
  const greeted = await (greets === 'HELO' ? session.greetsPlainly(name) : session.greets(name))
  if (!isAccepted(greeted)) return attempt(session, 'HELO', greeted)
  if (credentials === undefined) return undefined
  const proved = await session.authenticates(credentials)
  return isAccepted(proved) ? undefined : attempt(session, 'AUTH', proved)
}

/**
 * Offers an envelope and takes it back: MAIL, a RCPT for each recipient, RSET. The outcome is that of the first
 * command not accepted, or of the last RCPT; recipients after a refused one are not offered.
 */
export async function offers(session: SmtpSession, envelope: Envelope): Promise<Attempt> {
  const offered = await offersEnvelope(session, envelope)
  if (offered.at !== 'MAIL' && offered.lost !== true) await session.reset()
  return offered
}

/**
 * Sends a message, to all its recipients or none: a refused recipient ends the transaction by RSET, and the outcome
 * is that refusal. Otherwise it is that of DATA or of the message.
 */
export async function sends(session: SmtpSession, mail: Envelope & { message: string }): Promise<Attempt> {
  const offered = await offersEnvelope(session, mail)
  if (!isPositive(offered)) {
    if (offered.at !== 'MAIL' && offered.lost !== true) await session.reset()
    return offered
  }
  const answer = await session.data(mail.message)
  return attempt(session, answer.at, answer)
}

/**
 * Sends a message as a client that takes no refusal for an answer: every recipient is named and DATA is said, whatever
 * was refused before. The outcome is the first refusal, otherwise that of DATA or of the message.
 */
export async function insists(session: SmtpSession, mail: Envelope & { message: string }): Promise<Attempt> {
  const { from, to, mailParams = [], rcptParams = [] } = mail
  let last = attempt(session, 'MAIL', await session.mailFrom(from, mailParams))
  let refused = isPositive(last) ? undefined : last
  for (const path of typeof to === 'string' ? [to] : to) {
    if (last.lost) break
    last = attempt(session, 'RCPT', await session.rcptTo(path, rcptParams))
    if (!isPositive(last)) refused ??= last
  }
  if (last.lost) return refused ?? last
  const answer = await session.data(mail.message)
  if (answer.at === 'DATA' && !answer.lost) await session.reset()
  return refused ?? attempt(session, answer.at, answer)
}

/** One command's answer as the outcome of an attempt that got that far. */
export function attempt(session: { readonly id: string }, at: SmtpCommand, answer: Answer): Attempt {
  const { line, when } = answer
  const { reply } = answer
  return { kind: 'attempt', session: session.id, line, at, when, ...(reply ? { reply } : gone(answer)) }
}

async function offersEnvelope(session: SmtpSession, envelope: Envelope): Promise<Attempt> {
  const { from, to, mailParams = [], rcptParams = [] } = envelope
  let last = attempt(session, 'MAIL', await session.mailFrom(from, mailParams))
  for (const path of typeof to === 'string' ? [to] : to) {
    if (!isPositive(last)) break
    last = attempt(session, 'RCPT', await session.rcptTo(path, rcptParams))
  }
  return last
}

const isPositive = ({ reply }: Attempt) => reply !== undefined && reply.code >= 200 && reply.code < 300
