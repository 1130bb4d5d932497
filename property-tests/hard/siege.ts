import { setTimeout as rests } from 'node:timers/promises'
import { doors, type Attack, type Door } from './attack.ts'
import { startBystander, type Greeting } from './bystander.ts'
import { chanceFrom } from './chance.ts'
import { prepareGround, type PreparedGround } from './ground.ts'
import { percentile } from './percentile.ts'
import { stageRequest } from './stage.ts'
import { startVictim, type Victim } from './victim.ts'

/** What a server may use at most. */
export interface Bounds {
  /** Milliseconds to greet a bystander, without those in which others had the cores. */
  readonly greeting: number
  /** Milliseconds to answer, whatever else this machine does. */
  readonly patience: number
  /** Octets of memory. */
  readonly peak: number
  /** Milliseconds to give back the descriptors of connections that are gone. */
  readonly clearing: number
  /** Milliseconds to end once it is told to. */
  readonly ending: number
}

/** How an attack is played. */
export interface Siege {
  /** The file that is started as the server. */
  readonly victim: string
  /** Of its heap, in megabytes. */
  readonly heap: number
  readonly bounds: Bounds
  readonly seed: string
  readonly milliseconds: number
}

/** The outcome of an attack. */
export interface Outcome {
  readonly attack: string
  readonly inputs: number
  /** How it died, and what went wrong within it; both are read as sentences. */
  readonly crashes: readonly string[]
  /** Where it kept a bystander waiting for too long. */
  readonly hangs: readonly string[]
  /** Octets; undefined where the system does not tell, as with descriptors. */
  readonly peak: number | undefined
  /** Milliseconds a bystander waited for a greeting. */
  readonly greeting: { readonly count: number; readonly p50: number; readonly p99: number }
  readonly descriptors: {
    readonly before: number | undefined
    readonly after: number | undefined
    /** The connections that were not given back, as sentences. */
    readonly held: readonly string[]
  }
}

/** Plays an attack against a server of its own. @throws Error when the attack itself fails or never ends */
export async function besiege(attack: Attack, siege: Siege): Promise<Outcome> {
  const { bounds } = siege
  await using victim = await startVictim(siege.victim, { heap: siege.heap, descriptors: attack.descriptors })
  const hangs = await unvisited(victim, bounds.patience)
  await rests(50)
  const before = victim.figures().descriptors
  victim.forgetsPeak()
  const prepared = prepareGround(victim, chanceFrom(`${siege.seed}/${attack.name}`), siege.milliseconds)
  const greetings = await played(attack, { victim, prepared, siege })
  prepared.clears()
  const { peak } = victim.figures()
  const after = victim.died() === undefined ? await settled(victim, before, bounds.clearing) : undefined
  const held = after !== undefined && after > (before ?? after) ? victim.holds() : []
  if (victim.died() === undefined) {
    hangs.push(...(await unvisited(victim, bounds.patience)))
    hangs.push(...(await unended(victim, bounds.ending)))
  }
  const died = victim.died() === endedWell ? undefined : victim.died()
  // If the server is gone, nobody is greeted.
  const isJudged = died === undefined && attack.descriptors === undefined
  const times = greetings.filter(({ greeting }) => isGreeting(greeting)).map(({ took }) => took)
  return {
    attack: attack.name,
    inputs: prepared.inputs(),
    crashes: [...(died === undefined ? [] : [died]), ...victim.faults],
    // A server that had run out of descriptors only has to take connections again.
    hangs: [...hangs, ...(isJudged ? missed(greetings, bounds.greeting) : [])],
    peak,
    greeting: { count: times.length, p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    descriptors: { before, after, held },
  }
}

const endedWell = 'it ended with exit code 0'
/** How long an attack may go on after its time is over; each wait in it is short. */
const grace = 20_000

async function played(
  attack: Attack,
  {
    victim,
    prepared,
    siege,
  }: { readonly victim: Victim; readonly prepared: PreparedGround; readonly siege: Siege },
): Promise<readonly Greeting[]> {
  await using bystander = await startBystander(victim, siege.bounds.patience)
  const late = new AbortController()
  await Promise.race([
    attack.play(prepared.ground),
    rests(siege.milliseconds + grace, undefined, { signal: late.signal }).then(
      () => Promise.reject(new Error(`${attack.name} does not end`)),
      () => {},
    ),
  ])
  late.abort()
  prepared.ends()
  const greetings = await bystander.finishes()
  return greetings
}

/** Greetings that did not come, or came late because of the server. */
const missed = (greetings: readonly Greeting[], within: number): readonly string[] =>
  greetings.flatMap(({ door, took, starved, greeting }) => {
    if (took - starved > within)
      return [`${door} kept a bystander waiting for ${Math.round(took - starved)} ms`]
    return isGreeting(greeting) ? [] : [`${door} turned a bystander away: ${greeting}`]
  })

const isGreeting = (line: string): boolean => /^(?:220[ -]|\+OK|\* OK)/.test(line)

/** Visits every door, and stages a server, so that there is one of the same kind each time. @returns the doors that do not take a visitor in time */
async function unvisited(victim: Victim, within: number): Promise<string[]> {
  const visits = doors.map(async (door: Door) => {
    const visit = prepareGround(victim, chanceFrom(door), within)
    const visitor = await visit.ground.enters(door, visitorNumber)
    if (door === 'control') await visitor?.sends(stageRequest(victim.token))
    const said = (await visitor?.hears(/\n/, within)) ?? ''
    visit.ends()
    visit.clears()
    return said === '' ? [`${door} takes up nobody within ${within} ms`] : []
  })
  return (await Promise.all(visits)).flat()
}

/** A stranger that no attack uses. */
const visitorNumber = 50_000

/** Tells it to end while clients are at every door. @returns what happened instead, if it did not end */
async function unended(victim: Victim, within: number): Promise<string[]> {
  const { ground, ends, clears } = prepareGround(victim, chanceFrom('end'), within)
  await Promise.all(doors.map((door) => ground.enters(door, visitorNumber)))
  const end = await victim.ends(within * 5)
  ends()
  clears()
  if (end === undefined) return ['told to end, it did not']
  return end > within ? [`told to end, it took ${Math.round(end)} ms`] : []
}

/**
 * How many descriptors are in use once those of closed connections were given back, or time is over; the time in which
 * others had the cores does not count.
 */
async function settled(
  victim: Victim,
  before: number | undefined,
  within: number,
): Promise<number | undefined> {
  const since = performance.now() - victim.figures().waited
  for (;;) {
    const { descriptors, waited } = victim.figures()
    if (descriptors === undefined || before === undefined || descriptors <= before) return descriptors
    if (performance.now() - waited - since > within) return descriptors
    await rests(100)
  }
}
