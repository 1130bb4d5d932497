import { clauses, findClause, impliedClauses, rfcClauses } from '#clauses'
import type { Scenario } from '#dsl'
import { renderClause } from '../clauses/explain.ts'
import { suggest } from '../clauses/suggest.ts'
import { impactOf } from '../run/plan/impact.ts'
import { readBook } from '../run/plan/book.ts'
import { readKillMatrices, saboteursByClause } from '../run/report/kill-matrix.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'

/** `mailspec explain <clause|scenario>`: shows everything about it. @throws UsageError for an unknown name */
export async function explain(name: string, io: Io): Promise<number> {
  const book = await readBook()
  const clause = findClause(name)
  if (clause) {
    const scenarios = book.filter(({ clauses: cited }) => cited.some((id) => id === name)).map(({ id }) => id)
    io.out(renderClause(clause, { scenarios, saboteurs: saboteursByClause(readKillMatrices())[name] ?? [] }))
    return 0
  }
  const scenario = book.find(({ id }) => id === name)
  if (scenario) {
    io.out(renderScenario(scenario))
    return 0
  }
  const known = [
    ...book.map(({ id }) => id),
    ...[...clauses, ...impliedClauses, ...rfcClauses].map(({ id }) => id),
  ]
  const near = suggest(name, known)
  throw new UsageError(
    `there is no clause or scenario called ${name}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '. "mailspec list" shows the scenarios.'}`,
  )
}

function renderScenario(scenario: Scenario): string {
  const clients = Object.entries(scenario.clients).map(([role, client]) => [
    role,
    client.from === 'outside' ? 'somewhere on the Internet' : `at ${client.address}`,
  ])
  return [
    scenario.id,
    scenario.title,
    '',
    `profile        ${scenario.profile}`,
    `impact         ${impactOf(scenario)}`,
    ...(scenario.uses.length > 0 ? [`powers needed  ${scenario.uses.join(', ')}`] : []),
    ...(scenario.control === undefined ? [] : [`control        ${scenario.control}`]),
    '',
    'clauses',
    ...scenario.clauses.map((id) => `  ${id}\n    ${findClause(id)?.statement ?? ''}`),
    ...rows('accounts', scenario.accounts),
    ...rows('clients', Object.fromEntries(clients)),
    '',
    'policy',
    ...JSON.stringify(scenario.policy, null, 2)
      .split('\n')
      .map((line) => `  ${line}`),
    '',
  ].join('\n')
}

const rows = (title: string, values: Readonly<Record<string, string>>): string[] =>
  Object.keys(values).length === 0
    ? []
    : ['', title, ...Object.entries(values).map(([name, value]) => `  ${name.padEnd(12)} ${value}`)]
