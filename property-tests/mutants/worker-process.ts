import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readReport, type Report, type Task } from './messages.ts'
import type { Check } from './mutant.ts'

/** What came of a task: what the worker said, or how it went down over it. */
export type Answer =
  | { readonly report: Report }
  /** One that stalls is silent, and nobody knows why. */
  | { readonly wentDown: 'crash' | 'hang' | 'stall'; readonly over?: Check; readonly why: string }

export interface WorkerOptions {
  readonly seed: number
  /** The file with the instrumented sources. */
  readonly instrumented: string
  /** A worker that works on without a pause is taken to hang after so many milliseconds of its processor's time. */
  readonly mostWork: number
  /** A worker of which nothing is heard for so many milliseconds, not even that it is alive, has stalled. */
  readonly mostSilence?: number
}

/** A process that does one task at a time. */
export interface Worker {
  readonly atLoad: ReadonlySet<string>
  readonly generations: number
  /** Whether it works for somebody: from being asked for the first time until it is told to rest. */
  readonly isBusy: boolean
  ask(task: Task): Promise<Answer>
  rest(): void
  end(): void
}

/** Far longer than a machine keeps a process from its processor. */
const longSilence = 180_000

/** Starts a process that ends when this one does, at whatever it is by then. */
export function forkWorker({ seed, instrumented, mostWork }: WorkerOptions): ChildProcess {
  const hooks = pathToFileURL(join(import.meta.dirname, 'hooks.mjs')).href
  return fork(join(import.meta.dirname, 'worker.ts'), {
    execArgv: ['--max-old-space-size=1024', '--disable-warning=ExperimentalWarning', '--import', hooks],
    env: {
      ...process.env,
      MAILSPEC_SEED: String(seed),
      MAILSPEC_INSTRUMENTED: instrumented,
      MAILSPEC_MOST_WORK: String(mostWork),
      MAILSPEC_PARENT: String(process.pid),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

export async function openWorker(options: WorkerOptions): Promise<Worker> {
  const { mostSilence = longSilence } = options
  const child = forkWorker(options)
  const started = await untilDone(child, longSilence, () => undefined)
  if (!('report' in started) || started.report.told !== 'ready') {
    child.kill('SIGKILL')
    throw new Error(`a worker could not be started: ${'why' in started ? started.why : ''}`)
  }
  let isBusy = false
  let generations = 0
  return {
    atLoad: new Set(started.report.atLoad),
    get isBusy() {
      return isBusy
    },
    get generations() {
      return generations
    },
    async ask(task) {
      isBusy = true
      if (task.ask === 'mutant' && task.loads !== undefined) generations += 1
      return untilDone(child, mostSilence, () => child.send(task))
    },
    rest: () => void (isBusy = false),
    end: () => void child.kill('SIGKILL'),
  }
}

/** Waits for what a worker has to say, or for its end. */
async function untilDone(child: ChildProcess, mostSilence: number, begin: () => void): Promise<Answer> {
  let over: Check | undefined
  let complaint = ''
  const hear = (octets: Buffer) => (complaint = `${complaint}${octets.toString()}`.slice(-4000))
  child.stderr?.on('data', hear)
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const whom = () => over && { over }
  const stalled = setTimeout(() => {
    resolve({ ...whom(), wentDown: 'stall', why: `nothing was heard of it for ${mostSilence / 1000}s` })
  }, mostSilence)
  const listen = (message: unknown) => {
    stalled.refresh()
    const report = readReport(message)
    if (report.told === 'alive') return
    if (report.told === 'running') over = report.check
    else resolve({ report })
  }
  const exits = (code: number | null, signal: NodeJS.Signals | null) =>
    resolve({
      ...whom(),
      // Its watchdog sends that.
      ...(signal === 'SIGALRM'
        ? { wentDown: 'hang', why: 'it works without a pause' }
        : { wentDown: 'crash', why: causeOf(complaint) ?? `ended by ${signal ?? code}` }),
    })
  child.on('message', listen).once('exit', exits)
  begin()
  const answer = await promise
  clearTimeout(stalled)
  child.off('message', listen).off('exit', exits)
  child.stderr?.off('data', hear)
  return answer
}

const causeOf = (complaint: string): string | undefined =>
  complaint
    .split('\n')
    .find((line) => /error/i.test(line))
    ?.trim()
