import { startChild, numberIn, type Child } from './children.ts'
import { ratioTo, type Budget, type Effort, type Figure, type Findings } from './figures.ts'
import type { Load } from './load.ts'
import { startSmtpSink } from './smtp-sink.ts'
import type { ServerName } from './servers.ts'

/** A server in a process of its own. */
interface Contestant {
  readonly name: string
  /** Called before and after each round: where it listens, and the processor time it took since, where known. */
  readonly rests: () => Promise<{ readonly port: number; readonly cpu?: number }>
}

const reference = 'reference server, policy on'
const yardstick = 'smtp-server at once'
const sink = 'smtp-sink'

const names: readonly (readonly [string, ServerName])[] = [
  [reference, 'reference'],
  ['reference server, mail on disk', 'reference-on-disk'],
  [yardstick, 'library-at-once'],
  ['smtp-server as it comes', 'library'],
]

/** Measures how many connections and messages a second servers take, in alternating rounds. */
export async function throughput(effort: Effort): Promise<Findings> {
  await using children = new AsyncDisposableStack()
  const contestants: Contestant[] = names.map(([name, server]) => {
    const child = children.use(startChild(new URL('./server-process.ts', import.meta.url), [server]))
    const rests = async () => {
      const answer = await child.ask({})
      return { port: numberIn(answer, 'port'), cpu: numberIn(answer, 'cpu') }
    }
    return { name, rests }
  })
  const discarding = await startSmtpSink()
  if (discarding) {
    children.use(discarding)
    contestants.push({ name: sink, rests: () => Promise.resolve({ port: discarding.port }) })
  }
  const loader = children.use(startChild(new URL('./load-process.ts', import.meta.url)))
  const figures = [
    ...(await compete('new', contestants, loader, effort)),
    ...(await compete('kept', contestants, loader, effort)),
  ]
  return {
    title:
      'Throughput: 20 clients, messages of 1 KiB, no pipelining; servers and clients in processes of their own',
    figures,
    remarks: [
      discarding
        ? 'smtp-sink waits for the load to be made: it could take more than is shown here'
        : 'smtp-sink: not measured, because smtp-sink is not installed',
    ],
  }
}

/** What each contestant reached, by name, a sample a round. */
interface Score {
  readonly rates: number[]
  /** Microseconds of processor time for one message; none where nobody tells. */
  readonly costs: number[]
}

async function compete(
  kind: Load,
  contestants: readonly Contestant[],
  loader: Child,
  { warmUps, rounds, roundLength }: Effort,
): Promise<Figure[]> {
  const scores = new Map<string, Score>(contestants.map(({ name }) => [name, { rates: [], costs: [] }]))
  for (let round = -warmUps; round < rounds; round++) {
    // Who begins changes from round to round.
    const turn = (round + warmUps) % contestants.length
    for (const { name, rests } of [...contestants.slice(turn), ...contestants.slice(0, turn)]) {
      const { port } = await rests()
      const answer = await loader.ask({ kind, port, milliseconds: roundLength })
      const { cpu } = await rests()
      const messages = numberIn(answer, 'messages')
      if (round < 0) continue
      scores.get(name)?.rates.push((messages / numberIn(answer, 'took')) * 1000)
      if (cpu !== undefined) scores.get(name)?.costs.push(cpu / messages)
    }
  }
  const each = kind === 'new' ? 'new connections' : 'messages, kept'
  return [
    ...compared(scores, ({ rates }) => rates).map(({ name, samples, ratio }): Figure => ({
      name: `${each}: ${name}`,
      unit: '/s',
      samples,
      ratio,
      ...(name === reference && { budgets: budgetsOf(samples, scores) }),
    })),
    ...compared(scores, ({ costs }) => costs).map(({ name, samples, ratio }): Figure => ({
      name: `${each}, processor time for one: ${name}`,
      unit: 'µs',
      samples,
      ratio,
    })),
  ]
}

/** One kind of sample of all contestants that have it, beside the yardstick's. */
function compared(scores: ReadonlyMap<string, Score>, pick: (score: Score) => readonly number[]) {
  const beside = scores.get(yardstick)
  return [...scores].flatMap(([name, score]) => {
    const samples = pick(score)
    if (samples.length === 0 || !beside) return []
    return [{ name, samples, ratio: { to: yardstick, value: ratioTo(samples, pick(beside)) } }]
  })
}

function budgetsOf(own: readonly number[], scores: ReadonlyMap<string, Score>): Budget[] {
  const wanted = [
    [0.5, yardstick],
    [0.4, sink],
  ] as const
  return wanted.flatMap(([least, name]) => {
    const beside = scores.get(name)
    if (!beside) return []
    return [{ words: `at least ${least} × ${name}`, within: ratioTo(own, beside.rates) >= least }]
  })
}
