/** What is to be read next, and how large it may be. */
export interface Reading {
  /** A command ends where a line ends without announcing a literal; a line ends at its end, whatever it holds. */
  readonly unit: 'command' | 'line'
  /** The text of one command, literals not counted. */
  readonly textOctets: number
  /** All literals of one command, which may depend on how it begins. */
  readonly literalOctets: (start: string) => number
}

/** Why a command cannot be answered. After `literalUnreadable` nobody knows where the next begins. */
export type Flaw = 'lineTooLong' | 'literalTooLarge' | 'literalUnreadable'

/** What came: something whole, one character an octet, without its line end; or a client that waits for a `+`. */
export type Incoming =
  | { readonly is: 'whole'; readonly text: string }
  | { readonly is: 'literal-awaited' }
  /** `start` is what the command began with, enough for its tag. */
  | { readonly is: 'flawed'; readonly flaw: Flaw; readonly start: string }

/** Cuts a stream of octets into commands. What it holds never grows past the limits and one chunk. */
export interface CommandReader {
  push(chunk: Buffer): void
  /** The next thing that came whole; undefined until there is one. */
  next(reading: Reading): Incoming | undefined
  /** Forgets everything not yet answered. */
  clear(): void
}

/** A command of which only a part has come. */
interface Unfinished {
  pieces: string[]
  textOctets: number
  literalOctets: number
  /** Octets of a literal still to come. */
  literalLeft: number
  flaw?: Flaw
}

const lf = 0x0a
/** What shows a tag and a verb, and what shows whether it announces a literal. */
const [startOctets, endOctets] = [64, 32]
/** Literals that a client sends unasked and nobody wants are read away, up to this; so far, numbers are numbers. */
const largestLiteral = 2 ** 32 - 1

const announcement = /\{(\d{1,20})(\+?)\}\r?\n$/

const fresh = (): Unfinished => ({ pieces: [], textOctets: 0, literalOctets: 0, literalLeft: 0 })

/**
 * Builds a reader of commands (RFC 3501 §2.2.1, RFC 7888). A bare LF ends a line too, as people type it. A command that
 * is too large is thrown away as it comes and told once, at its end, so that cuts between chunks change nothing.
 */
export function createCommandReader(): CommandReader {
  let held: Buffer = Buffer.alloc(0)
  let searched = 0
  let command = fresh()

  const take = (octets: number): string => {
    const text = held.toString('latin1', 0, octets)
    held = held.subarray(octets)
    searched = 0
    return text
  }

  const keep = (text: string): void => {
    if (!command.flaw) command.pieces.push(text)
    else if (command.pieces.length === 0) command.pieces.push(text.slice(0, startOctets))
  }

  /** Takes what there is of a literal and tells whether it is all. */
  const takeLiteral = (): boolean => {
    const text = take(Math.min(command.literalLeft, held.length))
    command.literalLeft -= text.length
    if (!command.flaw) command.pieces.push(text)
    return command.literalLeft === 0
  }

  /** Takes a line with its line end; of one too long, its end. */
  const takeLine = (limit: number): string | undefined => {
    const end = held.indexOf(lf, searched)
    const length = end < 0 ? held.length : end + 1
    if (command.textOctets + length > limit) {
      command.flaw ??= 'lineTooLong'
      keep(held.toString('latin1', 0, startOctets))
    }
    if (end >= 0) {
      command.textOctets += length
      return take(length)
    }
    searched = length
    if (command.flaw && length > endOctets) {
      command.textOctets += length - endOctets
      take(length - endOctets)
      searched = endOctets
    }
    return undefined
  }

  const finish = (): Incoming => {
    const { pieces, flaw } = command
    command = fresh()
    if (flaw) return { is: 'flawed', flaw, start: (pieces[0] ?? '').slice(0, startOctets) }
    return { is: 'whole', text: pieces.join('').replace(/\r?\n$/, '') }
  }

  /** Takes up the literal a line announces; tells the client when it waits for that. */
  const announce = (octets: number, waits: boolean, limit: number): Incoming | undefined => {
    if (octets > largestLiteral) command.flaw = 'literalUnreadable'
    else if (command.literalOctets + octets > limit) command.flaw ??= 'literalTooLarge'
    command.literalOctets += octets
    // A client that waits is told now, and sends no literal; one that does not wait will send it all the same.
    if (command.flaw && (waits || command.flaw === 'literalUnreadable')) return finish()
    command.literalLeft = octets
    return waits ? { is: 'literal-awaited' } : undefined
  }

  return {
    push: (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    },
    next: ({ unit, textOctets, literalOctets }) => {
      for (;;) {
        if (command.literalLeft > 0 && !takeLiteral()) return undefined
        const line = takeLine(textOctets)
        if (line === undefined) return undefined
        keep(line)
        const [, digits, plus] = (unit === 'command' && announcement.exec(line.slice(-endOctets))) || []
        if (digits === undefined) return finish()
        const limit = literalOctets((command.pieces[0] ?? '').slice(0, startOctets))
        const told = announce(Number(digits), plus === '', limit)
        if (told) return told
      }
    },
    clear: () => {
      held = Buffer.alloc(0)
      searched = 0
      command = fresh()
    },
  }
}
