import type { Section, SectionText } from '../syntax/fetch-items.ts'
import { readEntity, type Entity } from '../../message/entity.ts'
import { readFields } from '../../message/header.ts'

/** Gives the octets of a section of a message (RFC 3501 §6.4.5); undefined where the message has no such part. */
export function sectionOf(octets: Buffer, { part, text }: Section): Buffer | undefined {
  if (part.length === 0 && !text) return octets
  const message = readEntity(octets)
  if (part.length === 0) return text && textOf(message, text)
  const entity = partOf(message, part)
  if (!entity || !text) return entity?.body
  // HEADER and TEXT are those of a message within; MIME is the part's own.
  if (text.is === 'MIME') return entity.header
  return entity.inside.is === 'message' ? textOf(entity.inside.message, text) : undefined
}

/** Finds a part by its numbers. The body of a message that is not multipart is its part 1. */
function partOf(message: Entity, [number = 0, ...rest]: readonly number[]): Entity | undefined {
  const { inside } = message
  const part = inside.is === 'parts' ? inside.parts[number - 1] : number === 1 ? message : undefined
  if (!part || rest.length === 0) return part
  if (part.inside.is === 'message') return partOf(part.inside.message, rest)
  return part.inside.is === 'parts' && part !== message ? partOf(part, rest) : undefined
}

function textOf({ header, body }: Entity, text: SectionText): Buffer {
  switch (text.is) {
    case 'HEADER':
    case 'MIME':
      return header
    case 'TEXT':
      return body
    case 'HEADER.FIELDS':
    case 'HEADER.FIELDS.NOT': {
      const names = new Set(text.names.map((name) => name.toLowerCase()))
      const isWanted = text.is === 'HEADER.FIELDS'
      const lines = readFields(header).filter(({ name }) => names.has(name.toLowerCase()) === isWanted)
      return Buffer.from(`${lines.map(({ octets }) => endedLine(octets)).join('')}\r\n`, 'latin1')
    }
  }
}

/** A header that ends in the middle of a line is given its line end. */
const endedLine = (octets: string): string => (octets.endsWith('\r\n') ? octets : `${octets}\r\n`)
