import { numberIn, startChild, type Child } from './children.ts'
import { ratioTo, type Effort, type Figure } from './figures.ts'
import type { Load } from './load.ts'
import type { Place } from './talk.ts'
import type { ServerName } from './servers.ts'

/** A server in a process of its own. */
export interface Contestant {
  readonly name: string
  /** Called before and after each round: where it listens, and the processor time it took since, where known. */
  readonly rests: () => Promise<Place & { readonly cpu?: number }>
}

/** What each contestant reached, by name, a sample a round. */
export interface Score {
  readonly rates: number[]
  /** Microseconds of processor time for one message; none where nobody tells. */
  readonly costs: number[]
}

export type Scores = ReadonlyMap<string, Score>

/** Starts one of our own servers in a process of its own. */
export function startContestant(name: string, server: ServerName): Contestant & { readonly child: Child } {
  const child = startChild(new URL('./server-process.ts', import.meta.url), [server])
  const rests = async () => {
    const answer = await child.ask({})
    return { port: numberIn(answer, 'port'), cpu: numberIn(answer, 'cpu') }
  }
  return { name, rests, child }
}

/** Starts the process that makes the load. */
export const startLoader = (): Child => startChild(new URL('./load-process.ts', import.meta.url))

/** Puts each under load in alternating rounds, so that a busy machine weighs on all of them. */
export async function compete(
  kind: Load,
  contestants: readonly Contestant[],
  loader: Child,
  { warmUps, rounds, roundLength }: Effort,
): Promise<Scores> {
  const scores = new Map<string, Score>(contestants.map(({ name }) => [name, { rates: [], costs: [] }]))
  for (let round = -warmUps; round < rounds; round++) {
    // Who begins changes from round to round.
    const turn = (round + warmUps) % contestants.length
    for (const { name, rests } of [...contestants.slice(turn), ...contestants.slice(0, turn)]) {
      const { host = '127.0.0.1', port } = await rests()
      const answer = await loader.ask({ kind, host, port, milliseconds: roundLength })
      const { cpu } = await rests()
      const messages = numberIn(answer, 'messages')
      if (round < 0) continue
      scores.get(name)?.rates.push((messages / numberIn(answer, 'took')) * 1000)
      if (cpu !== undefined) scores.get(name)?.costs.push(cpu / messages)
    }
  }
  return scores
}

/** The figures of a contest: rates, then processor times, each beside those of one contestant, the yardstick. */
export const figuresOf = (scores: Scores, what: string, yardstick: string): Figure[] => [
  ...compared(scores, yardstick, ({ rates }) => rates).map(({ name, ...figure }): Figure => ({
    name: `${what}: ${name}`,
    unit: '/s',
    ...figure,
  })),
  ...compared(scores, yardstick, ({ costs }) => costs).map(({ name, ...figure }): Figure => ({
    name: `${what}, processor time for one: ${name}`,
    unit: 'µs',
    ...figure,
  })),
]

/** One kind of sample of all contestants that have it, beside the yardstick's. */
function compared(scores: Scores, yardstick: string, pick: (score: Score) => readonly number[]) {
  const beside = scores.get(yardstick)
  return [...scores].flatMap(([name, score]) => {
    const samples = pick(score)
    if (samples.length === 0 || !beside) return []
    return [{ name, samples, ratio: { to: yardstick, value: ratioTo(samples, pick(beside)) } }]
  })
}
