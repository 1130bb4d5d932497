import type {
  Answer,
  Attempt,
  Count,
  LetterFound,
  Login,
  Service,
  ServiceOf,
  SmtpCommand,
  TlsVersion,
  WrongPassword,
} from '#evidence'

/** The address of a client: one that nobody trusts, chosen by the run, or one that the story is about. */
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
  /** The size in octets that MAIL declares: SIZE= of RFC 1870. */
  readonly declares?: number
}

export interface Message extends Envelope {
  readonly subject?: string
  /** Header fields above all others, as written: `RECEIVED: from a.test`. A line end folds. */
  readonly fields?: readonly string[]
  /** Lines of the body. */
  readonly body?: readonly string[]
  /** Exactly how large it is, header and body as transmitted: the body goes on until then, in lines of base64. */
  readonly octets?: number
}

/** A mailbox, read over POP3, or one of its folders, read over IMAP. */
export interface MailboxPlace {
  readonly in: Account
  readonly folder?: string
}

/** Through which service, and authenticated as whom. A refused AUTH ends the attempt there. */
export interface Via {
  readonly via?: SmtpPlace
  readonly as?: Account
  readonly helo?: string
}

export type MailboxService = Pop3Service | ImapService

/** A SASL mechanism. Whether the server offers it or not, it is tried. */
type Mechanism = 'PLAIN' | 'LOGIN' | 'CRAM-MD5'

/** How to log in over POP3: a pair of commands, a digest, or a mechanism of AUTH. */
export interface Pop3Login {
  /** USER by default. */
  readonly by?: 'USER' | 'APOP' | Mechanism
}

/** How to log in within a POP3 session: PASS alone counts on a USER that was said before. */
export interface Pop3TalkLogin {
  readonly by?: Pop3Login['by'] | 'PASS'
  /** When the first response of a mechanism goes out: with AUTH, unless said otherwise. */
  readonly after?: 'a challenge'
}

/** How to log in over IMAP: a mechanism of AUTHENTICATE, or without one the command LOGIN. */
export interface ImapLogin {
  readonly by?: Mechanism
}

/** How to log in to a service. */
export type LoginTo<S extends MailboxService> = S extends Pop3Service ? Pop3Login : ImapLogin

/** The password, if not the account's own, and the identity asked for. */
export interface Knowing {
  readonly password?: WrongPassword
  /** The account to act as, which PLAIN can name beside the one that logs in. */
  readonly actsAs?: Account
}

/** A client with a role. Each verb but `opens` is a session of its own: opened, greeted, done and quit. */
export interface Client {
  /**
   * Offers an envelope up to its last RCPT, then resets: tests whether the mail would be accepted, and sends nothing.
   */
  offers(envelope: Envelope, how?: Via): Promise<Attempt>
  /** Sends a whole message. */
  sends(message: Message, how?: Via): Promise<Attempt>
  /**
   * Sends a whole message, and goes on to DATA whatever was refused: to those recipients that were accepted, or to
   * none. The first refusal is the outcome.
   */
  insists(message: Message, how?: Via): Promise<Attempt>
  /** Logs in and leaves. This is a set-up step: a failure stops the story. */
  logsIn<S extends MailboxService>(service: S, account: Account, how?: LoginTo<S>): Promise<Login>
  /** Tries to log in with a wrong password and leaves; the outcome can be claimed about. */
  failsToLogIn<S extends MailboxService>(
    service: S,
    account: Account,
    how?: LoginTo<S> & Pick<Knowing, 'password'>,
  ): Promise<Login>
  /** Reads the account's mail over POP3 and counts the messages with this envelope's From and To. */
  finds(message: Message, where: { readonly in: Account }): Promise<Count>
  /** Reads the latest message with this envelope that has arrived in the mailbox. */
  reads(message: Envelope, where: MailboxPlace): Promise<LetterFound>
  /** Reads the latest message about one with this envelope that is not that itself: a report, a warning. */
  readsReport(message: Envelope, where: MailboxPlace): Promise<LetterFound>
  /**
   * Connects to a service, hears its greeting and leaves. Nobody there, or no TLS, is an outcome as well. Where the
   * story names no port it is the usual one of the service.
   */
  knocks<S extends Service>(service: S, how?: Knocking): Promise<GreetingOf<S>>
  /** Opens a session and keeps it open, for stories about what happens within one. */
  opens<S extends Service | 'submitting'>(service: S, how?: Opening<S>): Promise<TalkOf<S>>
  /** Sends with a program people use. The target sees this client's address. */
  sendsWith(program: RealClient, message: Message, how?: Via): Promise<Attempt>
  /** Reads the latest message with this envelope, over IMAP, with a program people use. */
  readsWith(program: RealReader, message: Envelope, where: MailboxPlace): Promise<LetterFound>
}

/** Where a client knocks, and the versions of TLS it offers: all it has, unless said otherwise. */
export interface Knocking {
  readonly port?: number
  /** An interface of the server: `interfaces.first`. */
  readonly at?: string
  readonly versions?: readonly TlsVersion[]
}

/** What is heard of a service that is not asked anything. */
export type GreetingOf<S extends Service> = S extends SmtpService ? Attempt : Answer

/** How a client starts TLS in a session. */
export interface StartingTls {
  /** Octets that go out in the clear behind the command. */
  readonly injects?: string
  /** The versions it offers: all it has, unless said otherwise. */
  readonly versions?: readonly TlsVersion[]
}

export type RealClient = 'nodemailer' | 'swaks'

export type RealReader = 'imapflow'

/** How to log in over SMTP. */
export interface SmtpLogin extends Knowing {
  readonly mechanism?: Mechanism
  /** When the first response goes out: with AUTH, unless said otherwise. */
  readonly after?: 'a challenge'
}

/** What goes out as it is: octets, or a message whose dots are doubled. */
export type Written = string | Message

export interface SmtpTalk {
  /** What the server said first. */
  readonly greeting: Attempt
  /** What EHLO listed, upper case: `AUTH PLAIN LOGIN`. */
  readonly offered: readonly string[]
  /** Where the last EHLO did not list this, the story does not apply: `PIPELINING`, `AUTH PLAIN`. */
  requires(extension: string): Promise<void>
  /** AUTH, by PLAIN by default. */
  authenticates(account: Account, how?: SmtpLogin): Promise<Login>
  offers(envelope: Envelope): Promise<Attempt>
  sends(message: Message): Promise<Attempt>
  /** Goes on to DATA whatever was refused. */
  insists(message: Message): Promise<Attempt>
  /** One line as written, CRLF added. */
  says(line: string): Promise<Attempt>
  /** Octets as written, a character each, and messages as after DATA, without the final dot. It reads nothing. */
  writes(parts: Written | readonly Written[]): Promise<void>
  /** Reads the next reply: to this command, DATA's second one being MESSAGE. */
  hears(command: SmtpCommand): Promise<Attempt>
  /** STARTTLS and the handshake. EHLO follows it, unless said otherwise. */
  startsTls(how?: StartingTls & { readonly greets?: 'not' }): Promise<Attempt>
  quits(): Promise<void>
  /** Breaks the connection off. */
  drops(): Promise<void>
}

export interface Pop3Talk {
  /** What the server said first. */
  readonly greeting: Answer
  /** Asks CAPA; where it does not list this, the story does not apply: `PIPELINING`, `SASL CRAM-MD5`; or `APOP`. */
  requires(capability: string): Promise<void>
  logsIn(account: Account, how?: Knowing & Pop3TalkLogin): Promise<Login>
  /** One line as written, CRLF added; of a command whose answer is a listing, that is read too. */
  says(line: string): Promise<Answer>
  /** Octets as written, a character each. It reads nothing. */
  writes(octets: string): Promise<void>
  /** Reads the next answer: to this line, or to one like it. */
  hears(line: string): Promise<Answer>
  /** STLS and the handshake. */
  startsTls(how?: StartingTls): Promise<Answer>
  quits(): Promise<void>
  /** Breaks the connection off. */
  drops(): Promise<void>
}

export interface ImapTalk {
  logsIn(account: Account, how?: Knowing & ImapLogin): Promise<Login>
  /** One command as written, tag and CRLF added. */
  says(command: string): Promise<Answer>
  /** STARTTLS and the handshake. */
  startsTls(how?: Pick<StartingTls, 'versions'>): Promise<Answer>
  /** LOGOUT. */
  quits(): Promise<void>
}

export type SmtpService = ServiceOf<'smtp'>

/** `submitting`: where users hand in their mail, the submission service, the one over TLS, or else the MX service. */
export type SmtpPlace = SmtpService | 'submitting'
export type Pop3Service = ServiceOf<'pop3'>
export type ImapService = ServiceOf<'imap'>

/** The options for opening a session. */
export type Opening<S extends Service | 'submitting'> = InTheClear &
  (S extends SmtpPlace
    ? Pick<Via, 'helo'> & {
        /** EHLO unless said otherwise; `not` says nothing yet, and the server may have turned the client away. */
        readonly greets?: 'EHLO' | 'HELO' | 'not'
      }
    : Record<never, never>)

/** Whether the session begins in the clear, even where clients are to start TLS first. */
interface InTheClear {
  readonly tls?: 'later'
}

/** An open session with a service. */
export type TalkOf<S extends Service | 'submitting'> = S extends SmtpPlace
  ? SmtpTalk
  : S extends Pop3Service
    ? Pop3Talk
    : S extends ImapService
      ? ImapTalk
      : never
