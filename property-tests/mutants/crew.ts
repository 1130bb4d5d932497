import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readReport, type Report, type Task } from './messages.ts'
import type { Check } from './mutant.ts'

/** What came of a task: what the worker said, or how it went down over it. */
export type Answer =
  | { readonly report: Report }
  | { readonly wentDown: 'crash' | 'hang'; readonly over?: Check; readonly why: string }

/** Some worker processes; each does one task at a time, and one that goes down is replaced. */
export interface Crew extends AsyncDisposable {
  /** Mutants that were passed while the worker was loaded. */
  readonly atLoad: ReadonlySet<string>
  /** Hands out tasks in their order, each when somebody is free for it; each answer is told as it comes. */
  work<T extends Task>(tasks: Iterable<T>, onAnswer: (task: T, answer: Answer) => void): Promise<void>
}

export interface CrewOptions {
  readonly workers: number
  readonly seed: number
  /** The file with the instrumented sources. */
  readonly instrumented: string
  /** A worker that works on without a pause is taken to hang after so many milliseconds of its processor's time. */
  readonly mostWork: number
}

/** After so many servers loaded anew a worker is let go: what was loaded is never given back. */
const mostGenerations = 60

export async function openCrew(options: CrewOptions): Promise<Crew> {
  const living = new Set<Worker>()
  const start = async () => {
    const worker = await openWorker(options)
    living.add(worker)
    return worker
  }
  const first = await start()

  async function labour<T extends Task>(
    next: () => T | undefined,
    onAnswer: (task: T, answer: Answer) => void,
  ) {
    let worker: Worker | undefined
    for (let task = next(); task; task = next()) {
      worker ??= [...living].find(({ isBusy }) => !isBusy) ?? (await start())
      const answer = await worker.ask(task)
      if ('report' in answer && answer.report.told === 'fault')
        throw new Error(`a worker failed: ${answer.report.why}`)
      const isSpoilt = 'report' in answer && answer.report.told === 'mutant' && answer.report.isSpoilt
      if ('wentDown' in answer || isSpoilt || worker.generations >= mostGenerations) {
        living.delete(worker)
        worker.end()
        worker = undefined
      }
      onAnswer(task, answer)
    }
    worker?.rest()
  }

  return {
    atLoad: first.atLoad,
    async work<T extends Task>(tasks: Iterable<T>, onAnswer: (task: T, answer: Answer) => void) {
      const rest = tasks[Symbol.iterator]()
      const next = (): T | undefined => {
        const { done, value } = rest.next()
        return done === true ? undefined : value
      }
      await Promise.all(Array.from({ length: options.workers }, () => labour(next, onAnswer)))
    },
    async [Symbol.asyncDispose]() {
      for (const worker of living) worker.end()
    },
  }
}

interface Worker {
  readonly atLoad: ReadonlySet<string>
  readonly generations: number
  /** Whether it works for somebody: from being asked for the first time until it is told to rest. */
  readonly isBusy: boolean
  ask(task: Task): Promise<Answer>
  rest(): void
  end(): void
}

async function openWorker({ seed, instrumented, mostWork }: CrewOptions): Promise<Worker> {
  const hooks = pathToFileURL(join(import.meta.dirname, 'hooks.mjs')).href
  const child = fork(join(import.meta.dirname, 'worker.ts'), {
    execArgv: ['--max-old-space-size=1024', '--disable-warning=ExperimentalWarning', '--import', hooks],
    env: {
      ...process.env,
      MAILSPEC_SEED: String(seed),
      MAILSPEC_INSTRUMENTED: instrumented,
      MAILSPEC_MOST_WORK: String(mostWork),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const started = await untilDone(child, () => undefined)
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
      return untilDone(child, () => child.send(task))
    },
    rest: () => void (isBusy = false),
    end: () => void child.kill('SIGKILL'),
  }
}

/** Waits for what a worker has to say, or for its end. */
async function untilDone(child: ChildProcess, begin: () => void): Promise<Answer> {
  let over: Check | undefined
  let complaint = ''
  const hear = (octets: Buffer) => (complaint = `${complaint}${octets.toString()}`.slice(-4000))
  child.stderr?.on('data', hear)
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const listen = (message: unknown) => {
    const report = readReport(message)
    if (report.told === 'running') over = report.check
    else resolve({ report })
  }
  const exits = (code: number | null, signal: NodeJS.Signals | null) =>
    resolve({
      ...(over && { over }),
      // Its watchdog sends that.
      ...(signal === 'SIGALRM'
        ? { wentDown: 'hang', why: 'it works without a pause' }
        : { wentDown: 'crash', why: causeOf(complaint) ?? `ended by ${signal ?? code}` }),
    })
  child.on('message', listen).once('exit', exits)
  begin()
  const answer = await promise
  child.off('message', listen).off('exit', exits)
  child.stderr?.off('data', hear)
  return answer
}

const causeOf = (complaint: string): string | undefined =>
  complaint
    .split('\n')
    .find((line) => /error/i.test(line))
    ?.trim()
