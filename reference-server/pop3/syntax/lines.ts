/** A line without its line end; or the news that one was longer than allowed. */
export type Line = Buffer | 'too-long'

/** Cuts a stream of octets into lines. What it holds never grows past the limit and one chunk. */
export interface LineReader {
  push(chunk: Buffer): void
  /** The next whole line, undefined until there is one. `limit` counts its octets with the line end. */
  next(limit: number): Line | undefined
  /** Forgets everything not yet read. */
  clear(): void
}

const lf = 0x0a
const cr = 0x0d

/**
 * Builds a reader of lines ended by CRLF. A bare LF ends a line too, as people type it; a bare CR does not. A line that
 * is too long is thrown away as it comes and told once, at its end, so that cuts between chunks change nothing.
 */
export function createLineReader(): LineReader {
  let held: Buffer = Buffer.alloc(0)
  let searched = 0
  let overflowed = false

  return {
    push: (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    },
    next: (limit) => {
      const end = held.indexOf(lf, searched)
      if (end < 0) {
        overflowed ||= held.length >= limit
        if (overflowed) held = Buffer.alloc(0)
        searched = held.length
        return undefined
      }
      const isTooLong = overflowed || end + 1 > limit
      const line = held.subarray(0, held[end - 1] === cr ? end - 1 : end)
      held = held.subarray(end + 1)
      searched = 0
      overflowed = false
      return isTooLong ? 'too-long' : line
    },
    clear: () => {
      held = Buffer.alloc(0)
      searched = 0
      overflowed = false
    },
  }
}
