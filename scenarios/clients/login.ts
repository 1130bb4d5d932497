import type { Login } from '../evidence/evidence.ts'
import { gone } from './connection.ts'
import type { ImapAnswer } from './imap.ts'
import type { Pop3Answer } from './pop3.ts'
import type { Answer } from './smtp-reply.ts'

/** The answer to POP3's last login command as the outcome of a login. */
export function pop3Login(session: { readonly id: string }, answer: Pop3Answer): Login {
  const { ok, said, line, when } = answer
  return { kind: 'login', session: session.id, line, succeeded: ok, said, when, ...gone(answer) }
}

/** The answer to IMAP's last login command as the outcome of a login: OK is success, and nothing else is. */
export function imapLogin(session: { readonly id: string }, answer: ImapAnswer): Login {
  const { status, said, line, when } = answer
  const succeeded = status === 'OK'
  return { kind: 'login', session: session.id, line, succeeded, said, when, ...gone(answer) }
}

/** The answer to AUTH as the outcome of a login: 235 is success, and nothing else is. */
export function smtpLogin(session: { readonly id: string }, answer: Answer): Login {
  const where = { kind: 'login', session: session.id, line: answer.line, when: answer.when } as const
  if (answer.reply === undefined) return { ...where, succeeded: false, said: answer.why, ...gone(answer) }
  const { code, status, text } = answer.reply
  const said = [code, status, text.join(' ')].filter((part) => part !== undefined).join(' ')
  return { ...where, succeeded: code === 235, said, code }
}
