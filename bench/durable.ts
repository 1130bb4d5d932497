import { builtInTargets } from '../scenarios/cli/targets.ts'
import { compete, figuresOf, startContestant, startLoader, type Contestant } from './contest.ts'
import type { Effort, Findings } from './figures.ts'
import { recipient } from './policy.ts'
import type { Place } from './talk.ts'

const onDisk = 'reference server, mail on disk'
const postfix = 'Postfix, to maildirs'

/** Measures how many messages a second are taken for good: each is on disk before it is acknowledged. */
export async function durable(effort: Effort): Promise<Findings> {
  await using started = new AsyncDisposableStack()
  const contestants: Contestant[] = []
  for (const [name, server] of [
    [onDisk, 'reference-on-disk'],
    ['reference server, mail in memory', 'reference'],
  ] as const) {
    const contestant = startContestant(name, server)
    started.use(contestant.child)
    contestants.push(contestant)
  }
  const staged = await startPostfix()
  if ('endpoint' in staged) {
    started.use(staged.running)
    contestants.push({ name: postfix, rests: () => Promise.resolve(staged.endpoint) })
  }
  const loader = started.use(startLoader())
  const scores = await compete('kept', contestants, loader, effort)
  return {
    title: 'Durable mail: 20 clients that keep their connections, messages of 1 KiB',
    figures: figuresOf(scores, 'messages', onDisk),
    remarks: [
      'endpoint' in staged
        ? 'Postfix queues to disk, then delivers to a maildir of its own while more comes in; its clock is turned, which costs it something'
        : `Postfix: not measured, because ${staged.why}`,
    ],
  }
}

/** Starts Postfix as it is run for the scenarios, with the mailbox of the load. */
async function startPostfix(): Promise<
  { readonly endpoint: Place; readonly running: AsyncDisposable } | { readonly why: string }
> {
  const target = builtInTargets().find(({ name }) => name === 'postfix')
  if (!target) return { why: 'there is no such target' }
  const [obstacle] = target.obstacles?.() ?? []
  if (obstacle) return { why: obstacle.why }
  const staging = await target.stage({
    scenario: 'bench/durable',
    profile: 'kerio',
    policy: {},
    accounts: { alice: recipient },
    sources: {},
    uses: [],
    seed: 1,
  })
  if (!('endpoint' in staging)) return { why: staging.map(({ need, why }) => `${need}: ${why}`).join('; ') }
  const running = {
    [Symbol.asyncDispose]: async () => {
      await staging[Symbol.asyncDispose]()
      await target.close?.()
    },
  }
  const endpoint = staging.endpoint('mx')
  if (endpoint) return { endpoint, running }
  await running[Symbol.asyncDispose]()
  return { why: 'it has no mx service' }
}
