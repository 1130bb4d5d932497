import type { Answer } from './evidence.ts'

/**
 * What an answer says the server can do, an item each: the words of IMAP's CAPABILITY, in a response of its own or in
 * brackets, or the lines of POP3's CAPA. Undefined where it does not say.
 */
export function capabilitiesIn({ status, said, data }: Answer): readonly string[] | undefined {
  if (status === '+OK') return data
  const listed = [...data, said].flatMap((each) => {
    const [, list] = /^(?:CAPABILITY|\S+ \[CAPABILITY) ([^\]]*)/i.exec(each) ?? []
    return list === undefined ? [] : [list.trim().split(/ +/)]
  })
  return listed.at(-1)
}

/** Tells whether a capability is listed, with any parameters (`AUTH`) or with certain ones (`AUTH PLAIN`). */
export function isListed(all: readonly string[], extension: string): boolean {
  const [keyword, ...wanted] = extension.toUpperCase().split(' ')
  return all.some((each) => {
    const [name, ...parameters] = each.toUpperCase().split(' ')
    return name === keyword && wanted.every((parameter) => parameters.includes(parameter))
  })
}
