import { spawn } from 'node:child_process'
import { setTimeout as rests } from 'node:timers/promises'
import { z } from 'zod'
import { doors, type Door } from './attack.ts'
import { connectionsOf, figuresOf, forgetsPeak, type ProcessFigures } from './process-figures.ts'

/** A server in a process of its own, so that all it does and suffers can be observed. */
export interface Victim extends AsyncDisposable {
  readonly pid: number
  readonly token: string
  port(door: Door): number
  figures(): ProcessFigures
  /** The connections it holds, as sentences: `imap is open`. */
  holds(): readonly string[]
  forgetsPeak(): void
  /** Why it ended, with its last words; undefined while it is alive. */
  died(): string | undefined
  /** Errors within it that were caught. */
  readonly faults: readonly string[]
  /**
   * Asks it to end as an operator would. Tells how long that took, without the time in which others had the cores;
   * undefined when it did not end `within`.
   */
  ends(within: number): Promise<number | undefined>
}

/** The limits of a victim. */
export interface Limits {
  /** The size of the JavaScript heap, in megabytes. */
  readonly heap: number
  readonly descriptors?: number | undefined
}

const introduction = z.object({ token: z.string(), ports: z.record(z.enum(doors), z.number()) })
const report = z.object({ fault: z.string() })

/** Starts a file that introduces itself with its ports. @throws Error when it does not */
export async function startVictim(file: string, { heap, descriptors }: Limits): Promise<Victim> {
  const node = [process.execPath, `--max-old-space-size=${heap}`, file]
  const limited = descriptors === undefined ? 'exec "$@"' : `ulimit -n ${descriptors}; exec "$@"`
  const child = spawn('sh', ['-c', limited, 'sh', ...node], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const faults: string[] = []
  let lastWords = ''
  let death: string | undefined
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-4000)))
  const gone = new Promise<void>((resolve) =>
    child.once('close', (code, signal) => {
      death = `it ended with ${signal ?? `exit code ${code}`}${lastWords === '' ? '' : `: ${essence(lastWords)}`}`
      resolve()
    }),
  )
  const { token, ports } = await new Promise<z.infer<typeof introduction>>((resolve, reject) => {
    child.once('message', (message) => {
      const said = introduction.safeParse(message)
      if (said.success) resolve(said.data)
      else reject(new Error('the victim does not introduce itself', { cause: said.error }))
    })
    void gone.then(() => reject(new Error(`the victim could not be started: ${death}`)))
  })
  child.on('message', (message) => {
    const said = report.safeParse(message)
    if (said.success) faults.push(said.data.fault)
  })
  const { pid } = child
  if (pid === undefined) throw new Error('the victim has no process')
  return {
    pid,
    token,
    port: (door) => ports[door],
    figures: () => figuresOf(pid),
    holds: () =>
      connectionsOf(pid).map(({ port, state }) => {
        const door = doors.find((known) => ports[known] === port)
        return `a connection to ${door ?? 'no door'} is ${state}`
      }),
    forgetsPeak: () => forgetsPeak(pid),
    died: () => death,
    faults,
    ends: async (within) => {
      const since = performance.now()
      const { waited } = figuresOf(pid)
      let last = waited
      const looks = setInterval(() => (last = Math.max(last, figuresOf(pid).waited)), 20)
      child.kill('SIGTERM')
      const late = new AbortController()
      await Promise.race([gone, rests(within, undefined, { signal: late.signal }).catch(() => {})])
      late.abort()
      clearInterval(looks)
      return death === undefined ? undefined : performance.now() - since - (last - waited)
    },
    [Symbol.asyncDispose]: async () => {
      if (death === undefined) child.kill('SIGKILL')
      await gone
    },
  }
}

/** Among the last words of a process, the line that says what happened. */
const essence = (words: string): string =>
  words.split('\n').find((line) => /^\w*Error\b|FATAL/.test(line)) ?? words.trim().split('\n').at(-1) ?? ''
