import { fieldsOf, isNamed, type Field, type KeptMessage } from './letter.ts'

// RFC 5321 §4.4 has two of them; the others are what servers write down about a delivery, and no part of the message.
const traceFields = [
  'Received',
  'Return-Path',
  'Delivered-To',
  'X-Original-To',
  'Envelope-To',
  'Delivery-Date',
  'Received-SPF',
  'Authentication-Results',
]

/** What differs, in words; nothing, or that nobody can tell. */
export type Change = { readonly what: string | undefined } | { readonly unknown: string }

/**
 * Finds what became of a message on its way: its body must be the same octets, its fields the last of the header, the
 * same octets in the same order, and what stands above them trace fields.
 *
 * @param but names of fields that count on neither side
 */
export function changeIn(found: KeptMessage, sent: KeptMessage, but: readonly string[]): Change {
  if (found.headerLeftOut !== undefined || sent.headerLeftOut !== undefined)
    return { unknown: 'a header too long to be kept' }
  const counts = (field: Field): boolean => !but.some((name) => isNamed(field, name))
  const [now, before] = [found, sent].map(({ header }) => fieldsOf(header).filter(counts))
  const header = now && before && changeInHeader(now, before)
  if (header !== undefined) return { what: header }
  if (found.bodyDigest === undefined || sent.bodyDigest === undefined)
    return { unknown: 'a body whose end is not known' }
  return { what: found.bodyDigest === sent.bodyDigest ? undefined : changeInBody(found, sent) }
}

function changeInHeader(now: readonly Field[], before: readonly Field[]): string | undefined {
  const lost = addedTo(before, now)
  if (lost.length > 0) return `a header without ${shown(lost)}`
  const added = addedTo(now, before)
  const foreign = added.filter((field) => !traceFields.some((name) => isNamed(field, name)))
  if (foreign.length > 0) return `a header with ${shown(foreign)} in it`
  const below = now.slice(added.length)
  const isInPlace = below.length === before.length && below.every(({ raw }, at) => raw === before[at]?.raw)
  return isInPlace ? undefined : 'a header in another order, or with fields added below'
}

function changeInBody(found: KeptMessage, sent: KeptMessage): string {
  const length = `a body of ${found.bodyOctets} octets where ${sent.bodyOctets} were sent`
  const now = found.body.split('\n')
  const before = sent.body.split('\n')
  const at = before.findIndex((line, index) => line !== now[index])
  if (at < 0) return length
  const [is = '', was = ''] = [now[at], before[at]]
  const from = Math.max(0, Array.from(was).findIndex((sign, index) => sign !== is[index]) - shownBefore)
  return `${length}, in line ${at + 1} from octet ${from} ${quoted(is.slice(from))} for ${quoted(was.slice(from))}`
}

/** How much of a line is shown that is still the same. */
const shownBefore = 10

/** The fields of one header that another lacks, octet for octet; of equal ones as many as it lacks. */
export function addedTo(now: readonly Field[], before: readonly Field[]): readonly Field[] {
  const left = before.map(({ raw }) => raw)
  // From below, for what is added stands on top.
  return now
    .toReversed()
    .filter(({ raw }) => {
      const at = left.indexOf(raw)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
    .toReversed()
}

const shown = (fields: readonly Field[]): string => fields.map(({ raw }) => quoted(raw)).join(', ')

const quoted = (text: string): string => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
