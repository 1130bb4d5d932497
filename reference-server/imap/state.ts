import type { Exchange } from '../sasl/mechanisms.ts'
import type { SessionContext } from '../mailbox-session/context.ts'
import type { MailboxSessionHost } from '../mailbox-session/session-host.ts'
import type { Folder, FolderView } from '../store/account.ts'
import type { ImapSeams } from './seams.ts'
import type { ToldFlags } from './told-flags.ts'

/** What a session of IMAP needs of the server it belongs to. */
export interface ImapHost extends MailboxSessionHost {
  readonly ask: ImapSeams
}

/** What ENABLE and other commands turn on for the rest of a session (RFC 5161). */
export type Extension = 'CONDSTORE' | 'QRESYNC' | 'UTF8=ACCEPT' | 'IMAP4rev2'
export type Enabled = ReadonlySet<Extension>

interface Authenticated {
  readonly at: 'authenticated'
  readonly account: string
  readonly enabled: Enabled
}

interface Selected {
  readonly at: 'selected'
  readonly account: string
  readonly enabled: Enabled
  readonly folder: Folder
  readonly view: FolderView
  readonly toldFlags: ToldFlags
}

/** The state of a session (RFC 3501 §3), with the data of that state. */
export type State =
  | { readonly at: 'notAuthenticated' }
  /** Within AUTHENTICATE: the next line is a response, not a command. */
  | { readonly at: 'exchange'; readonly tag: string; readonly exchange: Exchange }
  /** STARTTLS was granted; what arrives before the handshake is not a command. */
  | { readonly at: 'securing' }
  | Authenticated
  | Selected
  /** Within IDLE: the next line is DONE, and leads back. */
  | { readonly at: 'idle'; readonly tag: string; readonly within: Authenticated | Selected }
  /** BYE was said and the connection is to end. */
  | { readonly at: 'logout' }
  /** The connection is gone. */
  | { readonly at: 'closed' }

export type StateName = State['at']
export type StateAt<Name extends StateName> = Extract<State, { readonly at: Name }>

/** The states a command can be given in. */
export const anyState = ['notAuthenticated', 'authenticated', 'selected'] as const
export const loggedInStates = ['authenticated', 'selected'] as const

/** The state with a mailbox that a state is or leads back to. */
export function selectedIn(state: State): Selected | undefined {
  if (state.at === 'idle') return selectedIn(state.within)
  return state.at === 'selected' ? state : undefined
}

/** The mailbox a state has open. */
export const viewOf = (state: State): FolderView | undefined => selectedIn(state)?.view

/** The same state with extensions turned on. Numbers of changes are part of QRESYNC. */
export const enabling = <S extends Authenticated | Selected>(
  state: S,
  extensions: readonly Extension[],
): S => ({
  ...state,
  enabled: new Set([
    ...state.enabled,
    ...extensions,
    ...(extensions.includes('QRESYNC') ? (['CONDSTORE'] as const) : []),
  ]),
})

/** The state that leaving a mailbox leads to. */
export const withoutMailbox = ({ account, enabled }: Authenticated | Selected): Authenticated => ({
  at: 'authenticated',
  account,
  enabled,
})

/** What commands may use besides their argument and the state. */
export interface Context extends SessionContext {
  readonly host: ImapHost
  /** The tag of the command. */
  readonly tag: string
  /** What the commands there are stand for. */
  readonly brought: readonly string[]
  /** To be called when the mailbox of a view has changed. */
  readonly onChange: () => void
}

/** A response, in one or in pieces, of which some are read when their turn comes. */
export type Response = Buffer | readonly (Buffer | AsyncIterable<Buffer>)[]

/** What comes of a command: octets for the client, and the state it leads to when that is another one. */
export interface Outcome {
  /** Untagged responses, each whole, made as the client takes them; undefined is a place to give way at. */
  readonly untagged?: Iterable<Response | undefined> | AsyncIterable<Response | undefined>
  /** The tagged response, or a continuation request; a function where it depends on what was told before. */
  readonly reply: Buffer | (() => Buffer)
  readonly next?: State
  /** Sequence numbers may not change before the reply (RFC 3501 §7.4.1). */
  readonly numbersStay?: boolean
}
