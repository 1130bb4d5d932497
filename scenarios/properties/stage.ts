import type { Evidence } from '#evidence'
import type { CitableId } from '#clauses'
import type { Account, Claim, Client, ClientSpec, Clock, Dns, Operator, Peer, Power, Scenario } from '#dsl'
import { at, outside, scenario, smtpPeer } from '#dsl'
import { planFor, type Plan } from '../run/plan/plan.ts'
import { playOne } from '../run/play.ts'
import type { Shortfall, Target } from '../targets/target.ts'
import { goHome, type Cast, type Manner } from './cast.ts'
import type { Hop } from './models/next-hop.ts'
import type { Name, Who } from './models/step.ts'
import { accounts, type Setting } from './setting.ts'

/** Where stories are told. */
export interface Stage {
  readonly target: Target
  readonly seed: number
  readonly signal?: AbortSignal
}

/** Why a story was not told to its end, and nothing follows from it. */
export interface Untold {
  readonly verdict: 'unsupported' | 'inconclusive' | 'faulty'
  readonly why: string
}

/** What a story has to have, and what it does without where the target lacks it. */
const luxuriesOf = ({ changes }: Setting): readonly Power[] =>
  changes ? ['clock', 'sink', 'operator'] : ['clock', 'sink']

/** The powers a target has for stories in a setting, or what stands in the way of any story. */
export function powersFor(setting: Setting, { target, seed }: Stage): readonly Power[] | Untold {
  const luxuries = luxuriesOf(setting)
  const lacking = shortfallsOf(headOf(setting, luxuries), target, seed)
  const powers = luxuries.filter((power) => !lacking.some(({ need }) => need === power))
  const [obstacle] = lacking.filter(({ need }) => !luxuries.some((power) => power === need))
  return obstacle ? { verdict: 'unsupported', why: `${obstacle.need}: ${obstacle.why}` } : powers
}

/** Why a target has no such power, where it has not. */
export const lackOf = (power: Power, setting: Setting, { target, seed }: Stage): string | undefined =>
  shortfallsOf(headOf(setting, [power]), target, seed).find(({ need }) => need === power)?.why

/** What stories in some settings would need of a target; sends nothing. */
export const planOf = (settings: readonly Setting[], target: Target, seed: number): Plan =>
  planFor(
    [...new Set(settings)].map((setting) => headOf(setting, [])),
    target,
    seed,
  )

const shortfallsOf = (head: Scenario, target: Target, seed: number): readonly Shortfall[] =>
  planFor([head], target, seed).plays.flatMap(({ shortfalls }) => shortfalls)

/** What a story is told with. */
export interface Telling {
  readonly setting: Setting
  readonly powers: readonly Power[]
  readonly manner?: Manner
  readonly story: (cast: Cast) => Promise<void>
}

/** Tells a story on a target, as a scenario that `mailspec replay` can play again from its evidence. */
export async function onStage(
  { setting, powers, manner, story }: Telling,
  { target, seed, signal }: Stage,
): Promise<Evidence | Untold> {
  const told = headOf(setting, powers, async (world) => {
    const { alice, bob, clock, operator, dns, claim, laptop, neighbour, office } = world
    const { smarthost, spare, exchanger } = world
    const cast: Cast = {
      clients: { laptop, neighbour, office },
      accounts: { alice, bob },
      claim,
      changes: setting.changes ?? [],
      ...(powers.includes('operator') && { operator }),
      ...(setting.hosts && { dns }),
      ...(setting.hasHops && { peers: { smarthost, spare, exchanger } }),
      addresses: setting.addresses,
      talks: new Map(),
      mailboxes: new Map(),
      ...(powers.includes('clock') && { clock }),
      ...(manner && { manner }),
    }
    await story(cast)
    await goHome(cast)
  })
  const plan = planFor([told], target, seed)
  const [play] = plan.plays
  if (!play) throw new RangeError('an empty plan')
  const { evidence, verdict, reasons } = await playOne(plan, play, signal ? { signal } : {})
  const why = reasons.map(({ need, text }) => (need === undefined ? text : `${need}: ${text}`)).join('; ')
  if (verdict === 'faulty' || verdict === 'unsupported') return { verdict, why }
  if (!evidence || evidence.stopped) return { verdict: 'inconclusive', why: evidence?.stopped?.why ?? why }
  return evidence
}

/** What every story has in its hands; of powers, those that its head asks for. */
interface World extends Record<Who, Client>, Record<Name, Account>, Record<Hop, Peer> {
  readonly clock: Clock
  readonly operator: Operator
  readonly dns: Dns
  readonly claim: Claim<CitableId>
}

const place = (address: string): ClientSpec => (address.startsWith('203.0.113.') ? outside : at(address))

const headOf = (
  setting: Setting,
  uses: readonly Power[],
  run: (world: World) => Promise<void> = async () => {},
): Scenario => {
  const { product, name, title, clauses, policy, addresses, hosts, hasHops } = setting
  const head = scenario(`relay/counterexample-${name}`, {
    title: `Found by chance: ${title}`,
    clauses,
    profile: product,
    policy,
    accounts,
    clients: {
      laptop: place(addresses.laptop),
      neighbour: place(addresses.neighbour),
      office: place(addresses.office),
    },
    peers: { smarthost: smtpPeer(), spare: smtpPeer(), exchanger: smtpPeer({ mxOf: ['remote.test'] }) },
    uses: ['clock', 'operator', 'dns'],
    run,
  })
  return { ...head, ...(!hasHops && { peers: {} }), uses: hosts ? [...uses, 'dns'] : uses }
}
