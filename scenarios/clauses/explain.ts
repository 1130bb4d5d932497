import type { Clause } from './clause.ts'
import { statusOf } from './coverage.ts'
import type { RfcClause } from './ledger.ts'
import { columns, wrap } from './text-layout.ts'

/** Renders all that is known of one clause, for `mailspec explain`. */
export function renderClause(
  clause: Clause | RfcClause,
  known: { readonly scenarios: readonly string[]; readonly saboteurs: readonly string[] },
): string {
  const { status, reason } = statusOf(
    clause,
    known.scenarios.map((scenario) => ({ scenario, clauses: [clause.id] })),
  )
  const fromManual = 'product' in clause ? clause : undefined
  const standing = ['status', reason === undefined ? status : `${status}: ${reason}`]
  return [
    clause.id,
    indented(clause.statement),
    '',
    ...facts([
      ...origin(clause),
      ['level', clause.level],
      standing,
      ...(fromManual ? workings(fromManual) : []),
    ]),
    ...(fromManual ? settingsTable(fromManual.settings) : []),
    ...list('observation', fromManual?.observation),
    ...list('ambiguity', fromManual?.ambiguity === undefined ? [] : [fromManual.ambiguity]),
    ...list('scenarios', known.scenarios),
    ...list('saboteurs', known.saboteurs),
    '',
  ].join('\n')
}

const width = 100
const indented = (text: string, first = '  ') => first + wrap(text, width, ' '.repeat(first.length))

const origin = (clause: Clause | RfcClause) =>
  'product' in clause
    ? [
        ['product', clause.product],
        ['area', clause.area],
        ['place', clause.place],
      ]
    : [
        ['place', `RFC ${clause.rfc}, section ${clause.section}`],
        ['impact', clause.impact],
        ...(clause.needs ? [['extensions', clause.needs.join(', ')]] : []),
      ]

function facts(pairs: ReadonlyArray<readonly string[]>): string[] {
  const widest = Math.max(...pairs.map(([name = '']) => name.length))
  return pairs.map(([name = '', value = '']) => indented(value, `  ${name.padEnd(widest)}  `))
}

function workings({ protocols, testable, thirdParty, time }: Clause) {
  const always = [
    ['protocols', protocols.join(', ')],
    ['needs', testable],
    ['elsewhere', thirdParty],
  ]
  return time === undefined ? always : [...always, ['time', time]]
}

function settingsTable(settings: Clause['settings']): string[] {
  if (settings.length === 0) return []
  const rows = settings.map((setting) => [
    setting.key,
    setting.name,
    setting.unit === undefined ? setting.type : `${setting.type}, ${setting.unit}`,
    setting.default === undefined
      ? '-'
      : `${setting.default}${setting.defaultBasis ? ` (${setting.defaultBasis})` : ''}`,
  ])
  const table = columns([['key', 'called', 'type', 'default'], ...rows], 'left')
  return ['', 'settings', ...table.map((line) => `  ${line}`)]
}

const list = (heading: string, entries: readonly string[] = []) =>
  entries.length === 0 ? [] : ['', heading, ...entries.map((entry) => indented(entry, '  - '))]
