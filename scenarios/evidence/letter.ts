/** A message, as far as it is kept: what passes for latin1 here is octets. */
export interface KeptMessage {
  /** Its header fields, line ends included, without the empty line after them. */
  readonly header: string
  /** Its body, or the beginning of it. */
  readonly body: string
  /** How long the whole body is, in octets. */
  readonly bodyOctets: number
  /** SHA-256 of the whole body in hexadecimal; absent where not all of it was seen. */
  readonly bodyDigest?: string
  /** Octets of the header that are not kept. */
  readonly headerLeftOut?: number
}

/** A message that was found, and what it is made of. */
export interface Letter extends KeptMessage {
  /** Its Subject, encoded words read. Absent where it has none. */
  readonly subject?: string
  /** Itself and all its parts, in their order. */
  readonly entities: readonly Entity[]
  /** Why its parts are not known, or not all of them. */
  readonly unread?: string
}

/** A message or one of its parts (RFC 2045). */
export interface Entity {
  /** 0 is the message itself. */
  readonly depth: number
  /** Lower case, without parameters: `text/plain`. */
  readonly type: string
  /** `attachment` or `inline`, where it says so. */
  readonly disposition?: string
  readonly filename?: string
  /** What it holds, its transfer encoding undone, or the beginning of it. Absent for one that is made of parts. */
  readonly text?: string
  /** How long all of that is, in octets. */
  readonly octets?: number
  /** SHA-256 of all of that, in hexadecimal. */
  readonly digest?: string
  /** The message that a part of type message/rfc822 is. */
  readonly message?: KeptMessage
}

/** A message as a client of the story sent it. */
export interface Sent extends KeptMessage {
  /** In the target's own names. */
  readonly reversePath: string
  readonly forwardPaths: readonly string[]
  /** Every address by which the server may know the client; empty where we do not know them. */
  readonly addresses: readonly string[]
}

/** A header field. */
export interface Field {
  readonly name: string
  /** What stands behind the colon, unfolded, blanks around it left out. */
  readonly value: string
  /** Its octets, the last line end included. */
  readonly raw: string
}

/**
 * The fields of a header, in their order. A line that is no field and continues none is one with an empty name.
 *
 * @example 'A: b\r\n c\r\n' has one field: A, `b c`
 */
export function fieldsOf(header: string): readonly Field[] {
  const lines = header.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const raws: string[] = []
  for (const line of lines) {
    if (/^[ \t]/.test(line) && raws.length > 0) raws.push(`${raws.pop() ?? ''}${line}`)
    else raws.push(line)
  }
  return raws.map((raw) => {
    const [, name = '', rest = raw] = /^([^\s:]+)[ \t]*:([^]*)$/.exec(raw) ?? []
    return { name, value: rest.replaceAll(/\r?\n/g, '').trim(), raw }
  })
}

/** The values of all fields of one name, in their order. */
export const valuesOf = ({ header }: Pick<KeptMessage, 'header'>, name: string): readonly string[] =>
  fieldsOf(header)
    .filter((field) => isNamed(field, name))
    .map(({ value }) => value)

export const isNamed = (field: Field, name: string): boolean =>
  field.name.toLowerCase() === name.toLowerCase()
