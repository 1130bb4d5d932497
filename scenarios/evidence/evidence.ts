import type { Service } from './services.ts'
import type { Expected } from './expectations.ts'
import type { Handshake } from './handshake.ts'
import type { Letter, Sent } from './letter.ts'
import type { PeerRecord, PeerSpec } from './peers.ts'

export type { Behaviour, CommandBehaviour, Occasion, PeerCommand, PeerRecord, PeerSpec } from './peers.ts'
export type { WrongPassword } from './passwords.ts'
export type { Handshake, TlsVersion } from './handshake.ts'
export type { Service, ServiceOf } from './services.ts'

/**
 * The record of one scenario played against one target: every octet both ways, and the claims made about them.
 * It contains everything that judging needs, and no secrets. Times are milliseconds since the epoch, on the target's
 * clock.
 */
export interface Evidence {
  readonly version: 1
  readonly scenario: string
  /** The disturbances it was played under, by name. Absent where there were none. */
  readonly disturbedBy?: readonly string[]
  readonly head: RecordedHead
  readonly seed: number
  readonly target: string
  /** The policy that the target follows, read back from its configuration. */
  readonly policyApplied: Readonly<Record<string, unknown>>
  /** How finely the target's clock can be placed, in milliseconds. */
  readonly clockResolution: number
  /** The addresses of the services used. */
  readonly endpoints: Readonly<Partial<Record<Service, RecordedEndpoint>>>
  /** Role → its source address on this machine, or a shell variable for it (`$LAPTOP_ADDRESS`). */
  readonly bound: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
  readonly sessions: readonly SessionRecord[]
  readonly sink: readonly Receipt[]
  /** What the peers of the story said and saw, by role. Absent where it has none. */
  readonly peers?: Readonly<Record<string, PeerRecord>>
  readonly claims: readonly ClaimRecord[]
  /** A set-up step that did not work: nothing after it was played. */
  readonly stopped?: { readonly why: string }
  /** Our own code failed; the target is not to blame. */
  readonly fault?: { readonly why: string }
}

/** The head of a scenario as data, without its story. */
export interface RecordedHead {
  readonly title: string
  readonly clauses: readonly string[]
  readonly profile: string
  readonly policy: Readonly<Record<string, unknown>>
  readonly accounts: Readonly<Record<string, string>>
  readonly clients: Readonly<Record<string, string>>
  readonly peers?: Readonly<Record<string, PeerSpec>>
  readonly uses: readonly string[]
}

/** Where a service is. */
export interface RecordedEndpoint {
  readonly host: string
  /** A number, or a shell variable if the server existed for the story only: `$MX_PORT`. */
  readonly port: string
  readonly tls: 'none' | 'starttls' | 'implicit'
}

/** When something happened at the target: after the request left, before the reply came. */
export interface Moment {
  readonly notBefore: number
  readonly notAfter: number
}

/** One step of the story, in its own words, with all that is needed to repeat it elsewhere. */
export interface Step {
  readonly at: number
  readonly actor: string
  readonly verb: string
  readonly with: Readonly<Record<string, unknown>>
  /** The sessions it opened or spoke in. */
  readonly sessions: readonly string[]
  /** How many lines all sessions had together when the step was recorded; the lines of the step come before. */
  readonly order: number
}

export interface SessionRecord {
  /** Role and count: `laptop#2`. */
  readonly id: string
  readonly client: string
  readonly service: Service
  /** The stage address the client came from. */
  readonly source: string
  readonly lines: readonly WireLine[]
  /** What followed and is not kept, because it is too long to read. */
  readonly leftOut?: { readonly lines: number; readonly octets: number }
  /** How the connection ended, once it has. */
  readonly ended?: { readonly at: number; readonly by: 'client' | 'server' | 'error'; readonly why?: string }
}

/** The octets sent, one line each (latin1, line end included), as seen above TLS. */
export interface WireLine {
  readonly at: number
  /** Its place among the lines of all sessions of the story, from 0. */
  readonly order: number
  readonly dir: 'C' | 'S'
  readonly octets: string
  /** True where a secret was replaced by asterisks. */
  readonly masked?: true
}

/** A message that arrived at the recording sink, or at another peer. */
export interface Receipt {
  readonly at: number
  readonly reversePath: string
  readonly forwardPaths: readonly string[]
  /** The message as it came, latin1, dot-unstuffed. */
  readonly message: string
  /** Octets of the message that are not kept. */
  readonly leftOut?: number
}

/** SMTP reply: three digits, enhanced status where there is one, one text a line. */
export interface Reply {
  readonly code: number
  readonly status?: string
  readonly text: readonly string[]
}

/** The command at which an attempt ended: CONNECT is the greeting, MESSAGE what follows DATA. */
export type SmtpCommand =
  'CONNECT' | 'HELO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'MESSAGE' | 'QUIT'

export const smtpCommands: readonly SmtpCommand[] = [
  'CONNECT',
  'HELO',
  'STARTTLS',
  'AUTH',
  'MAIL',
  'RCPT',
  'DATA',
  'MESSAGE',
  'QUIT',
]

/**
 * What a claim is about. It points into the sessions, so a reader can look at the very line.
 * `attempt`: an SMTP envelope offered or sent, or one SMTP command; `reply` absent when the connection went away.
 * `login`: a POP3 or IMAP login, or AUTH. `answer`: what came back to one POP3 or IMAP command, as data.
 * `receipts`: messages at the sink that fit a description, counted after a sentinel. `commands`: what a peer was given,
 * counted likewise. `mailbox`: messages in an account's maildrop that fit. `letter`: the latest of those, itself.
 */
export type Subject =
  | {
      readonly kind: 'attempt'
      readonly session: string
      readonly line: number
      readonly at: SmtpCommand
      readonly reply?: Reply
      readonly when: Moment
      /** True when the connection was lost before the target had answered. */
      readonly lost?: true
      /** True when it was the target that ended the connection. */
      readonly closed?: true
      /** What TLS began with, where that is what it is about. */
      readonly tls?: Handshake
    }
  | {
      readonly kind: 'login'
      readonly session: string
      readonly line: number
      readonly succeeded: boolean
      readonly said: string
      readonly code?: number
      readonly when: Moment
      readonly lost?: true
      readonly closed?: true
    }
  | {
      readonly kind: 'answer'
      readonly session: string
      readonly line: number
      /** How the command ended; absent where the connection went away. `+` asks for more. */
      readonly status?: 'OK' | 'NO' | 'BAD' | 'BYE' | '+' | '+OK' | '-ERR'
      /** The deciding line without its tag: `OK [READ-ONLY] done`, `+OK 2 messages`; or why there is none. */
      readonly said: string
      /** What came before it, without line ends: untagged responses without their asterisk, or the lines of a listing. */
      readonly data: readonly string[]
      /** How many further items there were, beyond the limit of what is kept. */
      readonly leftOut?: number
      /** True when a line of it did not end with CRLF, or had one of the two octets within it. */
      readonly halfLineEnds?: true
      readonly when: Moment
      readonly lost?: true
      readonly closed?: true
      readonly tls?: Handshake
    }
  | {
      readonly kind: 'receipts' | 'commands' | 'mailbox'
      readonly of: string
      readonly count: number
      readonly when: Moment
      /** False when more may be on the way, so absence proves nothing. */
      readonly certain: boolean
      /** Why it is not certain. */
      readonly doubt?: string
    }
  | {
      readonly kind: 'letter'
      /** Where it was looked for: `mailbox of bob@local.test`. */
      readonly of: string
      readonly when: Moment
      /** Absent where there was none. */
      readonly letter?: Letter
      /** The message of the story that it is, or is about; absent where nobody knows which octets that had. */
      readonly sent?: Sent
      /** False when it may still be on its way. */
      readonly certain: boolean
      readonly doubt?: string
    }

export type Attempt = Extract<Subject, { kind: 'attempt' }>
export type Login = Extract<Subject, { kind: 'login' }>
export type Answer = Extract<Subject, { kind: 'answer' }>
export type Count = Extract<Subject, { kind: 'receipts' | 'commands' | 'mailbox' }>
export type LetterFound = Extract<Subject, { kind: 'letter' }>

/** Tells whether a subject is what was answered in one session, and points to a line of it. */
export const isOfSession = (subject: Subject): subject is Attempt | Login | Answer => 'session' in subject

export interface ClaimRecord {
  readonly subject: Subject
  /** The index of the step whose outcome it is about; absent when the story made the subject itself. */
  readonly step?: number
  /** In the target's own names. */
  readonly expected: Expected
  /** In the names of the story, where those are others. */
  readonly told?: Expected
  /** Settled when the claim is made, so that judging needs no target. */
  readonly weight: 'must' | 'should'
  readonly axis: 'decision' | 'form'
  /** The clauses it counts for. */
  readonly clauses: readonly string[]
  /** The line of the story: `scenarios/cases/relay/kerio.ts:31`. */
  readonly where: string
}
