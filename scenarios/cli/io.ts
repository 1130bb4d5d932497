/** Where a command writes, so that tests can read it. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether `out` is a terminal somebody looks at. */
  readonly terminal: boolean
}

export const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stdout.isTTY,
}

export const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
