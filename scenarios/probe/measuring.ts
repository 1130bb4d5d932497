import { isWithin, type Impact, type Product } from '#clauses'
import type { Evidence } from '#evidence'
import type { PolicySettings } from '#policy-document'
import { outside, type Power, type Scenario } from '#dsl'
import { NeedUnmet, StepRefused } from '../evidence/faults.ts'
import { needsOf } from '../run/plan/needs.ts'
import { playFor } from '../run/plan/plan.ts'
import { playOne, type HowToPlay } from '../run/play.ts'
import type { Needs, Target } from '../targets/target.ts'
import { optionalPowers, type Probe } from './probe.ts'
import type { Finding } from '../../reports/profile.ts'

/** What is measured, and how far measuring may go. */
export interface Bench {
  readonly target: Target
  /** What the target is brought to, where it can be: a product, and what differs from its defaults. */
  readonly profile: Product | 'plain'
  readonly policy: PolicySettings
  readonly impact: Impact
  readonly seed: number
  /** What the last measurement came to, by name, in words. */
  readonly before?: ReadonlyMap<string, string>
  readonly how?: HowToPlay
}

/** What became of one probe. */
export interface Measured {
  readonly probe: Probe
  readonly findings: readonly Finding[]
  /** Absent where it sent nothing. */
  readonly evidence?: Evidence
  /** Our own code failed. */
  readonly fault?: string
}

/** Asks one probe after the other. What a probe cannot find out is told as unknown, with why. */
export async function* measures(probes: readonly Probe[], bench: Bench): AsyncGenerator<Measured> {
  for (const probe of probes) {
    if (bench.how?.signal?.aborted) return
    yield await measuresOne(probe, bench)
  }
}

async function measuresOne(probe: Probe, bench: Bench): Promise<Measured> {
  const { target, impact } = bench
  if (!isWithin(probe.impact, impact))
    return { probe, findings: unknown(probe, [], `it is ${probe.impact} to a server in use (--impact)`) }
  const told: Finding[] = []
  const scenario = scenarioOf(probe, bench, told)
  const { evidence, reasons, verdict } = await playOne(
    { target, seed: bench.seed, plays: [] },
    playFor(scenario, needsOf(scenario, bench.seed), target),
    bench.how,
  )
  const hasEnded = evidence !== undefined && !evidence.stopped && !evidence.fault
  const why = hasEnded ? whyOf(told) : reasons.map(({ text }) => text).join('; ')
  const findings = [...told, ...unknown(probe, told, why)]
  return { probe, findings, ...(evidence && { evidence }), ...(verdict === 'faulty' && { fault: why }) }
}

/** Why a probe that went to its end left something out: what it told last, where that is unknown too. */
function whyOf(told: readonly Finding[]): string {
  const last = told.at(-1)?.value
  return last && 'unknown' in last ? last.unknown : 'what was seen does not tell'
}

const unknown = ({ measures: all }: Probe, told: readonly Finding[], why: string): readonly Finding[] =>
  all
    .filter((what) => told.every((finding) => finding.what !== what))
    .map((what) => ({ what, value: { unknown: why }, shown: [] }))

/** A probe as something that can be played: a story that claims nothing. */
function scenarioOf(probe: Probe, bench: Bench, told: Finding[]): Scenario {
  const { target, profile, policy, seed, before } = bench
  const most = (polite: number, ours: number): number => (target.isReference === true ? ours : polite)
  const withOthers = (count: number): Scenario => {
    const names = Array.from({ length: count }, (_, index) => `other${index + 1}`)
    return {
      id: `probe/${probe.name}`,
      area: 'rfc',
      title: probe.title,
      clauses: [],
      profile,
      policy,
      accounts: probe.accounts,
      clients: { ...probe.clients, ...Object.fromEntries(names.map((name) => [name, outside])) },
      peers: {},
      uses: [],
      run: async (world: Readonly<Record<string, unknown>>) => {
        const others = names.map((name) => world[name])
        const own: object = { ...world, most, others, before: (what: string) => before?.get(what) }
        try {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the head's types made the world
          for await (const finding of probe.asks(own as never)) told.push(finding)
        } catch (error) {
          // What was seen before the need showed is worth keeping.
          throw error instanceof NeedUnmet ? new StepRefused(error.message) : error
        }
      },
    }
  }
  const few = target.shortfalls(needsOf(withOthers(0), seed)).length
  const isThere = (count: number): boolean =>
    target.shortfalls(needsOf(withOthers(count), seed)).length <= few
  const counts = Array.from({ length: probe.others + 1 }, (_, less) => probe.others - less)
  const scenario = withOthers(counts.find(isThere) ?? 0)
  return { ...scenario, uses: powersAt(target, needsOf(scenario, seed)) }
}

/** The powers that the target has for a probe. */
const powersAt = (target: Target, needs: Needs): readonly Power[] =>
  optionalPowers.filter((power) =>
    target.shortfalls({ ...needs, uses: [power] }).every(({ need }) => need !== power),
  )
