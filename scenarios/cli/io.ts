import { createInterface } from 'node:readline/promises'
import { printable, printableJson } from '../evidence/printable.ts'

/** Where all output goes, so that tests can read it. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether `out` is a terminal somebody looks at. */
  readonly terminal: boolean
  /** The environment, for the host of a job; absent where none is to be told. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Puts a question to whoever sits there; absent where nobody does. */
  readonly asks?: (question: string) => Promise<string>
}

/** Where a command writes. Nothing written to `out` or `err` can control a terminal. */
export interface Io extends Streams {
  /** Writes to `out` with colours; text from elsewhere must have been made printable. */
  readonly styled: (text: string) => void
}

export const ioOf = (streams: Streams): Io => ({
  ...streams,
  out: (text) => streams.out(printable(text, '\n')),
  err: (text) => streams.err(printable(text, '\n')),
  styled: streams.out,
})

/** A reader that stops early, such as `head`, is not an error; the rest of the output is dropped. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

async function asks(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

export const processStreams: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stdout.isTTY,
  env: process.env,
  ...(process.stdin.isTTY && process.stdout.isTTY && { asks }),
}

export const asJson = (value: unknown): string => printableJson(`${JSON.stringify(value, null, 2)}\n`)
