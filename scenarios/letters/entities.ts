import { letterBounds } from '../evidence/bounds.ts'
import { fieldsOf, isNamed, type Field } from '../evidence/letter.ts'
import { divided, type Divided } from './kept-message.ts'

/** A message or a part of one, its octets as they stand. */
export interface FoundEntity extends Divided {
  readonly depth: number
  readonly fields: readonly Field[]
  /** Lower case, without parameters. */
  readonly type: string
}

/**
 * A message and all its parts, in their order. What is no MIME is one entity. Parts of a message within the message are
 * its own affair.
 *
 * @param octets latin1
 * @returns as many entities as are read, and whether there are more
 */
export function entitiesIn(octets: string): {
  readonly entities: readonly FoundEntity[]
  readonly more: boolean
} {
  const entities: FoundEntity[] = []
  let more = false
  const visit = (text: string, depth: number, usual: string): void => {
    if (entities.length === letterBounds.entities || depth > letterBounds.depth) {
      more = true
      return
    }
    const { header, body } = divided(text)
    const fields = fieldsOf(header.slice(0, letterBounds.headerOctets))
    const contentType = fields.find((field) => isNamed(field, 'Content-Type'))?.value ?? ''
    const type = /^[^\s;/]+\/[^\s;]+/.exec(contentType)?.[0].toLowerCase() ?? usual
    entities.push({ depth, header, body, fields, type })
    const boundary = type.startsWith('multipart/') ? boundaryIn(contentType) : undefined
    if (boundary === undefined) return
    const usualWithin = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    for (const part of partsOf(body, boundary)) visit(part, depth + 1, usualWithin)
  }
  visit(octets, 0, 'text/plain')
  return { entities, more }
}

function boundaryIn(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(contentType) ?? []
  return (quoted?.replaceAll(/\\(.)/g, '$1') ?? plain) || undefined
}

/** What stands between the delimiter lines (RFC 2046 §5.1.1); the line end before one is part of it. */
function* partsOf(body: string, boundary: string): Generator<string> {
  const delimiter = `--${boundary}`
  let start: number | undefined
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    const line = /[^\n]*\n?/y
    line.lastIndex = at + delimiter.length
    const rest = line.exec(body)?.[0] ?? ''
    const closes = /^--[ \t]*\r?\n?$/.test(rest)
    if ((at > 0 && body[at - 1] !== '\n') || !(closes || /^[ \t]*\r?\n?$/.test(rest))) continue
    if (start !== undefined) yield body.slice(start, Math.max(start, at)).replace(/\r?\n$/, '')
    if (closes) return
    start = at + delimiter.length + rest.length
  }
  // A message cut short has no closing delimiter.
  if (start !== undefined) yield body.slice(start)
}
