import type { Attempt, Count, Login, Service } from '#evidence'

/** Where a client stands: an address nobody trusts, chosen by the run, or one the story is about. */
export type ClientSpec = { readonly from: 'outside' } | { readonly from: 'address'; readonly address: string }

/** Somewhere on the Internet: an address that no list of the policy names, a different one for each client. */
export const outside = { from: 'outside' } as const

/** At a given address, of a documentation network or one a clause fixes. */
export const at = (address: string) => ({ from: 'address', address }) as const

export interface Account {
  readonly address: string
}

/** Reverse-path (empty for <>) and forward-path or paths, without angle brackets. */
export interface Envelope {
  readonly from: string
  readonly to: string | readonly string[]
}

export interface Message extends Envelope {
  readonly subject?: string
  /** Lines of the body. */
  readonly body?: readonly string[]
}

/** Through which service, and authenticated as whom. A refused AUTH ends the attempt there. */
export interface Via {
  readonly via?: SmtpService
  readonly as?: Account
  readonly helo?: string
}

export type MailboxService = 'pop3' | 'imap'

/** A peer with a role. Each verb but `opens` is one session of its own: opened, greeted, done and quit. */
export interface Client {
  /** Offers an envelope up to its last RCPT, then resets: asks whether the mail would be taken, and sends none. */
  offers(envelope: Envelope, how?: Via): Promise<Attempt>
  /** Sends a whole message. */
  sends(message: Message, how?: Via): Promise<Attempt>
  /** Logs in and leaves. A step of the set-up: a failure stops the story. */
  logsIn(service: MailboxService, account: Account): Promise<Login>
  /** Tries to log in with a wrong password and leaves: a value to make claims about. */
  failsToLogIn(service: MailboxService, account: Account): Promise<Login>
  /** Reads the account's mail over POP3 and counts the messages with this envelope's From and To. */
  finds(message: Message, where: { readonly in: Account }): Promise<Count>
  /** Opens a session and keeps it, for stories about what happens within one. */
  opens(service: SmtpService, how?: Pick<Via, 'helo'>): Promise<SmtpTalk>
  opens(service: Pop3Service): Promise<Pop3Talk>
  /** Sends with a program people use. The target sees this client's address. */
  sendsWith(program: RealClient, message: Message, how?: Via): Promise<Attempt>
}

export type RealClient = 'nodemailer' | 'swaks'

export interface SmtpTalk {
  /** What EHLO listed, upper case: `AUTH PLAIN LOGIN`. */
  readonly offered: readonly string[]
  authenticates(account: Account, how?: { readonly password: 'wrong' }): Promise<Login>
  offers(envelope: Envelope): Promise<Attempt>
  sends(message: Message): Promise<Attempt>
  /** One line as written, CRLF added. */
  says(line: string): Promise<Attempt>
  startsTls(): Promise<Attempt>
  quits(): Promise<void>
}

export interface Pop3Talk {
  logsIn(account: Account, how?: { readonly password: 'wrong' }): Promise<Login>
  says(line: string): Promise<Login>
  quits(): Promise<void>
}

export type SmtpService = Extract<Service, 'mx' | 'submission' | 'submissions'>
export type Pop3Service = Extract<Service, 'pop3' | 'pop3s'>
