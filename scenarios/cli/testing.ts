import { main } from '../cli.ts'
import type { Streams } from './io.ts'

/** What a command line came to. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs `mailspec` with these arguments in this process, and keeps what it writes. */
export const mailspec = (...args: readonly string[]): Promise<Outcome> =>
  mailspecIn({ terminal: false }, ...args)

/** The same where somebody looks at it, or in an environment of its own. */
export async function mailspecIn(
  where: Pick<Streams, 'terminal' | 'env' | 'asks'>,
  ...args: readonly string[]
): Promise<Outcome> {
  const written = { out: '', err: '' }
  const code = await main(args, {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    ...where,
  })
  return { code, ...written }
}

/** Whether a command that was interrupted says that it had no time left for a report: it waits for nothing for long. */
export const wasTooBusy = (complaints: readonly string[]): boolean =>
  complaints.join('').includes('interrupted, no report was written')
