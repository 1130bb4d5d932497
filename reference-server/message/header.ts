import { isBlank, trimmed } from './blanks.ts'

/** A header field as it stands in a message. Text holds one character an octet. */
export interface HeaderField {
  readonly name: string
  /** All its lines, with their line ends. */
  readonly octets: string
  /** What follows the colon, on one line. */
  readonly value: string
}

/** What may still be spent on headers; whoever reads some takes it off. */
export interface HeaderBudget {
  headerOctets: number
}

/** What a field weighs besides its octets: many small ones cost as much as they take. */
const fieldWeight = 64

/**
 * Reads the fields of a header (RFC 5322 §2.2), as far as the budget goes. Lines that are part of no field are passed
 * over.
 */
export function readFields(header: string, budget: HeaderBudget): readonly HeaderField[] {
  const fields: HeaderField[] = []
  for (let at = 0; at < header.length && budget.headerOctets > 0;) {
    const end = fieldEnd(header, at)
    const field = readField(header.slice(at, end))
    if (field) fields.push(field)
    budget.headerOctets -= end - at + fieldWeight
    at = end
  }
  return fields
}

/** A field goes on with every line that begins with white space. */
function fieldEnd(header: string, from: number): number {
  let at = header.indexOf('\r\n', from)
  while (at >= 0 && isBlank(header[at + 2])) at = header.indexOf('\r\n', at + 2)
  return at < 0 ? header.length : at + 2
}

function readField(octets: string): HeaderField | undefined {
  const colon = octets.indexOf(':')
  const name = trimmed(octets.slice(0, Math.max(0, colon)))
  if (!/^[!-9;-~]+$/.test(name) || isBlank(octets[0])) return undefined
  return { name, octets, value: trimmed(octets.slice(colon + 1).replaceAll('\r\n', '')) }
}

/** The value of the first field of a name, in any case of letters. */
export const valueOf = (fields: readonly HeaderField[], name: string): string | undefined =>
  fields.find((field) => field.name.toLowerCase() === name)?.value

/** The values of all fields of a name. */
export const valuesOf = (fields: readonly HeaderField[], name: string): readonly string[] =>
  fields.filter((field) => field.name.toLowerCase() === name).map(({ value }) => value)
