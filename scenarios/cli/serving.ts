import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

// A server in a process of its own, as somebody would run it, for tests.

/** A running `mailspec serve`. Disposing of it kills it. */
export interface Running extends AsyncDisposable {
  /** Waits for a line that matches, among those not waited for yet. @throws when it ends without one */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** The port of a service, once it is told. Services are told in the order mx, submission, pop3, imap. */
  port(service: string): Promise<number>
  ends(signal: NodeJS.Signals): Promise<unknown>
}

/** What runs `mailspec`. */
const program = join(import.meta.dirname, '..', '..', 'bin', 'mailspec.mjs')

/** Starts `mailspec serve`. */
export const serving = (...args: readonly string[]): Running =>
  running(process.execPath, [program, 'serve', ...args])

/** Starts it by a command of the shell, to which `"$@"` is what starts it. */
export const servingWithin = (command: string, ...args: readonly string[]): Running =>
  running('unshare', ['-Urm', 'sh', '-c', command, 'sh', process.execPath, program, 'serve', ...args])

function running(command: string, args: readonly string[]): Running {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let hasEnded = false
  let wake: (() => void) | undefined
  const ended = once(child, 'exit').finally(() => {
    hasEnded = true
    wake?.()
  })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line)
      wake?.()
    })
  }
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const heard: string[] = []
    for (;;) {
      for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
        const match = pattern.exec(line)
        if (match) return match
        heard.push(line)
      }
      if (hasEnded) throw new Error(`the server ended without ${pattern}, and had said: ${heard.join(' / ')}`)
      await new Promise<void>((woken) => (wake = woken))
    }
  }
  const ends = async (signal: NodeJS.Signals): Promise<unknown> => {
    child.kill(signal)
    const [code]: unknown[] = await ended
    return code
  }
  return {
    says,
    port: async (service) => Number((await says(new RegExp(`^${service} 127\\.0\\.0\\.1:(\\d+)$`)))[1]),
    ends,
    [Symbol.asyncDispose]: async () => void (await ends('SIGKILL')),
  }
}
