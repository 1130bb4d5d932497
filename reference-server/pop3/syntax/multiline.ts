import { headerOf } from '../../message/known.ts'

const [lf, cr, dot] = [0x0a, 0x0d, 0x2e]

/** How many octets are looked at without an interruption. */
const strideOctets = 65_536

/**
 * Writes octets as the rest of a multi-line reply (RFC 1939 §3), piece by piece: a dot that begins a line is doubled and
 * a lone dot ends it. Only CRLF begins a line; a bare CR or LF passes as it is. Octets that end in the middle of a line
 * are given a CRLF, without which the lone dot would not be one.
 */
export function* multiline(octets: Buffer): Generator<Buffer> {
  for (let from = 0; from < octets.length; from += strideOctets) yield stuffed(octets, from)
  const isWhole = octets.length === 0 || endsLine(octets, octets.length - 1)
  yield Buffer.from(isWhole ? '.\r\n' : '\r\n.\r\n')
}

/** Some octets, uncopied where no line of them begins with a dot. */
function stuffed(octets: Buffer, from: number): Buffer {
  const some = octets.subarray(from, from + strideOctets)
  const dots: number[] = []
  for (let at = some.indexOf(dot); at >= 0; at = some.indexOf(dot, at + 1)) {
    if (from + at === 0 || endsLine(octets, from + at - 1)) dots.push(at)
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

const endsLine = (octets: Buffer, at: number): boolean => octets[at] === lf && octets[at - 1] === cr

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
export function* topOf(octets: Buffer, lines: number): Generator<Buffer | undefined> {
  let end = (yield* headerOf(octets)).bodyStart
  for (let left = lines; left > 0 && end < octets.length; end += 1) {
    if (endsLine(octets, end)) left -= 1
    if (end % strideOctets === 0) yield undefined
  }
  yield* multiline(octets.subarray(0, end))
}
