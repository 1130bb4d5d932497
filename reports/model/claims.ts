import type { ClaimRecord, Evidence, Subject } from '#evidence'
import { reproduce } from '../../scenarios/evidence/again/reproduce.ts'
import { printable } from '../../scenarios/evidence/printable.ts'
import { isOfSession } from '../../scenarios/evidence/evidence.ts'
import { describeExpected, describeSeen, judgeClaim } from '../../scenarios/evidence/judge.ts'

/** A claim in words: `expected a permanent refusal by RCPT, saw RCPT 550 5.7.1`. */
export interface ClaimView {
  /** Counted from 1, in the order of the story. */
  readonly number: number
  readonly standing: 'holds' | 'broken' | 'unknown'
  /** What it is about: `laptop#2`, or the messages at the sink. */
  readonly about: string
  readonly expected: string
  readonly seen: string
  readonly weight: ClaimRecord['weight']
  readonly axis: ClaimRecord['axis']
  readonly clauses: readonly string[]
  /** The line of the story it was made on. */
  readonly where: string
  /** The exact line it is about, if it is about a session. */
  readonly line?: { readonly session: string; readonly index: number }
  /** Shell commands that reproduce it; only if it does not hold. */
  readonly reproduce?: string
}

/** The claims of a scenario, each with how it came out. */
export const claimViews = (evidence: Evidence): readonly ClaimView[] =>
  evidence.claims.map((claim, index) => claimView(claim, index + 1, evidence))

function claimView(claim: ClaimRecord, number: number, evidence: Evidence): ClaimView {
  const standing = judgeClaim(claim)
  return {
    number,
    standing,
    about: aboutOf(claim.subject),
    expected: describeExpected(claim.expected),
    seen: printable(describeSeen(claim.subject, claim.expected)),
    weight: claim.weight,
    axis: claim.axis,
    clauses: claim.clauses,
    where: claim.where,
    ...lineOf(claim.subject),
    ...(standing !== 'holds' && { reproduce: reproduce(claim, evidence) }),
  }
}

const places = {
  receipts: 'arrived',
  commands: 'asked',
  mailbox: 'in the mailbox',
  letter: 'the message in the',
}

const aboutOf = (subject: Subject): string =>
  isOfSession(subject) ? subject.session : `${places[subject.kind]}: ${subject.of}`

const lineOf = (subject: Subject): Pick<ClaimView, 'line'> =>
  isOfSession(subject) ? { line: { session: subject.session, index: subject.line } } : {}
