import type { Account, Knowing, Message, SmtpPlace, Via, Written } from '#dsl'
import { HarnessFault } from '../../evidence/faults.ts'
import { wrongPasswords } from '../../evidence/passwords.ts'
import { services, speaks } from '../../evidence/services.ts'
import type { Words } from './verb.ts'

// Reads the words of a step back. Evidence may come from elsewhere, so an error names the word that is wrong.

export function textIn(words: Words, name: string): string {
  const value = words[name]
  return typeof value === 'string' ? value : misses(name, 'a text', value)
}

export function textsIn(words: Words, name: string): readonly string[] {
  const value = words[name]
  return isTexts(value) ? value : misses(name, 'a list of texts', value)
}

export function numberIn(words: Words, name: string): number {
  const value = words[name]
  return typeof value === 'number' ? value : misses(name, 'a number', value)
}

/** One of some known texts. */
export function oneIn<const T extends string>(words: Words, name: string, known: readonly T[]): T {
  const value = words[name]
  return known.find((each) => each === value) ?? misses(name, known.join(' or '), value)
}

/** An account. Evidence keeps its address, never its secret. */
export const accountIn = (words: Words, name: string): Account => ({ address: textIn(words, name) })

/** An object of settings or records. Its recipient checks it, as it checks those of a story. */
export function objectIn(words: Words, name: string): object {
  const value = words[name]
  return typeof value === 'object' && value !== null ? value : misses(name, 'an object', value)
}

/** The optional words of a verb: all except those named here, which it reads by itself. */
export const howIn = (words: Words, ...others: readonly string[]): object =>
  Object.fromEntries(Object.entries(words).filter(([name]) => !others.includes(name)))

/** How a login goes about it, as evidence keeps it. */
export const writeKnowing = ({ actsAs, ...how }: Knowing & { readonly by?: string }): Words => ({
  ...how,
  ...(actsAs && { actsAs: actsAs.address }),
})

/** The optional words of a login, except those named here. */
export const knowingIn = (words: Words, ...others: readonly string[]): Knowing => ({
  ...howIn(words, 'password', 'actsAs', ...others),
  ...(words['password'] !== undefined && { password: oneIn(words, 'password', wrongPasswords) }),
  ...(words['actsAs'] !== undefined && { actsAs: accountIn(words, 'actsAs') }),
})

/** Octets and messages, one or several. */
export function writtenIn(words: Words, name: string): Written | readonly Written[] {
  const value = words[name]
  return Array.isArray(value) ? value.map((each) => partOf(each, name)) : partOf(value, name)
}

const partOf = (value: unknown, name: string): Written =>
  typeof value === 'string'
    ? value
    : messageIn(isWords(value) ? value : misses(name, 'octets or a message', value))

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null

/** A message with its envelope, and its optional words. */
export const messageIn = (words: Words, ...others: readonly string[]): Message => ({
  from: textIn(words, 'from'),
  to: typeof words['to'] === 'string' ? words['to'] : textsIn(words, 'to'),
  ...howIn(words, 'from', 'to', ...others),
})

const smtpPlaces: readonly SmtpPlace[] = [...services.filter((each) => speaks(each, 'smtp')), 'submitting']

/** The words of `Via`, which stand beside those of the message. */
export const viaWords = ['via', 'as', 'helo']

export const viaIn = (words: Words): Via => ({
  ...(words['via'] !== undefined && { via: oneIn(words, 'via', smtpPlaces) }),
  ...(words['as'] !== undefined && { as: accountIn(words, 'as') }),
  ...(words['helo'] !== undefined && { helo: textIn(words, 'helo') }),
})

export const writeVia = ({ via, as: account, helo }: Via): Words => ({
  ...(via && { via }),
  ...(account && { as: account.address }),
  ...(helo !== undefined && { helo }),
})

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

function misses(name: string, expected: string, seen: unknown): never {
  throw new HarnessFault(`a step's "${name}": expected ${expected}, saw ${JSON.stringify(seen)}`)
}
