import type { Entity, Header } from '../../message/entity.ts'
import { entityOf, headerOf } from '../../message/known.ts'
import type { Section, SectionText } from '../syntax/fetch-items.ts'

/**
 * Gives the octets of a section of a message (RFC 3501 §6.4.5), those stored themselves where that can be; undefined
 * where the message has no such part. Yields where it may be interrupted.
 */
export function* sectionOf(
  octets: Buffer,
  { part, text }: Section,
): Generator<undefined, Buffer | undefined> {
  if (part.length === 0) {
    return text ? textOf(octets, { ...(yield* headerOf(octets)), end: octets.length }, text) : octets
  }
  const entity = partOf(yield* entityOf(octets), part)
  if (!entity || !text) return entity && octets.subarray(entity.bodyStart, entity.end)
  // HEADER and TEXT are those of a message within; MIME is the part's own.
  if (text.is === 'MIME') return octets.subarray(entity.start, entity.bodyStart)
  return entity.inside.is === 'message' ? textOf(octets, entity.inside.message, text) : undefined
}

/** Finds a part by its numbers. The body of a message that is not multipart is its part 1. */
function partOf(message: Entity, [number = 0, ...rest]: readonly number[]): Entity | undefined {
  const { inside } = message
  const part = inside.is === 'parts' ? inside.parts[number - 1] : number === 1 ? message : undefined
  if (!part || rest.length === 0) return part
  if (part.inside.is === 'message') return partOf(part.inside.message, rest)
  return part.inside.is === 'parts' && part !== message ? partOf(part, rest) : undefined
}

type Whole = Header & Pick<Entity, 'end'>

function textOf(octets: Buffer, { start, bodyStart, end, fields }: Whole, text: SectionText): Buffer {
  switch (text.is) {
    case 'HEADER':
    case 'MIME':
      return octets.subarray(start, bodyStart)
    case 'TEXT':
      return octets.subarray(bodyStart, end)
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
