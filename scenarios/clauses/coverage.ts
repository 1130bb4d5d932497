import type { Area, Clause, Product } from './clause.ts'
import { areas, clauses, impliedClauses, products, rfcClauses, type RfcClause } from './ledger.ts'
import { columns } from './text-layout.ts'

/** A scenario and the ids it cites; ids the ledger does not know count for nothing. */
export interface Citation {
  readonly scenario: string
  readonly clauses: readonly string[]
}

/** How many clauses there are of each status; the four add up to the total. */
export interface Counts {
  readonly total: number
  readonly tested: number
  readonly derived: number
  readonly untestable: number
  readonly untested: number
}

/**
 * What `mailspec coverage --json` prints: the manuals' clauses in sum, by area and by product; apart from them what the
 * manuals imply, and the rules of the RFCs.
 */
export interface Coverage extends Counts {
  readonly byArea: Readonly<Record<Area, Counts>>
  readonly byProduct: Readonly<Record<Product, Counts>>
  readonly implied: Counts
  readonly rfc: Counts
}

/** Where a clause stands, and why it is not tested where that is known. */
export interface ClauseStatus {
  readonly status: 'tested' | 'derived' | 'untestable' | 'untested'
  readonly reason?: string
}

/** Counts the clauses by status, given everything that scenarios cite. */
export function coverage(citations: readonly Citation[]): Coverage {
  const cited = citedIds(citations)
  return {
    ...count(clauses, cited),
    byArea: byKey(areas, (area) => count(clausesWhere('area', area), cited)),
    byProduct: byKey(products, (product) => count(clausesWhere('product', product), cited)),
    implied: count(impliedClauses, cited),
    rfc: count(rfcClauses, cited),
  }
}

/**
 * Tells where one clause stands.
 *
 * A citation wins over anything the ledger notes: a derived clause that a scenario cites is tested in its own right,
 * and an untestable or waiting one that is cited shows that the note is out of date. A clause that waits for a part
 * of the product is untested until then.
 */
export function statusOf(clause: Clause | RfcClause, citations: readonly Citation[]): ClauseStatus {
  return statusAmong(clause, citedIds(citations))
}

/** Renders the counts as a table for a terminal: areas, products, sums, and one sentence. */
export function renderCoverage({ byArea, byProduct, implied, rfc, ...all }: Coverage): string {
  const blank = ['']
  const rows = [
    ['area', ...statusNames],
    ...areas.map((area) => countsRow(area, byArea[area])),
    blank,
    ['product'],
    ...products.map((product) => countsRow(product, byProduct[product])),
    blank,
    countsRow('all manuals', all),
    countsRow('implied', implied),
    countsRow('RFCs', rfc),
  ]
  const alone = all.total - all.derived - all.untestable
  const share = Math.floor((100 * all.tested) / alone)
  const sentence = `${all.tested} of the ${alone} clauses that need a scenario of their own have one (${share}%).`
  return `${columns(rows, 'right').join('\n')}\n\n${sentence}\n`
}

const statusNames = ['total', 'tested', 'derived', 'untestable', 'untested'] as const

const countsRow = (name: string, counts: Counts) => [
  name,
  ...statusNames.map((status) => (counts[status] === 0 ? '-' : `${counts[status]}`)),
]

const citedIds = (citations: readonly Citation[]) =>
  new Set(citations.flatMap((citation) => citation.clauses))

const clausesWhere = (trait: 'area' | 'product', value: Area | Product) =>
  clauses.filter((clause) => clause[trait] === value)

function byKey<Key extends string>(keys: readonly Key[], counts: (key: Key) => Counts): Record<Key, Counts>
function byKey(keys: readonly string[], counts: (key: string) => Counts): Record<string, Counts> {
  return Object.fromEntries(keys.map((key) => [key, counts(key)]))
}

function count(counted: ReadonlyArray<Clause | RfcClause>, cited: ReadonlySet<string>): Counts {
  const counts = { total: counted.length, tested: 0, derived: 0, untestable: 0, untested: 0 }
  for (const clause of counted) counts[statusAmong(clause, cited).status] += 1
  return counts
}

function statusAmong(clause: Clause | RfcClause, cited: ReadonlySet<string>): ClauseStatus {
  if (cited.has(clause.id)) return { status: 'tested' }
  if (!('product' in clause)) return { status: 'untested' }
  const { derived, untestable, waitsFor } = clause
  if (derived) return { status: 'derived', reason: `it follows from ${derived.from}. ${derived.why}` }
  if (untestable) return { status: 'untestable', reason: untestable.why }
  return waitsFor === undefined ? { status: 'untested' } : { status: 'untested', reason: `needs ${waitsFor}` }
}
