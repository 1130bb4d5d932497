import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { readTask, type AskedCheck, type Report, type Task } from './messages.ts'
import type { Check, Kill } from './mutant.ts'
import { openWatch, type Effort } from './patience.ts'
import { firstLine, openRunner, type Runner } from './running.ts'
import { passedAtLoad, withCoverage, withMutant } from './switch.ts'

// One process that plays mutants, for a run that watches it: it may hang, run out of memory or die.

// Whoever started it may end at any time, and may have ended while this was loaded.
process.on('disconnect', () => process.exit(0))
if (!process.connected) process.exit(0)

const heart = new Int32Array(new SharedArrayBuffer(4))
const watchdog = new Worker(new URL('watchdog.ts', import.meta.url), {
  workerData: {
    heart,
    most: Number(process.env['MAILSPEC_MOST_WORK']),
    parent: Number(process.env['MAILSPEC_PARENT']),
  },
  execArgv: [],
})
watchdog.on('error', (error) => {
  throw error
})

const seed = Number(process.env['MAILSPEC_SEED'] ?? 1)

/** How much a check may do under a mutant before it is taken to hang. The first time on a server takes longer. */
const patienceFor = ({ effort: { busy, idle } }: AskedCheck): Effort => ({
  busy: 1000 + 20 * busy,
  idle: 1000 + 5 * idle,
})

/** What a check may do without a mutant. */
const patience: Effort = { busy: 120_000, idle: 60_000 }

/** How often a mutant may be passed, before it is taken to be a loop without an end. */
const mostHits = ({ hits }: AskedCheck): number => 10_000 + 20 * hits

const tell = (report: Report): void => void process.send?.(report)

/** What went wrong outside of any promise that somebody waits for. */
let fallen: string | undefined
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => (fallen ??= firstLine(error)))

const sound = await openRunner(seed)
let generations = 0

async function answer(task: Task): Promise<Report> {
  if (task.ask === 'tests') return testsIn(task.file)
  if (task.ask === 'clean') return clean(task.check)
  const kill = task.loads !== undefined ? await killAtLoad(task.loads, task) : await firstKill(sound, task)
  const isSpoilt = kill !== undefined && task.loads === undefined && (await doesNotHold(kill))
  return { told: 'mutant', ...(kill && { kill }), isSpoilt }
}

async function testsIn(file: string): Promise<Report> {
  try {
    return { told: 'tests', tests: [...(await sound.testsIn(file))] }
  } catch (error) {
    return { told: 'tests', tests: [], problem: firstLine(error) }
  }
}

async function clean(check: Check): Promise<Report> {
  using coverage = withCoverage(check.id)
  const { problem, effort } = await attempt(sound, check, patience)
  return { told: 'clean', effort, hits: { ...coverage.hits }, ...(problem && { problem: problem.why }) }
}

async function killAtLoad(of: string, task: Extract<Task, { ask: 'mutant' }>): Promise<Kill | undefined> {
  const [first] = task.checks
  if (!first) return undefined
  using _ = withMutant(task.mutant, Infinity)
  try {
    generations += 1
    using watch = openWatch(patience)
    const runner = await untilLate(openRunner(seed, { nth: generations, of }), watch.signal)
    if (runner === 'late') return { by: first.by, id: first.id, manner: 'hang', why: 'it is never loaded' }
    return await firstKill(runner, task)
  } catch (error) {
    return { by: first.by, id: first.id, manner: 'crash', why: `it cannot be loaded: ${firstLine(error)}` }
  }
}

async function firstKill(
  runner: Runner,
  { mutant, checks }: Extract<Task, { ask: 'mutant' }>,
): Promise<Kill | undefined> {
  for (const check of checks) {
    tell({ told: 'running', check: { by: check.by, id: check.id } })
    using active = withMutant(mutant, mostHits(check))
    const { problem } = await attempt(runner, check, patienceFor(check))
    if (active.isWornOut) return { by: check.by, id: check.id, manner: 'hang', why: 'a loop without an end' }
    if (problem) return { by: check.by, id: check.id, ...problem }
  }
  return undefined
}

const doesNotHold = async (check: Check): Promise<boolean> =>
  (await attempt(sound, check, patience)).problem !== undefined

/** Runs a check to its end, or until patience ends: what it did, and how it failed, if so. */
async function attempt(
  runner: Runner,
  check: Check,
  most: Effort,
): Promise<{ readonly effort: Effort; readonly problem?: Pick<Kill, 'manner' | 'why'> }> {
  await turn()
  fallen = undefined
  using watch = openWatch(most)
  const { signal } = watch
  const why = await untilLate(runner.run(check, signal), signal)
  await turn()
  const effort = { busy: watch.busy, idle: watch.idle }
  const problem = signal.aborted
    ? ({ manner: 'hang', why: `no end after ${inWords(effort)}` } as const)
    : fallen !== undefined
      ? ({ manner: 'crash', why: fallen } as const)
      : why !== undefined && ({ manner: 'breaks', why } as const)
  return { effort, ...(problem && { problem }) }
}

async function untilLate<T>(work: Promise<T>, signal: AbortSignal): Promise<T | 'late'> {
  const late = new Promise<'late'>((resolve) => signal.addEventListener('abort', () => resolve('late')))
  return Promise.race([work, late])
}

const inWords = ({ busy, idle }: Effort): string => `${Math.round(busy)}ms of work and ${idle}ms of waiting`

// The first beat comes before the first task, which may leave no time for another one.
const beat = () => Atomics.add(heart, 0, 1)
beat()
setInterval(beat, 50)
setInterval(() => tell({ told: 'alive' }), 5000)

const admit = (error: unknown): void => tell({ told: 'fault', why: firstLine(error) })

process.on('message', (message) => void answer(readTask(message)).then(tell, admit))
tell({ told: 'ready', atLoad: passedAtLoad() })
