/** Where a scanner has stopped: before the empty line that ends a header, before a boundary, or at the end. */
export type Stop =
  | { readonly is: 'end' }
  | { readonly is: 'emptyLine' }
  /** `of` is the number the boundary was opened under. */
  | { readonly is: 'delimiter'; readonly of: number; readonly isLast: boolean; readonly end: number }

/** A place in octets, and how many line ends stand before it. */
export interface Place {
  readonly at: number
  readonly lines: number
}

/** Reads a message line by line, once from its beginning to its end, and stops where something in it begins or ends. */
export interface Scanner {
  /** Where it stands: at the beginning of a line. */
  here(): Place
  /** Goes on to the next stop, whichever it stands before by now; yields where it may be interrupted. */
  seek(within: 'header' | 'body'): Generator<undefined, Stop>
  /** Goes on behind an empty line or a boundary. */
  pass(stop: Exclude<Stop, { readonly is: 'end' }>): void
  /** Takes a boundary into account and gives its number. */
  open(boundary: string): number
  /** Forgets the boundary opened last. */
  close(): void
  /** Forgets all boundaries: what comes is one piece up to the end. */
  closeAll(): void
}

const [tab, lf, cr, blank, dash] = [0x09, 0x0a, 0x0d, 0x20, 0x2d]

/** How many octets are read without an interruption. */
const strideOctets = 2 ** 16

/** Builds a scanner that stands at the beginning. */
export function createScanner(octets: Buffer): Scanner {
  const boundaries: Buffer[] = []
  let at = 0
  let lines = 0

  /** What stands here, at the beginning of a line. A boundary is the outermost's first (RFC 2046 §5.1.2). */
  const delimiter = (): Stop | undefined => {
    if (octets[at] !== dash || octets[at + 1] !== dash) return undefined
    let of = 0
    for (const boundary of boundaries) {
      const rest = isAt(octets, at + 2, boundary) && afterBoundary(octets, at + 2 + boundary.length)
      if (rest) return { is: 'delimiter', of, ...rest }
      of += 1
    }
    return undefined
  }

  return {
    here: () => ({ at, lines }),
    *seek(within) {
      let pauseAt = at + strideOctets
      for (;;) {
        const found = delimiter()
        if (found) return found
        if (within === 'header' && octets[at] === cr && octets[at + 1] === lf) return { is: 'emptyLine' }
        for (let isLineEnd = false; !isLineEnd; at += 1) {
          if (at >= octets.length) return { is: 'end' }
          if (octets[at] === lf) {
            lines += 1
            isLineEnd = octets[at - 1] === cr
          }
          if (at >= pauseAt) {
            pauseAt += strideOctets
            yield
          }
        }
      }
    },
    pass: (stop) => {
      at = stop.is === 'delimiter' ? stop.end : at + 2
      if (octets[at - 1] === lf) lines += 1
    },
    open: (boundary) => boundaries.push(Buffer.from(boundary, 'latin1')) - 1,
    close: () => void boundaries.pop(),
    closeAll: () => void boundaries.splice(0),
  }
}

function isAt(octets: Buffer, from: number, wanted: Buffer): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (octets[from + index] !== wanted[index]) return false
  }
  return true
}

/** What follows a boundary in its line: nothing but white space, after two dashes when it is the last. */
function afterBoundary(
  octets: Buffer,
  from: number,
): { readonly isLast: boolean; readonly end: number } | undefined {
  const isLast = octets[from] === dash && octets[from + 1] === dash
  let at = isLast ? from + 2 : from
  while (octets[at] === blank || octets[at] === tab) at += 1
  if (at === octets.length) return { isLast, end: at }
  return octets[at] === cr && octets[at + 1] === lf ? { isLast, end: at + 2 } : undefined
}
