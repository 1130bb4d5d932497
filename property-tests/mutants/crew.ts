import type { Task } from './messages.ts'
import { openWorker, type Answer, type Worker, type WorkerOptions } from './worker-process.ts'

/** Some worker processes; each does one task at a time, and one that goes down is replaced. */
export interface Crew extends AsyncDisposable {
  /** Mutants that were passed while the worker was loaded. */
  readonly atLoad: ReadonlySet<string>
  /** Hands out tasks in their order, each when somebody is free for it; each answer is told as it comes. */
  work<T extends Task>(tasks: Iterable<T>, onAnswer: (task: T, answer: Answer) => void): Promise<void>
}

export interface CrewOptions extends WorkerOptions {
  readonly workers: number
  /** Told of a worker that stalled, and over what. */
  readonly onStall?: (what: string, why: string) => void
}

/** After so many servers loaded anew a worker is let go: what was loaded is never given back. */
const mostGenerations = 60

export async function openCrew(options: CrewOptions): Promise<Crew> {
  const { onStall = () => {} } = options
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
    const ask = async (task: T): Promise<Answer> => {
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
      return answer
    }
    for (let task = next(); task; task = next()) {
      let answer = await ask(task)
      // The machine may have kept it from its work: only what stalls twice is taken to hang.
      if ('wentDown' in answer && answer.wentDown === 'stall') {
        onStall(answer.over?.id ?? task.ask, answer.why)
        answer = await ask(task)
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
