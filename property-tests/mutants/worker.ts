import { setImmediate as turn } from 'node:timers/promises'
import { readTask, type AskedCheck, type Report, type Task } from './messages.ts'
import type { Check, Kill } from './mutant.ts'
import { firstLine, openRunner, type Runner } from './running.ts'
import { passedAtLoad, withCoverage, withMutant } from './switch.ts'

// One process that plays mutants, for a run that watches it: it may hang, run out of memory or die.

const seed = Number(process.env['MAILSPEC_SEED'] ?? 1)

/** How long a check may take under a mutant before it is taken to hang, in milliseconds. */
const patienceFor = ({ milliseconds }: { readonly milliseconds: number }): number => 500 + 20 * milliseconds

/** How often a mutant may be passed, before it is taken to be a loop without an end. */
const mostHits = ({ hits }: AskedCheck): number => 10_000 + 100 * hits

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
  const kill = task.atLoad ? await killAtLoad(task) : await firstKill(sound, task)
  const isSpoilt = kill !== undefined && !task.atLoad && (await doesNotHold(kill))
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
  const began = performance.now()
  const problem = await attempt(sound, check, 120_000)
  const milliseconds = performance.now() - began
  return { told: 'clean', milliseconds, hits: { ...coverage.hits }, ...(problem && { problem: problem.why }) }
}

async function killAtLoad(task: Extract<Task, { ask: 'mutant' }>): Promise<Kill | undefined> {
  const [first] = task.checks
  if (!first) return undefined
  using _ = withMutant(task.mutant, Infinity)
  try {
    generations += 1
    return await firstKill(await openRunner(seed, generations), task)
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
    const first = await attempt(runner, check, patienceFor(check))
    // A busy machine makes one wait as well: what hangs does so again, however long it is waited for.
    const problem =
      first?.manner === 'hang' && !active.isWornOut
        ? await attempt(runner, check, 4 * patienceFor(check))
        : first
    if (active.isWornOut) return { by: check.by, id: check.id, manner: 'hang', why: 'a loop without an end' }
    if (problem) return { by: check.by, id: check.id, ...problem }
  }
  return undefined
}

const doesNotHold = async (check: Check): Promise<boolean> =>
  (await attempt(sound, check, 30_000)) !== undefined

/** Runs a check to its end, or until patience ends; what it gives is how it failed, if so. */
async function attempt(
  runner: Runner,
  check: Check,
  patience: number,
): Promise<Pick<Kill, 'manner' | 'why'> | undefined> {
  await turn()
  fallen = undefined
  const late = AbortSignal.timeout(Math.round(patience))
  const tooLate = new Promise<'late'>((resolve) => late.addEventListener('abort', () => resolve('late')))
  const why = await Promise.race([runner.run(check, late), tooLate])
  await turn()
  if (late.aborted) return { manner: 'hang', why: `no end within ${Math.round(patience)}ms` }
  if (fallen !== undefined) return { manner: 'crash', why: fallen }
  return why === undefined ? undefined : { manner: 'breaks', why }
}

// What is silent is in a loop without an end; what only takes its time is not.
setInterval(() => tell({ told: 'alive' }), 1000)

const admit = (error: unknown): void => tell({ told: 'fault', why: firstLine(error) })

process.on('message', (message) => void answer(readTask(message)).then(tell, admit))
process.on('disconnect', () => process.exit(0))
tell({ told: 'ready', atLoad: passedAtLoad() })
