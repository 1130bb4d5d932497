/** Where a command writes, so that tests can read it. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether `out` is a terminal somebody looks at. */
  readonly terminal: boolean
  /** The environment, for the host of a job; absent where none is to be told. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** A reader that has seen enough, as `head` has, is no fault: what comes after is not for it. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

export const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stdout.isTTY,
  env: process.env,
}

export const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
