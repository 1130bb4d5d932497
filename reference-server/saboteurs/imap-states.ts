import type { Seams } from '../seams.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

type Due = Parameters<Seams['imap.answered']>[0]
type Heard = Parameters<Seams['imap.answered']>[1]

/** A fault in how IMAP completes a command: the status and text behind the tag, where it gives any. */
const completes = (clause: string, id: string, given: (heard: Heard) => string | undefined): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'imap.answered',
    replace: (answered) => (right, heard) => {
      const due: Due = answered(right, heard)
      const text = given(heard)
      return text === undefined ? due : { reply: Buffer.from(`${heard.tag} ${text}\r\n`, 'latin1') }
    },
  })

/** Faults in what IMAP makes of commands in their states, and of how they are written. */
export const imapStateSaboteurs: readonly Saboteur[] = [
  completes('rfc3501.command-before-login', 'imap-lists-for-strangers', ({ command, state }) =>
    state.at === 'notAuthenticated' && command.startsWith('LIST') ? 'OK done' : undefined,
  ),
  completes('rfc3501.selected-needs-mailbox', 'imap-searches-no-mailbox', ({ command, state }) =>
    state.at === 'authenticated' && command.startsWith('SEARCH') ? 'OK done' : undefined,
  ),
  completes('rfc3501.no-second-login', 'imap-logs-in-twice', ({ command, state }) =>
    state.at === 'selected' && command.startsWith('LOGIN') ? 'OK done' : undefined,
  ),
  completes('rfc3501.unknown-command-bad', 'imap-does-not-want-what-it-does-not-know', ({ command }) =>
    command.includes('FROB') ? 'NO unknown command' : undefined,
  ),
  completes('rfc3501.syntax-error-bad', 'imap-passes-over-what-is-too-much', ({ command }) =>
    command === 'EXPUNGE 1' ? 'OK done' : undefined,
  ),
  completes('rfc3501.keywords-any-case', 'imap-knows-capitals-only', ({ command }) =>
    /^[A-Za-z]*[a-z]/.test(command) ? 'BAD unknown command' : undefined,
  ),
  completes('rfc3501.inbox-any-case', 'imap-has-one-spelling-of-inbox', ({ command }) =>
    command === 'SELECT InBoX' ? 'NO no such mailbox' : undefined,
  ),
  completes('rfc3501.noop', 'imap-has-no-check', ({ command }) =>
    command === 'CHECK' ? 'BAD unknown command' : undefined,
  ),
  saboteur({
    id: 'imap-says-no-bye',
    clause: 'rfc3501.logout-bye',
    seam: 'imap.answered',
    replace: (answered) => (right, heard) => {
      const due = answered(right, heard)
      if (heard.command !== 'LOGOUT') return due
      const reply = due.reply.toString('latin1').replace(/^\* BYE[^\r]*\r\n/, '')
      return { ...due, untagged: [], reply: Buffer.from(reply, 'latin1') }
    },
  }),
  saboteur({
    id: 'imap-takes-any-password',
    clause: 'rfc3501.login-wrong-password',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'imap-takes-no-password',
    clause: 'rfc3501.login',
    seam: 'login.accepts',
    replace: () => () => false,
  }),
]
