import type { ClauseEntry, Reason, Results, TargetEntry, Totals, Verdict } from '../results.ts'
import { playsOf } from '../plays.ts'
import { whenInWords } from '../words.ts'

/** What a reader wants to know before anything else. */
export interface Summary {
  readonly targets: readonly TargetSummary[]
  readonly ledger: LedgerSummary
  /** What the manuals imply without stating it. */
  readonly implied: LedgerSummary
  /** The rules of RFCs that scenarios rest on, counted apart from the manuals. */
  readonly rfc: LedgerSummary
  /** What was not as documented, worst first. */
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

/** A scenario with the same verdict on one or more targets, and the first reason for it. */
export interface Attention {
  readonly scenario: string
  readonly title: string
  readonly targets: readonly [string, ...string[]]
  readonly verdict: Verdict
  readonly expected: boolean
  /** `, when disturbed by …`; empty for the plain play. */
  readonly when: string
  readonly reason?: Reason
}

const worth: readonly Verdict[] = ['faulty', 'violates', 'inconclusive', 'deviates']

/** Counts a run. */
export function summaryOf({ targets, scenarios, clauses }: Results): Summary {
  return {
    targets: targets.map((target) => ({ ...target, played: sum(target.totals) - target.totals.unsupported })),
    ledger: ledgerOf(clauses.filter((entry) => !isRfc(entry) && !entry.implied)),
    implied: ledgerOf(clauses.filter(({ implied }) => implied)),
    rfc: ledgerOf(clauses.filter(isRfc)),
    attention: scenarios
      .flatMap(attentionTo)
      .sort((a, b) => Number(a.expected) - Number(b.expected) || rank(a.verdict) - rank(b.verdict)),
  }
}

/** The results to look at first: one entry for all targets with the same verdict. */
function attentionTo({ id, title, results }: Results['scenarios'][number]): readonly Attention[] {
  const found = new Map<string, Attention>()
  for (const { result, by } of results.flatMap(playsOf)) {
    const { target, verdict, expected: declared, reasons } = result
    const expected = declared?.verdict === verdict
    if (!worth.includes(verdict) && (declared === undefined || expected)) continue
    const when = whenInWords(by)
    const key = `${verdict} ${expected}${when}`
    const { targets, reason = reasons[0] } = found.get(key) ?? {}
    found.set(key, {
      scenario: id,
      title,
      targets: targets ? [...targets, target] : [target],
      verdict,
      expected,
      when,
      ...(reason && { reason }),
    })
  }
  return [...found.values()]
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
