import { main } from '../cli.ts'

/** What a command line came to. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs `mailspec` with these arguments in this process, and keeps what it writes. */
export async function mailspec(...args: readonly string[]): Promise<Outcome> {
  const written = { out: '', err: '' }
  const code = await main(args, {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    terminal: false,
  })
  return { code, ...written }
}

/** Whether a command that was interrupted says that it had no time left for a report: it waits for nothing for long. */
export const wasTooBusy = (complaints: readonly string[]): boolean =>
  complaints.join('').includes('interrupted, no report was written')
