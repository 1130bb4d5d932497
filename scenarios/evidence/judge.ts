import { isOfSession, type ClaimRecord, type Evidence, type Subject } from './evidence.ts'
import { expectationOf, meets, type Expected } from './expectations.ts'
import { lossOf } from './loss.ts'
import type { AxisResult, Judgment, Reason } from './verdict.ts'

/**
 * Computes the verdict from evidence alone, so stored evidence can be judged again.
 *
 * A claim holds, is broken, or is unknown: a connection we lost half-way proves neither; one the server closed is an
 * outcome. Worst wins: faulty > violates > inconclusive > deviates > conforms.
 */
export function judge(evidence: Evidence): Judgment {
  const judged = evidence.claims.map((claim, index) => ({ claim, index, result: judgeClaim(claim) }))
  const broken = judged.filter(({ result }) => result === 'broken')
  const unknown = judged.filter(({ result }) => result === 'unknown')
  const reasons: Reason[] = [
    ...(evidence.fault ? [{ kind: 'fault', text: evidence.fault.why } as const] : []),
    ...[...broken, ...unknown].map(
      ({ claim, index }) =>
        ({ kind: 'claim', claim: index, text: `${describeClaim(claim)}${lossIn(evidence, claim)}` }) as const,
    ),
    ...(evidence.stopped ? [{ kind: 'stopped', text: evidence.stopped.why } as const] : []),
    ...(evidence.claims.length === 0 && !evidence.stopped && !evidence.fault
      ? [{ kind: 'stopped', text: 'the story made no claim' } as const]
      : []),
  ]
  return {
    verdict: verdictOf(evidence, broken.length > 0, broken.some(isMust), unknown.length > 0),
    decision: axisResult(judged, 'decision'),
    form: axisResult(judged, 'form'),
    reasons,
  }
}

/** For a lost connection: why, and the last words received. */
function lossIn({ sessions }: Evidence, { subject }: ClaimRecord): string {
  if (!isOfSession(subject) || !subject.lost) return ''
  const session = sessions.find(({ id }) => id === subject.session)
  return session ? `: ${lossOf(session)}` : ''
}

/** The verdict of only those claims that count for one clause. If the story stopped, it is inconclusive. */
export const judgeClause = (evidence: Evidence, clause: string): Judgment =>
  judge({ ...evidence, claims: evidence.claims.filter(({ clauses }) => clauses.includes(clause)) })

/** Tells whether what was seen is what was expected. */
export function judgeClaim({ subject, expected }: ClaimRecord): 'holds' | 'broken' | 'unknown' {
  const met = meets(subject, expected)
  return met === undefined ? 'unknown' : met ? 'holds' : 'broken'
}

function verdictOf(
  evidence: Evidence,
  broken: boolean,
  must: boolean,
  unknown: boolean,
): Judgment['verdict'] {
  if (evidence.fault) return 'faulty'
  if (must) return 'violates'
  if (evidence.stopped || unknown || evidence.claims.length === 0) return 'inconclusive'
  return broken ? 'deviates' : 'conforms'
}

const isMust = ({ claim }: { claim: ClaimRecord }): boolean => claim.weight === 'must'

function axisResult(
  judged: readonly { claim: ClaimRecord; result: 'holds' | 'broken' | 'unknown' }[],
  axis: ClaimRecord['axis'],
): AxisResult {
  const results = new Set(judged.filter(({ claim }) => claim.axis === axis).map(({ result }) => result))
  return results.size === 0
    ? null
    : results.has('broken')
      ? 'broken'
      : results.has('unknown')
        ? 'unknown'
        : 'holds'
}

/** A claim in words: where, what was expected, what was seen. */
export const describeClaim = (claim: ClaimRecord): string =>
  `${whereIs(claim.subject)}: expected ${describeExpected(claim.expected)}, saw ${describeSeen(claim.subject, claim.expected)}`

/** What was expected, in words. */
export const describeExpected = (expected: Expected): string => expectationOf(expected).words(expected)

/** What was seen of a subject, in words: of a letter, what it has of what was expected. */
export const describeSeen = (subject: Subject, expected?: Expected): string => {
  switch (subject.kind) {
    case 'attempt':
      return subject.lost || !subject.reply
        ? `the connection ${subject.closed ? 'closed' : 'lost'} at ${subject.at}`
        : `${subject.at} ${[subject.reply.code, subject.reply.status, subject.reply.text[0]].filter(Boolean).join(' ')}`
    case 'login':
      return subject.lost
        ? `the connection ${subject.closed ? 'closed' : 'lost'}`
        : `${subject.succeeded ? 'success' : 'failure'}: ${subject.said}`
    case 'answer': {
      if (subject.lost) return `the connection ${subject.closed ? 'closed' : 'lost'}`
      const among = (expected && expectationOf(expected).sawAmong?.(subject, expected)) ?? []
      return among.length === 0 ? subject.said : `${shortened(among)}, and ${subject.said}`
    }
    case 'receipts':
    case 'commands':
    case 'mailbox':
      return subject.certain
        ? String(subject.count)
        : `${subject.count}, and ${subject.doubt ?? 'more may be on the way'}`
    case 'letter':
      return subject.letter
        ? ((expected && expectationOf(expected).sawIn?.(subject, expected)) ??
            `a message of ${subject.letter.header.length + subject.letter.bodyOctets} octets`)
        : subject.certain
          ? 'no such message'
          : `no such message, and ${subject.doubt ?? 'it may be on the way'}`
  }
}

const mostShown = 12

/** The first of many, as they fit in a line. */
const shortened = (items: readonly string[]): string =>
  [...items.slice(0, mostShown).map(firstLine), ...(items.length > mostShown ? ['…'] : [])].join(', ')

const firstLine = (item: string): string => {
  const [line = ''] = item.split(/\r?\n/)
  return line.length < 100 ? line : `${line.slice(0, 100)}…`
}

const whereIs = (subject: Subject): string => (isOfSession(subject) ? subject.session : subject.of)
