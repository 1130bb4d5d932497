import { areas, findClause, type CitableId } from '#clauses'
import type { ClaimRecord, Evidence, Subject } from '#evidence'
import type { Power, Scenario } from '#dsl'
import { profiles } from '#profiles'
import { readDisturbances } from '../disturbances/catalogue.ts'
import { conductOf } from '../disturbances/composed.ts'
import { HarnessFault } from '../evidence/faults.ts'
import { judge } from '../evidence/judge.ts'
import type { Target } from '../targets/target.ts'
import { planFor, type Plan, type PlannedPlay } from './plan/plan.ts'
import { playOne, type HowToPlay, type PlayResult } from './play.ts'
import { inItsWords } from './story/claims.ts'
import { tellsAgain } from './story/retelling.ts'

/** A plan whose only play is the story of some evidence, and what becomes of its claims once it is played. */
interface Retelling {
  readonly plan: Plan
  readonly outcomes: ReadonlyMap<number, Subject>
}

/**
 * Plays the steps of stored evidence on a target, and makes its claims about the outcomes of the same steps there.
 * The same seed on the reference server gives the same evidence.
 *
 * @throws HarnessFault for evidence of a profile, a clause or a power that is not known here
 */
export async function replay(evidence: Evidence, target: Target, how: HowToPlay = {}): Promise<PlayResult> {
  const { plan, outcomes } = await retelling(evidence, target)
  const [play] = plan.plays
  if (!play) throw new RangeError('an empty plan')
  const result = await playOne(plan, play, how)
  await target.close?.()
  if (!result.evidence) return result
  const mustForm = target.isReference ?? false
  const inItsNames = (text: string): string => target.translates?.(play.needs, text) ?? text
  const claims = evidence.claims.flatMap((claim) => {
    const subject = claim.step === undefined ? undefined : outcomes.get(claim.step)
    const { told = claim.expected, ...rest } = claim
    return subject ? reweighed({ ...rest, subject, ...inItsWords(told, inItsNames) }, mustForm) : []
  })
  const told = { ...result.evidence, claims }
  return { ...result, ...judge(told), evidence: told }
}

/** What a replay on a target would play, and what stands in its way. */
export const replayPlan = async (evidence: Evidence, target: Target): Promise<Plan> =>
  (await retelling(evidence, target)).plan

async function retelling(evidence: Evidence, target: Target): Promise<Retelling> {
  const outcomes = new Map<number, Subject>()
  const scenario = scenarioOf(evidence, (world) => tellsAgain(evidence.steps, world, outcomes))
  const plan = planFor([scenario], target, evidence.seed)
  const disturbing = await conductAgain(evidence)
  return { plan: { ...plan, plays: plan.plays.map((play) => ({ ...play, ...disturbing })) }, outcomes }
}

/** Head and steps are as the disturbances made them; what clients did by themselves they do again. */
async function conductAgain({ disturbedBy }: Evidence): Promise<Pick<PlannedPlay, 'disturbing'>> {
  if (disturbedBy === undefined) return {}
  const known = await readDisturbances()
  const meant = disturbedBy.map((name) => {
    const found = known.find((each) => each.name === name)
    if (!found) throw new HarnessFault(`there is no disturbance ${name}`)
    return found
  })
  return { disturbing: conductOf(meant) }
}

/** The words of replies are a MUST on the reference server only, whatever they were where the evidence comes from. */
function reweighed(claim: ClaimRecord, mustForm: boolean): readonly ClaimRecord[] {
  if (claim.axis !== 'form') return [claim]
  if (!mustForm) return [{ ...claim, weight: 'should' }]
  const must = claim.clauses.filter((id) => findClause(id)?.level === 'must')
  const should = claim.clauses.filter((id) => !must.includes(id))
  return [
    ...(must.length > 0 ? [{ ...claim, weight: 'must' as const, clauses: must }] : []),
    ...(should.length > 0 ? [{ ...claim, weight: 'should' as const, clauses: should }] : []),
  ]
}

/** The scenario that evidence comes from, with its story replaced. */
function scenarioOf(
  { scenario: id, head }: Evidence,
  run: (world: Readonly<Record<string, unknown>>) => Promise<void>,
): Scenario {
  const { profile, uses, clauses, title, policy, accounts, clients, peers = {} } = head
  const area = [...areas, 'rfc' as const].find((each) => id.startsWith(`${each}/`))
  if (area === undefined) throw new HarnessFault(`there is no area for ${id}`)
  if (!isProfile(profile)) throw new HarnessFault(`there is no profile ${profile}`)
  return {
    id,
    area,
    title,
    clauses: clauses.filter(isCitable),
    profile,
    policy,
    accounts,
    clients: Object.fromEntries(
      Object.entries(clients).map(([role, address]) => [role, { from: 'address' as const, address }]),
    ),
    peers,
    uses: uses.filter(isPower),
    run,
  }
}

const isProfile = (name: string): name is keyof typeof profiles => Object.hasOwn(profiles, name)

const isCitable = (id: string): id is CitableId => findClause(id) !== undefined

const powers: Readonly<Record<Power, true>> = {
  clock: true,
  sink: true,
  operator: true,
  dns: true,
  profileDefaults: true,
  swaks: true,
  tls: true,
}

const isPower = (name: string): name is Power => Object.hasOwn(powers, name)
