import type { Answer, Attempt, Count, LetterFound, Login, SmtpCommand, TlsVersion } from '#evidence'
import type { Envelope } from './clients.ts'

/** About the reply to an SMTP command. A text must match exactly, a pattern anywhere. */
export interface ReplyClaims extends DecisionClaims, TlsClaims {
  /** Its code is one of these, or none of them: where a rule names codes that decide. */
  isOneOf(...codes: readonly number[]): void
  isNoneOf(...codes: readonly number[]): void
  /** The text of its first line, without code and enhanced status code. */
  hasFirstLine(text: string | RegExp): void
  /** The text of every line but the first: `/^[A-Z]/`. It holds where there is no other. */
  hasFurtherLines(text: string | RegExp): void
  /** It has an enhanced status code whose class is that of its basic code; like this, if given. */
  hasStatus(text?: string | RegExp): void
}

/** About TLS that was to begin: what both sides came to. Without a handshake none of these holds. */
export interface TlsClaims {
  /** TLS began, in this version if given. */
  speaksTls(version?: TlsVersion): void
  /** The certificate is the one of this name. */
  presents(certificate: string): void
}

/** About the greeting of a service, whatever it speaks. */
export interface GreetingClaims extends Omit<DecisionClaims, 'isDeferred'>, TlsClaims {}

export interface DecisionClaims {
  isAccepted(): void
  /** Permanently (5yz). `by` is the last command at which the refusal still counts. */
  isRefused(detail?: { readonly by?: SmtpCommand }): void
  /** Transiently (4yz). */
  isDeferred(detail?: { readonly by?: SmtpCommand }): void
  /** Transiently or permanently (4yz or 5yz), where the manual leaves that open. */
  isTurnedAway(detail?: { readonly by?: SmtpCommand }): void
  /** The server closed the connection instead of answering, or answered 421, which announces that. */
  isClosed(): void
  /** It answered, and did not announce that it will close the connection. */
  staysOpen(): void
  /**
   * The reply to EHLO has a line for this extension, whatever its parameters: `AUTH`; or with this one: `AUTH PLAIN`.
   * So has POP3's to CAPA (`SASL PLAIN`), and IMAP's to CAPABILITY has a word for it (`AUTH=PLAIN`).
   */
  lists(extension: string): void
  listsNo(extension: string): void
}

/**
 * About the answer to a POP3 or IMAP command. A text must match exactly, a pattern anywhere; an item is an untagged
 * response without its asterisk, or a line of a listing.
 */
export interface AnswerClaims extends Omit<DecisionClaims, 'isDeferred'>, TlsClaims {
  /** IMAP's NO: the server understood and refuses. */
  isNo(): void
  /** IMAP's BAD: the server did not understand. */
  isBad(): void
  /** Its deciding line, as it came but for IMAP's tag: `+OK 2 320`. */
  hasLine(text: string | RegExp): void
  /** POP3's or IMAP's +: the server asks for more, with this text. */
  asksForMore(text?: string | RegExp): void
  /** POP3: each of its lines ends with CRLF, and neither octet stands alone. */
  hasWholeLineEnds(): void
  /** The command succeeded, and there is an item like this: `2 EXISTS`, `/^1 \d+$/`. */
  tells(item: string | RegExp): void
  /** The command succeeded, and there is no such item. */
  tellsNo(item: string | RegExp): void
  /** There is this response code, in the deciding line or before it, with this behind it: `READ-ONLY`, `UIDNEXT`. */
  hasCode(code: string, value?: string | RegExp): void
  lacksCode(code: string, value?: string | RegExp): void
}

/** About a login over POP3 or IMAP: the answer that decided it may have a response code. */
export type LoginClaims = DecisionClaims & Pick<AnswerClaims, 'hasCode' | 'lacksCode'>

export interface CountClaims {
  once(): void
  never(): void
  times(count: number): void
}

/**
 * About a message that was found. A text must match exactly, a pattern anywhere. If no message arrived, none of these
 * claims holds, not even those about what it lacks.
 */
export interface LetterClaims {
  /**
   * It has this header field, or one of this value; unfolded, blanks around it left out. `only`: it has no other of the
   * name, `topmost`: the first of them, `added`: one that it was not sent with.
   */
  hasHeader(name: string, value?: string | RegExp, which?: 'only' | 'topmost' | 'added'): void
  /** It has no such field, or none of this value. */
  lacksHeader(name: string, value?: string | RegExp): void
  /** Its Subject, encoded words read. */
  hasSubject(text: string | RegExp): void
  /** It is, or has, a part of this type, `text/*` for any of a kind; with this text in it. */
  hasPart(type: string, text?: string | RegExp): void
  lacksPart(type: string, text?: string | RegExp): void
  /** It has an attachment of this name. */
  attaches(filename: string): void
  /** It has no attachment of this name, or none at all. */
  lacksAttachment(filename?: string): void
  /** One of its parts that are text has this in it. */
  hasText(text: string | RegExp): void
  lacksText(text: string | RegExp): void
  /**
   * Header and body are octet for octet what was sent, and what was added stands above and is a trace field. Fields
   * that may differ are named by `but`.
   */
  isUnchanged(how?: { readonly but?: readonly string[] }): void
  /**
   * It is a delivery report (RFC 3464) that names these recipients, and no others, as those that the mail failed for.
   */
  isReportOf(
    mail: Pick<Envelope, 'to'>,
    how?: { readonly action?: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' },
  ): void
  /** A Received field that the server added has the address the message came from. */
  namesClient(): void
}

export interface FormClaims {
  is(form: {
    readonly code?: number | readonly number[]
    readonly status?: string
    readonly text?: string
  }): void
}

/**
 * Claims what must hold. A claim counts for every clause that the head cites, unless it names one of them.
 * `claim` is about the decision and weighs as MUST; `claim.should` weighs less; `claim.form` is about words: a MUST
 * on the reference server under its product's profile, a deviation elsewhere.
 */
export interface Claim<Cited extends string> {
  (subject: Attempt, clause?: Cited): ReplyClaims
  (subject: Login, clause?: Cited): LoginClaims
  (subject: Attempt | Login, clause?: Cited): DecisionClaims
  (subject: Answer, clause?: Cited): AnswerClaims
  (subject: Attempt | Answer, clause?: Cited): GreetingClaims
  (subject: Count, clause?: Cited): CountClaims
  (subject: LetterFound, clause?: Cited): LetterClaims
  should: {
    (subject: Attempt, clause?: Cited): ReplyClaims
    (subject: Login, clause?: Cited): LoginClaims
    (subject: Attempt | Login, clause?: Cited): DecisionClaims
    (subject: Answer, clause?: Cited): AnswerClaims
    (subject: Count, clause?: Cited): CountClaims
    (subject: LetterFound, clause?: Cited): LetterClaims
  }
  form(subject: Attempt | Login | Answer, clause?: Cited): FormClaims
}
