import type { ClauseEntry, Reason, Results, TargetEntry, Totals, Verdict } from '../results.ts'

/** What a reader wants to know before anything else. */
export interface Summary {
  readonly targets: readonly TargetSummary[]
  readonly ledger: LedgerSummary
  /** The rules of RFCs that scenarios rest on, counted apart from the manuals. */
  readonly rfc: LedgerSummary
  /** What did not come out as documented, worst first. */
  readonly attention: readonly Attention[]
}

export interface TargetSummary extends TargetEntry {
  readonly played: number
}

/** How many clauses there are, and what became of them. */
export interface LedgerSummary {
  readonly total: number
  readonly tested: number
  readonly derived: number
  readonly untestable: number
  readonly untested: number
}

export interface Attention {
  readonly scenario: string
  readonly title: string
  readonly target: string
  readonly verdict: Verdict
  readonly expected: boolean
  readonly reason?: Reason
}

const worth: readonly Verdict[] = ['faulty', 'violates', 'inconclusive', 'deviates']

/** Counts a run. */
export function summaryOf({ targets, scenarios, clauses }: Results): Summary {
  const attention = scenarios.flatMap(({ id, title, results }) =>
    results.flatMap(({ target, verdict, expected, reasons: [reason] }): Attention[] => {
      if (!worth.includes(verdict) && (expected === undefined || expected.verdict === verdict)) return []
      const isExpected = expected?.verdict === verdict
      return [{ scenario: id, title, target, verdict, expected: isExpected, ...(reason && { reason }) }]
    }),
  )
  return {
    targets: targets.map((target) => ({ ...target, played: sum(target.totals) - target.totals.unsupported })),
    ledger: ledgerOf(clauses.filter((entry) => !isRfc(entry))),
    rfc: ledgerOf(clauses.filter(isRfc)),
    attention: attention.sort(
      (a, b) => Number(a.expected) - Number(b.expected) || rank(a.verdict) - rank(b.verdict),
    ),
  }
}

const isRfc = ({ product }: ClauseEntry): boolean => /^rfc\d/.test(product)

const rank = (verdict: Verdict): number => [...worth, 'conforms', 'unsupported'].indexOf(verdict)

const sum = (totals: Totals): number => Object.values(totals).reduce((a, b) => a + b, 0)

function ledgerOf(entries: readonly ClauseEntry[]): LedgerSummary {
  const count = (status: ClauseEntry['status']): number =>
    entries.filter((entry) => entry.status === status).length
  return {
    total: entries.length,
    tested: count('tested'),
    derived: count('derived'),
    untestable: count('untestable'),
    untested: count('untested'),
  }
}
