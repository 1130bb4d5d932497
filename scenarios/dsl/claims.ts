import type { Attempt, Count, Login, Stage } from '#evidence'

export interface DecisionClaims {
  isAccepted(): void
  /** Permanently (5yz). `by` is the last command at which the refusal still counts. */
  isRefused(detail?: { readonly by?: Stage }): void
  /** For now (4yz). */
  isDeferred(detail?: { readonly by?: Stage }): void
  /** For now or for good (4yz or 5yz), where the manual leaves that open. */
  isTurnedAway(detail?: { readonly by?: Stage }): void
  /** The server closed the connection instead of answering, or said 421, which tells that it will. */
  isClosed(): void
  /** It answered, and did not say that it will close the connection. */
  staysOpen(): void
  /** The reply to EHLO has a line for this extension, whatever its parameters: `AUTH`; or with this one: `AUTH PLAIN`. */
  lists(extension: string): void
  listsNo(extension: string): void
}

export interface CountClaims {
  once(): void
  never(): void
  times(count: number): void
}

export interface FormClaims {
  is(form: { readonly code?: number; readonly status?: string; readonly text?: string }): void
}

/**
 * States what must be so. A claim counts for every clause the head cites, unless narrowed to one of them.
 * `claim` is about the decision and weighs as MUST; `claim.should` weighs less; `claim.form` is about words: a MUST
 * on the reference server under its product's profile, a deviation elsewhere.
 */
export interface Claim<Cited extends string> {
  (subject: Attempt | Login, clause?: Cited): DecisionClaims
  (subject: Count, clause?: Cited): CountClaims
  should: {
    (subject: Attempt | Login, clause?: Cited): DecisionClaims
    (subject: Count, clause?: Cited): CountClaims
  }
  form(subject: Attempt | Login, clause?: Cited): FormClaims
}
