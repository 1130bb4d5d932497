import { headerEnd, readFields, valueOf } from './header.ts'
import { readParameterised, type Parameterised } from './parameters.ts'

/** A message or a part of one (RFC 2045 §2.4), as a place in the octets that were stored. */
export interface Entity {
  /** With the empty line that ends it, if there is one. */
  readonly header: Buffer
  readonly body: Buffer
  /** What it is taken for: a multipart without parts is plain text. */
  readonly type: Parameterised
  readonly inside:
    | { readonly is: 'nothing' }
    | { readonly is: 'parts'; readonly parts: readonly [Entity, ...Entity[]] }
    | { readonly is: 'message'; readonly message: Entity }
}

/** How deep parts are looked for, and how many: no message may cost more to take apart than to store. */
const deepest = 20
const mostParts = 10_000

const plainText: Parameterised = { value: 'text/plain', parameters: [['charset', 'us-ascii']] }
const wholeMessage: Parameterised = { value: 'message/rfc822', parameters: [] }
const isMediaType = /^[!#-'*+.0-9A-Z^-z|~-]+\/[!#-'*+.0-9A-Z^-z|~-]+$/i

const known = new WeakMap<Buffer, Entity>()

/** Takes a message apart, once for the same octets. */
export function readEntity(octets: Buffer): Entity {
  const entity = known.get(octets) ?? read(octets, plainText, 0, { parts: mostParts })
  known.set(octets, entity)
  return entity
}

function read(octets: Buffer, usual: Parameterised, depth: number, left: { parts: number }): Entity {
  const end = headerEnd(octets)
  const [header, body] = [octets.subarray(0, end), octets.subarray(end)]
  const given = readParameterised(valueOf(readFields(header), 'content-type') ?? '')
  const type = isMediaType.test(given.value) ? given : usual
  const entity = { header, body, type, inside: { is: 'nothing' } } as const
  if (type.value === 'message/rfc822' && depth < deepest) {
    return { ...entity, inside: { is: 'message', message: read(body, plainText, depth + 1, left) } }
  }
  if (!type.value.startsWith('multipart/')) return entity
  const boundary = type.parameters.find(([name]) => name === 'boundary')?.[1]
  const usualInside = type.value === 'multipart/digest' ? wholeMessage : plainText
  const [first, ...others] =
    boundary !== undefined && depth < deepest
      ? split(body, boundary, left).map((part) => read(part, usualInside, depth + 1, left))
      : []
  if (!first) return { ...entity, type: plainText }
  return { ...entity, inside: { is: 'parts', parts: [first, ...others] } }
}

/**
 * Cuts the body of a multipart at its boundaries (RFC 2046 §5.1.1). The line end before a boundary is the boundary's.
 * Where the last one is missing, the last part goes on to the end.
 */
function split(body: Buffer, boundary: string, left: { parts: number }): readonly Buffer[] {
  const parts: Buffer[] = []
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  const inLine = Buffer.concat([Buffer.from('\r\n'), delimiter])
  let start: number | undefined
  // A body that begins with a boundary begins after a line end, as it were.
  let line = body.subarray(0, delimiter.length).equals(delimiter) ? -2 : body.indexOf(inLine)
  while (line !== -1) {
    const found = readDelimiter(body, line + inLine.length)
    if (found) {
      if (start !== undefined) parts.push(body.subarray(start, Math.max(start, line)))
      start = found.isLast ? undefined : found.end
      if (found.isLast || left.parts-- <= 0) break
    }
    // The line end of one boundary may be the one before the next.
    line = body.indexOf(inLine, found ? found.end - 2 : line + inLine.length)
  }
  if (start !== undefined) parts.push(body.subarray(start))
  return parts
}

const [dash, tab, blank] = [0x2d, 0x09, 0x20]

/** What follows the name of a boundary: nothing but white space, after two dashes when it is the last. */
function readDelimiter(
  body: Buffer,
  from: number,
): { readonly isLast: boolean; readonly end: number } | undefined {
  const isLast = body[from] === dash && body[from + 1] === dash
  let at = isLast ? from + 2 : from
  while (body[at] === blank || body[at] === tab) at += 1
  if (at === body.length) return { isLast, end: at }
  return body[at] === 0x0d && body[at + 1] === 0x0a ? { isLast, end: at + 2 } : undefined
}
