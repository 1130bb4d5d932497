import { headerOf } from '../../message/known.ts'
import type { StoredOctets } from '../../store/octets.ts'

const [lf, cr, dot] = [0x0a, 0x0d, 0x2e]
const lineEnd = Buffer.from('\r\n')

/** How many octets are looked at without an interruption. */
const strideOctets = 65_536

/**
 * Writes octets as the rest of a multi-line reply (RFC 1939 §3), piece by piece: a dot that begins a line is doubled and
 * a lone dot ends it. Only CRLF begins a line; a bare CR or LF passes as it is. Octets that end in the middle of a line
 * are given a CRLF, without which the lone dot would not be one.
 */
export async function* multiline(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let before: Buffer = lineEnd
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; from += strideOctets) {
      const some = piece.subarray(from, from + strideOctets)
      yield stuffed(some, before)
      before = some.length > 1 ? some.subarray(-2) : Buffer.concat([before, some]).subarray(-2)
    }
  }
  yield Buffer.from(before.equals(lineEnd) ? '.\r\n' : '\r\n.\r\n')
}

/** Some octets and the two before them, uncopied where no line of them begins with a dot. */
function stuffed(some: Buffer, before: Buffer): Buffer {
  const octetAt = (at: number) => (at < 0 ? before[at + 2] : some[at])
  const dots: number[] = []
  for (let at = some.indexOf(dot); at >= 0; at = some.indexOf(dot, at + 1)) {
    if (octetAt(at - 1) === lf && octetAt(at - 2) === cr) dots.push(at)
  }
  if (dots.length === 0) return some
  const doubled = Buffer.alloc(some.length + dots.length)
  let start = 0
  for (const [count, at] of dots.entries()) {
    some.copy(doubled, start + count, start, at)
    doubled[at + count] = dot
    start = at
  }
  some.copy(doubled, start + dots.length, start)
  return doubled
}

/** How many lines of text are written at once. */
const strideLines = 1000

/** Writes lines of text as the rest of a multi-line reply. */
export function* multilineText(lines: readonly string[]): Generator<Buffer> {
  for (let from = 0; from < lines.length; from += strideLines) {
    const some = lines.slice(from, from + strideLines)
    yield Buffer.from(some.map((line) => `${line.startsWith('.') ? '.' : ''}${line}\r\n`).join(''), 'utf8')
  }
  yield Buffer.from('.\r\n')
}

/** The same of the header of a message, the empty line and so many lines of the body, or all where it is shorter. */
export async function* topOf(octets: StoredOctets, lines: number): AsyncGenerator<Buffer | undefined> {
  let end = (yield* headerOf(octets)).bodyStart
  let left = lines
  let last: number | undefined
  for await (const piece of octets.pieces(end)) {
    for (let at = 0; at < piece.length && left > 0; at += 1) {
      const octet = piece[at]
      if (octet === lf && last === cr) left -= 1
      last = octet
      end += 1
      if (end % strideOctets === 0) yield undefined
    }
    if (left === 0) break
  }
  yield* multiline(octets.pieces(0, end))
}
