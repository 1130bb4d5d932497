import { fork } from 'node:child_process'

/** A process of ours that answers questions one at a time. Disposing of it ends it. */
export interface Child extends AsyncDisposable {
  /** Asks, and waits for the answer no longer than `within` milliseconds. */
  ask(question: Question, within?: number): Promise<Readonly<Record<string, unknown>>>
}

/** What can be sent between processes. */
export type Question = Readonly<Record<string, string | number>>

const patience = 60_000

/** Starts a file of this folder as a process of its own; what it prints goes to standard error. */
export function startChild(
  file: URL,
  args: readonly string[] = [],
  options: { readonly execArgv?: string[] } = {},
): Child {
  const child = fork(file, args, { ...options, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const name = file.pathname.slice(file.pathname.lastIndexOf('/') + 1)
  return {
    ask: (question, within = patience) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer)
          child.off('message', heard).off('exit', gone).off('error', failed)
          act()
        }
        const heard = (answer: unknown) =>
          settle(() => (isRecord(answer) ? resolve(answer) : reject(new Error(`${name} answered nonsense`))))
        const gone = () => settle(() => reject(new Error(`${name} ended before it answered`)))
        const failed = (cause: Error) => settle(() => reject(new Error(`${name} failed`, { cause })))
        const late = () => settle(() => reject(new Error(`no answer from ${name} within ${within} ms`)))
        const timer = setTimeout(late, within)
        child.on('message', heard).on('exit', gone).on('error', failed)
        child.send(question)
      }),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill()
      await ended
    },
  }
}

/** The child's side: answers each question, and ends with its parent. What goes wrong ends it too. */
export function answers(answer: (question: Readonly<Record<string, unknown>>) => Promise<Question>): void {
  process.on('disconnect', () => process.exit())
  process.on('message', (question) => {
    if (!isRecord(question)) throw new TypeError('a question that is no record')
    // A rejection ends the process with its stack, and the parent hears of the end.
    void answer(question).then((said) => process.send?.(said))
  })
}

/** A number that an answer must hold. */
export function numberIn(record: Readonly<Record<string, unknown>>, name: string): number {
  const value = record[name]
  if (typeof value !== 'number') throw new TypeError(`${name} is no number: ${String(value)}`)
  return value
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
