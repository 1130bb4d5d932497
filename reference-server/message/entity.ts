import { readFields, valueOf, type HeaderField } from './header.ts'
import { readParameterised, type Parameterised } from './parameters.ts'
import { createScanner, type Scanner, type Stop } from './scanner.ts'

/** The header of an entity, as places in the octets that were stored. */
export interface Header {
  readonly start: number
  /** Where it ends, after the empty line if there is one. */
  readonly bodyStart: number
  /** As far as the budget went. */
  readonly fields: readonly HeaderField[]
}

/** A message or a part of one (RFC 2045 §2.4). */
export interface Entity extends Header {
  readonly end: number
  /** Line ends in the body. */
  readonly bodyLines: number
  /** What it is taken for: a multipart without parts is plain text, and what is not looked into is octets. */
  readonly type: Parameterised
  readonly inside:
    | { readonly is: 'nothing' }
    | { readonly is: 'parts'; readonly parts: readonly [Entity, ...Entity[]] }
    | { readonly is: 'message'; readonly message: Entity }
}

/**
 * How far a message is looked into, so that none costs more to take apart than to store: how deep parts lie, how many
 * they are, and the octets of all their headers. What is beyond is told as octets of no known kind.
 */
export const structureBudget = { depth: 20, parts: 1000, headerOctets: 2 ** 19 } as const

/** What a part weighs besides its header. */
const partWeight = 512

/** What comes of a message, and about how many octets it takes to keep that. */
export interface Weighed<T> {
  readonly value: T
  readonly weight: number
}

interface Reading {
  readonly octets: Buffer
  readonly scanner: Scanner
  readonly left: { parts: number; headerOctets: number }
}

const plainText: Parameterised = { value: 'text/plain', parameters: [['charset', 'us-ascii']] }
const wholeMessage: Parameterised = { value: 'message/rfc822', parameters: [] }
const opaque: Parameterised = { value: 'application/octet-stream', parameters: [] }
const isMediaType = /^[!#-'*+.0-9A-Z^-z|~-]+\/[!#-'*+.0-9A-Z^-z|~-]+$/i

const begin = (octets: Buffer): Reading => ({
  octets,
  scanner: createScanner(octets),
  left: { parts: structureBudget.parts, headerOctets: structureBudget.headerOctets },
})

const weigh = <T>(value: T, { left }: Reading): Weighed<T> => ({
  value,
  weight:
    structureBudget.headerOctets - left.headerOctets + (structureBudget.parts - left.parts) * partWeight,
})

/** Reads the header of a message; yields where it may be interrupted. */
export function* readHeader(octets: Buffer): Generator<undefined, Weighed<Header>> {
  const reading = begin(octets)
  const { stop: _stop, ...header } = yield* readHeaderHere(reading)
  return weigh(header, reading)
}

/** Takes a message apart, in one pass over its octets; yields where it may be interrupted. */
export function* readEntity(octets: Buffer): Generator<undefined, Weighed<Entity>> {
  const reading = begin(octets)
  return weigh(yield* readHere(reading, plainText, 0), reading)
}

/** Reads the header that begins where the scanner stands, and stops behind it. */
function* readHeaderHere({
  octets,
  scanner,
  left,
}: Reading): Generator<undefined, Header & { readonly stop: Stop }> {
  const start = scanner.here().at
  const stop = yield* scanner.seek('header')
  if (stop.is === 'emptyLine') scanner.pass(stop)
  const bodyStart = endBefore(stop, scanner, start)
  const readUpTo = Math.min(bodyStart, start + left.headerOctets)
  return { start, bodyStart, fields: readFields(octets.toString('latin1', start, readUpTo), left), stop }
}

function* readHere(reading: Reading, usual: Parameterised, depth: number): Generator<undefined, Entity> {
  const { scanner, left } = reading
  const isBeyond = left.parts <= 0 || left.headerOctets <= 0
  left.parts -= 1
  if (isBeyond) scanner.closeAll()
  const { stop: _stop, ...header } = yield* readHeaderHere(reading)
  const linesBefore = scanner.here().lines
  const type = isBeyond ? opaque : typeOf(header.fields, usual)
  const told = depth < structureBudget.depth ? yield* readInside(reading, type, depth) : unread(type)
  const stop = yield* scanner.seek('body')
  const end = endBefore(stop, scanner, header.start)
  const lines = scanner.here().lines - (stop.is === 'delimiter' ? 1 : 0)
  return {
    ...header,
    bodyStart: Math.min(header.bodyStart, end),
    end,
    bodyLines: Math.max(0, lines - linesBefore),
    ...told,
  }
}

/** Where that ends which a stop ends: the line end before a boundary is the boundary's (RFC 2046 §5.1.1). */
const endBefore = ({ is }: Stop, scanner: Scanner, start: number): number =>
  is === 'delimiter' ? Math.max(start, scanner.here().at - 2) : scanner.here().at

function typeOf(fields: readonly HeaderField[], usual: Parameterised): Parameterised {
  const given = readParameterised(valueOf(fields, 'content-type') ?? '')
  return isMediaType.test(given.value) ? given : usual
}

type Told = Pick<Entity, 'type' | 'inside'>

const isMultipart = ({ value }: Parameterised): boolean => value.startsWith('multipart/')

/** What has something inside and is not looked into is told as octets: nothing less would be legal (RFC 3501 §9). */
const unread = (type: Parameterised): Told => ({
  type: type.value === 'message/rfc822' || isMultipart(type) ? opaque : type,
  inside: { is: 'nothing' },
})

function* readInside(reading: Reading, type: Parameterised, depth: number): Generator<undefined, Told> {
  if (type.value === 'message/rfc822') {
    return { type, inside: { is: 'message', message: yield* readHere(reading, plainText, depth + 1) } }
  }
  if (!isMultipart(type)) return { type, inside: { is: 'nothing' } }
  const [first, ...others] = yield* readParts(reading, type, depth)
  return first
    ? { type, inside: { is: 'parts', parts: [first, ...others] } }
    : { type: plainText, inside: { is: 'nothing' } }
}

/** Reads the parts of a multipart. Where its last boundary is missing, the last part goes on to the end. */
function* readParts(reading: Reading, type: Parameterised, depth: number): Generator<undefined, Entity[]> {
  const { scanner } = reading
  const boundary = type.parameters.find(([name]) => name === 'boundary')?.[1]
  if (boundary === undefined) return []
  const usual = type.value === 'multipart/digest' ? wholeMessage : plainText
  const parts: Entity[] = []
  const own = scanner.open(boundary)
  let stop = yield* scanner.seek('body')
  while (stop.is === 'delimiter' && stop.of === own && !stop.isLast) {
    scanner.pass(stop)
    parts.push(yield* readHere(reading, usual, depth + 1))
    // What ended the part is still there.
    stop = yield* scanner.seek('body')
  }
  scanner.close()
  return parts
}
