import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { z } from 'zod'
import { StepRefused } from '../../../evidence/faults.ts'
import { problemAnswer, type Request } from './protocol.ts'

/** How an adapter is started, and how long it may take. */
export interface AdapterSpec {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]]
  /** Milliseconds for one answer. */
  readonly within: number
}

/** An adapter that has been started. */
export interface AdapterProgram {
  /**
   * Asks, and waits for the answer. One request at a time is under way.
   *
   * @throws StepRefused when it says that it cannot, answers nonsense, is too slow, or has ended
   */
  asks<T>(request: Request, shape: z.ZodType<T>): Promise<T>
  /** Lets it end: its input is closed, and what does not end by itself is ended. Says how it went, if not well. */
  close(): Promise<string | undefined>
}

/** The longest line that an adapter may say. */
const mostOctets = 4 * 2 ** 20
/** How long it may take to end once its input is closed. */
const endsWithin = 5_000

const answered = z.looseObject({ id: z.int() })

/** Starts an adapter. What it does wrong is final: every later request fails for the same reason. */
export function startAdapter({ command, within }: AdapterSpec): AdapterProgram {
  const [program, ...args] = command
  const name = `adapter ${program}`
  // A group of its own, so that what it started ends with it.
  const child = spawn(program, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  const { promise: gone, resolve: hasGone } = Promise.withResolvers<void>()
  let broken: string | undefined
  let complaint = ''
  let awaited: { readonly id: number; readonly told: (line: string | Error) => void } | undefined
  let buffer = ''
  let last = 0
  let turn: Promise<unknown> = Promise.resolve()

  const breaks = (why: string): void => {
    broken ??= `${name} ${why}${complaint === '' ? '' : `; it said: ${lastLine(complaint)}`}`
    awaited?.told(new StepRefused(broken))
    awaited = undefined
    ends(child)
  }
  const hears = (line: string): void => {
    if (broken !== undefined) return
    if (!awaited) return breaks(`spoke without being asked: ${brief(line)}`)
    const { told } = awaited
    awaited = undefined
    told(line)
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${buffer}${text}`.split('\n')
    buffer = lines.pop() ?? ''
    for (const line of lines) hears(line)
    if (buffer.length > mostOctets) {
      buffer = ''
      breaks(`said more than ${mostOctets} octets in one line`)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = `${complaint}${text}`.slice(-2000)
  })
  child.stdin.on('error', () => {})
  child.on('error', (error) => {
    breaks(`cannot be started: ${error.message}`)
    hasGone()
  })
  child.on('close', (code, signal) => {
    breaks(`ended with ${signal ?? `exit code ${code}`}`)
    hasGone()
  })

  async function asksOnce<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
    if (broken !== undefined) throw new StepRefused(broken)
    const id = (last += 1)
    const line = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => breaks(`did not answer ${request.do} within ${within / 1000} s`), within)
      awaited = {
        id,
        told: (heard) => {
          clearTimeout(timer)
          if (typeof heard === 'string') resolve(heard)
          else reject(heard)
        },
      }
      child.stdin.write(`${JSON.stringify({ id, ...request })}\n`)
    })
    return understood(line, id, request, shape)
  }

  /** The answer without its number, in its shape. */
  function understood<T>(line: string, id: number, request: Request, shape: z.ZodType<T>): T {
    const nonsense = (why: string): StepRefused => {
      breaks(`answered ${request.do} with ${why}: ${brief(line)}`)
      return new StepRefused(broken ?? why)
    }
    const parsed = answered.safeParse(jsonOf(line))
    if (!parsed.success) throw nonsense('something that is no JSON object with an id')
    const { id: seen, ...answer } = parsed.data
    if (seen !== id) throw nonsense(`the id ${seen} in place of ${id}`)
    const problem = problemAnswer.safeParse(answer)
    if (problem.success && request.do !== 'operator')
      throw new StepRefused(`${name} cannot ${request.do}: ${problem.data.problem}`)
    const read = shape.safeParse(answer)
    if (read.success) return read.data
    const [issue] = read.error.issues
    throw nonsense(`a wrong ${issue?.path.join('.') || 'shape'} (${issue?.message})`)
  }

  return {
    asks: (request, shape) => {
      const next = turn.then(() => asksOnce(request, shape))
      turn = next.catch(() => {})
      return next
    },
    close: async () => {
      const wasBroken = broken
      broken ??= `${name} has been ended`
      child.stdin.end()
      const timer = setTimeout(() => ends(child), endsWithin)
      await gone
      clearTimeout(timer)
      // What it left running ends too.
      ends(child)
      if (wasBroken !== undefined) return wasBroken
      return child.signalCode === null ? undefined : `${name} did not end within ${endsWithin / 1000} s`
    },
  }
}

/** Ends a program and all that it started. */
function ends({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // All of them have ended already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const brief = (line: string): string => (line.length > 120 ? `${line.slice(0, 120)}…` : line)
const lastLine = (text: string): string => brief(text.trimEnd().split('\n').at(-1) ?? '')
