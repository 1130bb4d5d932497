import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Scenario } from '#dsl'
import type { Saboteur, SeamName } from '#reference-server'
import type { Disturbance } from '../../scenarios/disturbances/disturbance.ts'
import { judge, judgeClause } from '../../scenarios/evidence/judge.ts'
import type { KillRow } from '../../scenarios/run/report/kill-matrix.ts'
import { machineShortfalls } from '../../scenarios/run/plan/machine.ts'
import { needsOf } from '../../scenarios/run/plan/needs.ts'
import { disturbedPlay, lettingIn } from '../../scenarios/run/disturbed/disturbed-plan.ts'
import { planFor } from '../../scenarios/run/plan/plan.ts'
import { playOne, type PlayResult } from '../../scenarios/run/play.ts'
import { referenceTarget, type ReferenceOptions } from '../../scenarios/targets/reference/target.ts'

const root = join(import.meta.dirname, '..', '..')

/** Every saboteur under `reference-server/saboteurs`; a file there needs no registration. */
export async function allSaboteurs(): Promise<readonly Saboteur[]> {
  const folder = join(root, 'reference-server', 'saboteurs')
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .sort()
  const found: Saboteur[] = []
  for (const file of files) {
    const exported: Record<string, unknown> = await import(pathToFileURL(join(folder, file)).href)
    for (const value of Object.values(exported))
      if (Array.isArray(value)) found.push(...value.filter(isSaboteur))
  }
  return found
}

/** Whether a scenario is about the clause that a saboteur breaks. */
export const cites = ({ clauses }: Scenario, { clause }: Saboteur): boolean =>
  clauses.some((cited) => cited === clause)

/** The area of the book that a saboteur is played against first. */
export const areaOf = (saboteur: Saboteur, book: readonly Scenario[]): Scenario['area'] | undefined =>
  book.find((scenario) => cites(scenario, saboteur))?.area

/** Plays one scenario on a reference server of its own. */
export async function playOn(
  scenario: Scenario,
  seed: number,
  options: ReferenceOptions = {},
): Promise<PlayResult> {
  const { plan, play } = planned(scenario, seed, options)
  return playOne(plan, play)
}

/** Plays one scenario under a disturbance, on a reference server of its own; undefined where it is passed over. */
async function playDisturbedOn(
  scenario: Scenario,
  seed: number,
  { by, ...options }: ReferenceOptions & { readonly by: Disturbance },
): Promise<PlayResult | undefined> {
  const clean = await playOn(scenario, seed)
  const { plan, play } = planned(scenario, seed, options)
  if (!clean.evidence || lettingIn(play, clean.evidence, [by]).by.length === 0) return undefined
  return playOne(plan, disturbedPlay(plan, play, [by]))
}

function planned(scenario: Scenario, seed: number, options: ReferenceOptions) {
  const plan = planFor([scenario], referenceTarget(options), seed)
  const [play] = plan.plays
  if (!play) throw new RangeError('an empty plan')
  return { plan, play }
}

/** The result of a scenario on a server without a fault. */
export interface CleanPlay {
  readonly result: PlayResult
  /** The seams it passed. */
  readonly seams: ReadonlySet<SeamName>
  /** Why this machine cannot play it, where it lacks a program. */
  readonly lacks?: string
}

/** Plays each scenario on a server without a fault. */
export async function playClean(
  scenarios: Iterable<Scenario>,
  seed: number,
): Promise<ReadonlyMap<string, CleanPlay>> {
  const clean = new Map<string, CleanPlay>()
  for (const scenario of scenarios) {
    const seams = new Set<SeamName>()
    const result = await playOn(scenario, seed, { onSeam: (_, seam) => seams.add(seam) })
    const [lack] = machineShortfalls(needsOf(scenario, seed))
    clean.set(scenario.id, { result, seams, ...(lack && { lacks: lack.why }) })
  }
  return clean
}

/** The result of a saboteur: its row of the kill matrix, and how each scenario it was played against came out. */
export interface Encounter {
  readonly row: KillRow
  /** One line per scenario: its id, its verdict, and the first reason. */
  readonly tried: readonly string[]
}

/**
 * Plays a saboteur against some scenarios. It is killed if a claim that counts for its clause breaks and held in the
 * clean run; if another claim breaks, it is only noticed.
 *
 * @param by played under it, and only those scenarios that it lets in
 */
export async function playSaboteur(
  saboteur: Saboteur,
  scenarios: readonly Scenario[],
  seed: number,
  by?: Disturbance,
): Promise<Encounter> {
  const killedBy: string[] = []
  const alsoNoticedBy: string[] = []
  const tried: string[] = []
  for (const scenario of scenarios) {
    const options = { saboteurs: [saboteur] }
    const played = await (by
      ? playDisturbedOn(scenario, seed, { ...options, by })
      : playOn(scenario, seed, options))
    if (!played) continue
    const { evidence, verdict, reasons } = played
    tried.push([scenario.id, verdict, ...reasons.slice(0, 1).map(({ text }) => text)].join(': '))
    if (!evidence) continue
    const { decision, form } = judgeClause(evidence, saboteur.clause)
    if (decision === 'broken' || form === 'broken') killedBy.push(scenario.id)
    else if (judge(evidence).verdict !== 'conforms') alsoNoticedBy.push(scenario.id)
  }
  return { row: { saboteur: saboteur.id, clause: saboteur.clause, killedBy, alsoNoticedBy }, tried }
}

/** Why a saboteur survived: which scenarios were tried, with their results, and which never asked it. */
export const survivalOf = (
  { id, clause, seam }: Saboteur,
  tried: readonly string[],
  unasked: readonly Scenario[],
): string =>
  [
    `${id} is noticed by no scenario that cites ${clause}`,
    ...tried.map((line) => `  ${line}`),
    ...unasked.map((scenario) => `  ${scenario.id}: not tried, it never passes ${seam}`),
    ...(tried.length + unasked.length === 0 ? ['  no scenario cites it'] : []),
  ].join('\n')

/** One hash over the sources that decide the outcome: server and book. */
export function sourceHash(): string {
  const hash = createHash('sha256')
  for (const folder of ['reference-server', 'scenarios']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort()) {
      hash.update(`${folder}/${file}\n`).update(readFileSync(join(root, folder, file)))
    }
  }
  return hash.digest('hex')
}

const isSaboteur = (value: unknown): value is Saboteur =>
  typeof value === 'object' && value !== null && 'seam' in value && 'replace' in value
