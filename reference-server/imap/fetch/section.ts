import type { Entity, Header } from '../../message/entity.ts'
import { entityOf, headerOf } from '../../message/known.ts'
import type { StoredOctets } from '../../store/octets.ts'
import type { Section, SectionText } from '../syntax/fetch-items.ts'

/** From one octet of a message to before another. */
export interface Extent {
  readonly from: number
  readonly to: number
}

/**
 * Finds a section of a message (RFC 3501 §6.4.5): where it stands, or its octets where they do not stand together;
 * undefined where the message has no such part. Yields where it may be interrupted.
 */
export async function* sectionOf(
  message: StoredOctets,
  { part, text }: Section,
): AsyncGenerator<undefined, Extent | Buffer | undefined> {
  const { size } = message
  if (part.length === 0) {
    return text ? textOf({ ...(yield* headerOf(message)), end: size }, text) : { from: 0, to: size }
  }
  const entity = partOf(yield* entityOf(message), part)
  if (!entity || !text) return entity && { from: entity.bodyStart, to: entity.end }
  // HEADER and TEXT are those of a message within; MIME is the part's own.
  if (text.is === 'MIME') return { from: entity.start, to: entity.bodyStart }
  return entity.inside.is === 'message' ? textOf(entity.inside.message, text) : undefined
}

/** Finds a part by its numbers. The body of a message that is not multipart is its part 1. */
export function partOf(message: Entity, [number = 0, ...rest]: readonly number[]): Entity | undefined {
  const { inside } = message
  const part = inside.is === 'parts' ? inside.parts[number - 1] : number === 1 ? message : undefined
  if (!part || rest.length === 0) return part
  if (part.inside.is === 'message') return partOf(part.inside.message, rest)
  return part.inside.is === 'parts' && part !== message ? partOf(part, rest) : undefined
}

type Whole = Header & Pick<Entity, 'end'>

function textOf({ start, bodyStart, end, fields }: Whole, text: SectionText): Extent | Buffer {
  switch (text.is) {
    case 'HEADER':
    case 'MIME':
      return { from: start, to: bodyStart }
    case 'TEXT':
      return { from: bodyStart, to: end }
    case 'HEADER.FIELDS':
    case 'HEADER.FIELDS.NOT': {
      const names = new Set(text.names.map((name) => name.toLowerCase()))
      const isWanted = text.is === 'HEADER.FIELDS'
      const wanted = fields.filter(({ name }) => names.has(name.toLowerCase()) === isWanted)
      return Buffer.from(`${wanted.map((field) => endedLine(field.octets)).join('')}\r\n`, 'latin1')
    }
  }
}

/** A header that ends in the middle of a line is given its line end. */
const endedLine = (octets: string): string => (octets.endsWith('\r\n') ? octets : `${octets}\r\n`)
