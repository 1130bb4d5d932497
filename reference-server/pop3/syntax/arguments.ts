import { isUtf8 } from 'node:buffer'
import { upperCase } from '../../policy/ascii.ts'

/** What a parser makes of a command's argument; undefined when it is not well formed. */
export type Parsed<T> = { readonly value: T } | undefined

/**
 * Splits a line into the verb, in upper case, and the rest after one space; undefined where there is no verb, or
 * octets no command has.
 *
 * - good: `retr 2` → `RETR` and `2`; `PASS  x ` → `PASS` and ` x ` (passwords keep their spaces); `NOOP` → `NOOP` and ``
 * - bad: ` RETR 2`, `RETR\t2`, anything with a NUL, anything that is not UTF-8
 */
export function splitCommand(line: Buffer): { readonly verb: string; readonly rest: string } | undefined {
  if (line.includes(0) || !isUtf8(line)) return undefined
  const [, verb, rest = ''] = /^([A-Za-z]+)(?: ([^]*))?$/.exec(line.toString('utf8')) ?? []
  return verb === undefined ? undefined : { verb: upperCase(verb), rest }
}

/** No argument. Bad: `1`. */
export const nothing = (rest: string): Parsed<null> => (rest.trim() === '' ? { value: null } : undefined)

/** The whole rest, spaces included. Good: `open sesame`. Bad: the empty string. */
export const wholeRest = (rest: string): Parsed<string> => (rest === '' ? undefined : { value: rest })

/** A message number. Good: `2`. Bad: `0`, `-1`, `two`, `2 3`. */
export function messageNumber(rest: string): Parsed<number> {
  const value = readNumber(rest.trim())
  return value === undefined || value === 0 ? undefined : { value }
}

/** A message number or nothing, which is undefined. Good: `2`, and the empty string. Bad: `0`. */
export const optionalMessageNumber = (rest: string): Parsed<number | undefined> =>
  rest.trim() === '' ? { value: undefined } : messageNumber(rest)

/** A message number and a number of body lines, which may be 0. Good: `2 10`. Bad: `2`, `2 -1`. */
export function messageAndLines(rest: string): Parsed<{ readonly number: number; readonly lines: number }> {
  const [first = '', second = '', ...more] = rest.trim().split(/ +/)
  const number = messageNumber(first)
  const lines = readNumber(second)
  return number && lines !== undefined && more.length === 0
    ? { value: { number: number.value, lines } }
    : undefined
}

/**
 * A SASL mechanism and its initial response in base64, as yet unread (RFC 5034 §4).
 *
 * - good: `PLAIN`, `PLAIN AGEAYg==`, `PLAIN =` (a response that is there and empty)
 * - bad: the empty string, `PLAIN AGEA Yg==`
 */
export function mechanismAndResponse(
  rest: string,
): Parsed<{ readonly mechanism: string; readonly response: string | undefined }> {
  const [, mechanism, response] = /^([\w-]{1,20})(?: (\S+))? *$/.exec(rest) ?? []
  return mechanism === undefined ? undefined : { value: { mechanism, response } }
}

/**
 * A name and a digest.
 *
 * - good: `alice c4c9334bac560ecc979e58001b3e22fb`
 * - bad: `alice`, `alice c4c9`
 */
export function nameAndDigest(rest: string): Parsed<{ readonly login: string; readonly digest: string }> {
  const [, login, digest] = /^(.+) ([\da-f]{32})$/i.exec(rest) ?? []
  return login === undefined || digest === undefined
    ? undefined
    : { value: { login, digest: digest.toLowerCase() } }
}

/** Any number is one, however many messages or lines there are. */
const readNumber = (digits: string): number | undefined => (/^\d+$/.test(digits) ? Number(digits) : undefined)
