export type Who = 'laptop' | 'neighbour' | 'office'
export type Name = 'alice' | 'bob'
export type Door = 'mx' | 'submission'

export interface Mail {
  readonly from: string | null
  readonly to: readonly string[]
}

/** One thing that a client does, or that time does. What is done `in its session` happens in the session kept open. */
export type Step =
  | {
      readonly is: 'logs-in'
      readonly who: Who
      readonly service: 'pop3' | 'imap'
      readonly as: Name
      readonly works: boolean
    }
  | { readonly is: 'stays'; readonly who: Who; readonly service: 'pop3' | 'imap'; readonly as: Name }
  | { readonly is: 'leaves'; readonly who: Who }
  | ({ readonly is: 'passes' } & Span)
  | ({ readonly is: 'ages'; readonly back: number } & Span)
  | ({ readonly is: 'offers' | 'sends'; readonly who: Who; readonly door: Door; readonly as?: Name } & Mail)
  | { readonly is: 'opens'; readonly who: Who; readonly door: Door }
  | { readonly is: 'proves'; readonly who: Who; readonly as: Name; readonly works: boolean }
  | ({ readonly is: 'offers-there' | 'sends-there'; readonly who: Who } & Mail)
  | { readonly is: 'resets'; readonly who: Who }
  | { readonly is: 'quits'; readonly who: Who }
  /** The operator makes one of the changes of the setting, by its place there. */
  | { readonly is: 'changes'; readonly change: number }
  /** The SMTP service is stopped and started. */
  | { readonly is: 'restarts' }
  /** From now on a host name has the addresses of these clients, and no others. */
  | { readonly is: 'moves'; readonly host: string; readonly at: readonly Who[] }

/**
 * A length of time, or as little less or more as the clock allows. Time that `ages` passes until something that
 * happened is so old: what happened last, or so many logins and messages `back`.
 */
export interface Span {
  readonly span: number
  readonly beside?: 'less' | 'more'
}

type Aging = Extract<Step, { is: 'ages' }>

/** A step as it turns out where things stand: an age to be reached has become a length of time to pass. */
export type ExactStep = Exclude<Step, Aging>
