import type { Evidence, LetterFound } from '#evidence'
import { fieldsOf, type Entity } from '../../scenarios/evidence/letter.ts'
import { printable } from '../../scenarios/evidence/printable.ts'
import { visibleMessage } from './wire-text.ts'

/** A message that a claim looks at. */
export interface LetterView {
  readonly at: number
  /** Where it was: `mailbox of bob@local.test`. */
  readonly of: string
  /** Its header fields, in their order. */
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  readonly body: string
  readonly octets: number
  /** True when only the beginning is shown. */
  readonly cut: boolean
  /** Its parts, where it has any: `text/plain`, `application/zip, report.zip, 20 octets`. */
  readonly parts: readonly { readonly depth: number; readonly text: string }[]
  /** Why not all its parts are known. */
  readonly unread?: string
}

const mostFields = 200

/** The messages that the claims of a scenario look at, each once, in the order they were found. */
export function letterViews({ claims }: Evidence): readonly LetterView[] {
  const found = claims.flatMap(({ subject }) => (subject.kind === 'letter' ? [subject] : []))
  const byPlace = new Map(
    found.map((each) => [`${each.when.notBefore} ${each.when.notAfter} ${each.of}`, each]),
  )
  return [...byPlace.values()].flatMap(letterView)
}

function letterView({ letter, of, when }: LetterFound): readonly LetterView[] {
  if (!letter) return []
  const { header, headerLeftOut = 0, body, bodyOctets, entities, unread } = letter
  const fields = fieldsOf(header)
  return [
    {
      at: when.notAfter,
      of,
      fields: fields.slice(0, mostFields).map(({ name, value }) => ({
        name: printable(name),
        value: visibleMessage(value),
      })),
      body: visibleMessage(body),
      octets: header.length + headerLeftOut + bodyOctets,
      cut: headerLeftOut > 0 || fields.length > mostFields || bodyOctets > body.length,
      parts: entities
        .filter(({ depth }) => depth > 0)
        .map(({ depth, ...part }) => ({ depth, text: partText(part) })),
      ...(unread !== undefined && { unread }),
    },
  ]
}

const partText = ({ type, filename, octets }: Omit<Entity, 'depth'>): string =>
  printable(
    [type, filename, octets === undefined ? undefined : `${octets} octets`].filter(Boolean).join(', '),
  )
