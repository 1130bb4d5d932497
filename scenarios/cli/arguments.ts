import { InvalidArgumentError } from 'commander'
import { impacts, type Impact } from '../clauses/impact.ts'

// What the words of a command line mean. Each throws InvalidArgumentError in words that tell what was expected.

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a duration, such as `90s`; not `90`, which has no unit. @returns milliseconds */
export function milliseconds(text: string): number {
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? []
  const length = units[unit]
  if (count === undefined || length === undefined) {
    throw new InvalidArgumentError('Expected a duration, such as 90s or 2m.')
  }
  return Number(count) * length
}

/** Reads what scenarios may do to a server at most: a level by its name. */
export function impactLevel(text: string): Impact {
  const found = impacts.find((each) => each === text)
  if (!found) throw new InvalidArgumentError(`Expected one of ${impacts.join(', ')}.`)
  return found
}

/** Reads a port, such as `2525`, or `0`; not `65536`. */
export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Expected a port, 0 to 65535.')
  return Number(text)
}

/** Reads a part of a plan, such as `2/5`; not `6/5`. */
export function part(text: string): { readonly number: number; readonly of: number } {
  const [number = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).slice(1).map(Number)
  if (number < 1 || number > of) throw new InvalidArgumentError('Expected a part, such as 2/5.')
  return { number, of }
}

/** Reads a list, such as `reference,postfix` or `model,spelling/ics`; not `,`, which names nothing. */
export function names(text: string): readonly string[] {
  const given = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (given.length === 0)
    throw new InvalidArgumentError('Expected a list of names, such as reference,postfix.')
  return given
}

/** Reads names of disturbances, such as `same-helo-for-all,pop3-login-by-apop`; not `,`. */
export function disturbances(text: string): readonly string[] {
  const given = text.split(',').map((name) => name.trim())
  if (given.includes('')) throw new InvalidArgumentError('Expected all, or names separated by commas.')
  return given
}

/** Reads a whole number that is not 0, such as `2`. */
export function atLeastOne(text: string): number {
  const number = wholeNumber(text)
  if (number < 1) throw new InvalidArgumentError('Expected a whole number, 1 or more.')
  return number
}

/** Reads a whole number, such as `0` or `2525`; not `-1`. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}
