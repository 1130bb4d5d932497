import { compete, figuresOf, startContestant, startLoader, type Contestant, type Scores } from './contest.ts'
import { ratioTo, type Budget, type Effort, type Figure, type Findings } from './figures.ts'
import { startSmtpSink } from './smtp-sink.ts'
import type { ServerName } from './servers.ts'

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
    const contestant = startContestant(name, server)
    children.use(contestant.child)
    return contestant
  })
  const discarding = await startSmtpSink()
  if (discarding) {
    children.use(discarding)
    contestants.push({ name: sink, rests: () => Promise.resolve({ port: discarding.port }) })
  }
  const loader = children.use(startLoader())
  const opened = await compete('new', contestants, loader, effort)
  const kept = await compete('kept', contestants, loader, effort)
  return {
    title:
      'Throughput: 20 clients, messages of 1 KiB, no pipelining; servers and clients in processes of their own',
    figures: [
      ...figuresOf(opened, 'new connections', yardstick).map(withBudgets(opened)),
      ...figuresOf(kept, 'messages, kept', yardstick).map(withBudgets(kept)),
    ],
    remarks: [
      discarding
        ? 'smtp-sink waits for the load to be made: it could take more than is shown here'
        : 'smtp-sink: not measured, because smtp-sink is not installed',
    ],
  }
}

/** Adds to the reference server's own rate what it should come to. */
const withBudgets =
  (scores: Scores) =>
  (figure: Figure): Figure =>
    figure.unit === '/s' && figure.name.endsWith(reference)
      ? { ...figure, budgets: budgetsOf(figure.samples, scores) }
      : figure

function budgetsOf(own: readonly number[], scores: Scores): Budget[] {
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
