import type { Entity } from './letter.ts'

/** A text as it must be, or as a pattern has it; without either, any. */
export interface Wanted {
  readonly text?: string
  readonly pattern?: string
  readonly flags?: string
}

/** What a story gives, as data. */
export function wanted(value: string | RegExp | undefined): Wanted {
  if (value === undefined) return {}
  return typeof value === 'string' ? { text: value } : { pattern: value.source, flags: value.flags }
}

/** Tells whether a text as a whole is the one, or a pattern is found in it. */
export function isWanted(seen: string, { text, pattern, flags }: Wanted): boolean {
  if (pattern !== undefined) return new RegExp(pattern, flags).test(seen)
  return text === undefined || seen === text
}

export function wantedInWords({ text, pattern, flags = '' }: Wanted): string {
  if (pattern !== undefined) return ` like /${pattern}/${flags}`
  return text === undefined ? '' : ` ${JSON.stringify(text)}`
}

/** Tells whether what a part holds is like a pattern or has a text in it; undefined where its end is not known. */
export function holdsWanted({ text = '', octets = 0 }: Entity, value: Wanted): boolean | undefined {
  const found = value.text === undefined ? isWanted(text, value) : text.includes(value.text)
  return (
    found ||
    (octets > text.length && (value.text ?? value.pattern) !== undefined ? found || undefined : found)
  )
}
