import { map, token } from './parser.ts'

// RFC 7162 §7: numbers of changes have up to 63 bits; those a server gives fit in fewer.

/** Good: `1`, `917162500`. Bad: `0`, `01`. */
export const modseq = map(token(/[1-9]\d{0,18}/), Number)

/** The same, or 0. */
export const modseqOrZero = map(token(/0|[1-9]\d{0,18}/), Number)
