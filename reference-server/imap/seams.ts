import type { Outcome, State } from './state.ts'

/** A command, and where the session stood. */
export interface Heard {
  readonly tag: string
  /** Without its tag. */
  readonly command: string
  readonly state: State
}

/** What is answered to a command. */
const answered = (due: Outcome, _heard: Heard): Outcome => due

/** Whether CAPABILITY names the revision of IMAP; it does in every state. */
const namesRevision = (_session: { readonly at: string }): boolean => true

/** What CAPABILITY says about logins: the mechanisms, or that logins are disabled (RFC 3501 §6.2.3, §7.2.1). */
const waysIn = (session: {
  readonly mayLogIn: boolean
  readonly mechanisms: readonly string[]
}): readonly string[] =>
  session.mayLogIn ? session.mechanisms.map((name) => `AUTH=${name}`) : ['LOGINDISABLED']

/** What SELECT and EXAMINE say about a mailbox. */
export type Told =
  'FLAGS' | 'EXISTS' | 'RECENT' | 'UNSEEN' | 'PERMANENTFLAGS' | 'UIDVALIDITY' | 'UIDNEXT' | 'HIGHESTMODSEQ'

/** Whether SELECT and EXAMINE say it. */
const tells = (_item: Told): boolean => true

/** Whether a command opens a mailbox for reading only. */
const opensReadOnly = (command: 'SELECT' | 'EXAMINE'): boolean => command === 'EXAMINE'

/** Whether clients may idle. */
const mayIdle = ({ imap }: { readonly imap: { readonly idle: boolean } }): boolean => imap.idle

/** The questions of the IMAP service that a saboteur may answer. */
export const imapSeams = {
  'imap.answered': answered,
  'imap.names-revision': namesRevision,
  'imap.ways-in': waysIn,
  'imap.tells': tells,
  'imap.opens-read-only': opensReadOnly,
  'imap.may-idle': mayIdle,
} as const

export type ImapSeams = typeof imapSeams
