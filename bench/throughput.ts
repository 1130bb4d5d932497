import { startChild, numberIn, type Child } from './children.ts'
import { ratioTo, type Budget, type Effort, type Figure, type Findings } from './figures.ts'
import type { Load } from './load.ts'
import { startSmtpSink } from './smtp-sink.ts'
import type { ServerName } from './servers.ts'

/** A server in a process of its own. */
interface Contestant {
  readonly name: string
  /** Where it listens; asked at the end of each round. */
  readonly rests: () => Promise<number>
}

const reference = 'reference server, policy on'
const yardstick = 'smtp-server at once'
const sink = 'smtp-sink'

const names: readonly (readonly [string, ServerName])[] = [
  [reference, 'reference'],
  [yardstick, 'library-at-once'],
  ['smtp-server as it comes', 'library'],
]

/** Measures how many connections and messages a second servers take, in alternating rounds. */
export async function throughput(effort: Effort): Promise<Findings> {
  await using children = new AsyncDisposableStack()
  const contestants: Contestant[] = names.map(([name, server]) => {
    const child = children.use(startChild(new URL('./server-process.ts', import.meta.url), [server]))
    return { name, rests: async () => numberIn(await child.ask({}), 'port') }
  })
  const discarding = await startSmtpSink()
  if (discarding) {
    children.use(discarding)
    contestants.push({ name: sink, rests: () => Promise.resolve(discarding.port) })
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
    remarks: discarding ? [] : ['smtp-sink: not measured, because smtp-sink is not installed'],
  }
}

async function compete(
  kind: Load,
  contestants: readonly Contestant[],
  loader: Child,
  { warmUps, rounds, roundLength }: Effort,
): Promise<Figure[]> {
  const samples = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  for (let round = -warmUps; round < rounds; round++) {
    // Who begins changes from round to round.
    const turn = (round + warmUps) % contestants.length
    for (const { name, rests } of [...contestants.slice(turn), ...contestants.slice(0, turn)]) {
      const answer = await loader.ask({ kind, port: await rests(), milliseconds: roundLength })
      const rate = (numberIn(answer, 'messages') / numberIn(answer, 'took')) * 1000
      if (round >= 0) samples.get(name)?.push(rate)
      await rests()
    }
  }
  const beside = samples.get(yardstick) ?? []
  return contestants.map(({ name }) => {
    const own = samples.get(name) ?? []
    return {
      name: `${kind === 'new' ? 'new connections' : 'messages, kept'}: ${name}`,
      unit: '/s',
      samples: own,
      ratio: { to: yardstick, value: ratioTo(own, beside) },
      ...(name === reference && { budgets: budgetsOf(own, samples) }),
    }
  })
}

function budgetsOf(own: readonly number[], samples: ReadonlyMap<string, readonly number[]>): Budget[] {
  const wanted = [
    [0.5, yardstick],
    [0.4, sink],
  ] as const
  return wanted.flatMap(([least, name]) => {
    const beside = samples.get(name)
    return beside ? [{ words: `at least ${least} × ${name}`, within: ratioTo(own, beside) >= least }] : []
  })
}
