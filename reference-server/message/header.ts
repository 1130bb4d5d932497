/** A header field as it stands in a message. Text holds one character an octet. */
export interface HeaderField {
  readonly name: string
  /** All its lines, with their line ends. */
  readonly octets: string
  /** What follows the colon, on one line. */
  readonly value: string
}

/** Where the header of an entity ends: after the empty line, or with the octets where there is none. */
export function headerEnd(octets: Buffer): number {
  if (octets.subarray(0, 2).toString('latin1') === '\r\n') return 2
  const at = octets.indexOf('\r\n\r\n')
  return at < 0 ? octets.length : at + 4
}

/** Nobody writes a longer header than to wear its reader out. */
const longest = 2 ** 20

/** Reads the fields of a header (RFC 5322 §2.2). Lines that are part of no field are passed over. */
export function readFields(header: Buffer): readonly HeaderField[] {
  const lines = header.toString('latin1', 0, longest).split(/(?<=\r\n)(?![ \t])/)
  return lines.flatMap((octets) => {
    const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:([^]*)$/.exec(octets) ?? []
    return name === undefined ? [] : [{ name, octets, value: value.replaceAll('\r\n', '').trim() }]
  })
}

/** The value of the first field of a name, in any case of letters. */
export const valueOf = (fields: readonly HeaderField[], name: string): string | undefined =>
  fields.find((field) => field.name.toLowerCase() === name)?.value

/** The values of all fields of a name. */
export const valuesOf = (fields: readonly HeaderField[], name: string): readonly string[] =>
  fields.filter((field) => field.name.toLowerCase() === name).map(({ value }) => value)
