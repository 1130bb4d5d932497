import { main } from '../../cli.ts'
import type { Io } from '../io.ts'

/** What a command wrote, and how it ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs `mailspec` in this process, as from a pipe. */
export async function mailspec(...args: readonly string[]): Promise<Ended> {
  const written = { out: '', err: '' }
  const io: Io = {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    terminal: false,
  }
  return { code: await main(args, io), ...written }
}
