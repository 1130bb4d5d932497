/** What replaces a secret in the record: always eight, so that its length is not revealed. */
export const asterisks = '********'

/** A shorter secret is hidden only where it stands alone, or half the record would be hidden. */
const shortest = 4

/**
 * Hides one secret everywhere, whoever sends it: as it is in upper and lower case, with signs written as
 * numbers (URLs, quoted-printable, xtext) or behind a backslash, in hexadecimal, and in either base64.
 *
 * @param secret as octets (latin1)
 */
export function hider(secret: string): (text: string) => string {
  if (secret.length < shortest) {
    const alone = new RegExp(`(?<!\\w)(?:${literal(secret)}|${literal(btoa(secret))})(?!\\w)`, 'g')
    return (text) => text.replaceAll(alone, asterisks)
  }
  const signs = Array.from(secret)
  const written = signs.map(anyWriting).join('')
  const inHex = signs.map(hex).join('[ :.-]?')
  const either = new RegExp(`${written}|${inHex}`, 'gi')
  const cores = [...new Set(base64Cores(secret).flatMap((core) => [core, inUrls(core)]))]
  // No form has fewer octets than the secret.
  return (text) =>
    text.length < secret.length ? text : cores.reduce(hideAround, text.replaceAll(either, asterisks))
}

/** One octet, as it may be written. */
function anyWriting(sign: string): string {
  const blank = sign === ' ' ? '|\\+|_' : ''
  return `(?:\\\\?${literal(sign)}|[%=+]${hex(sign)}${blank})`
}

const literal = (text: string): string => text.replaceAll(/[^\w]/g, (sign) => `\\x${hex(sign)}`)

const hex = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(2, '0')

/** The base64 signs a secret always shows, at each of the three places it may start within a group of three. */
const base64Cores = (secret: string): string[] =>
  [0, 1, 2].map((before) => {
    const signs = btoa('\0'.repeat(before) + secret).replaceAll('=', '')
    const whole = Math.floor(((before + secret.length) * 8) / 6)
    return signs.slice(Math.ceil((before * 8) / 6), whole)
  })

const inUrls = (core: string): string => core.replaceAll('+', '-').replaceAll('/', '_')

/** Hides the whole base64 text around a core, because its neighbours still reveal an octet of the secret. */
function hideAround(text: string, core: string): string {
  if (core.length < shortest || !text.includes(core)) return text
  return text.replaceAll(/[A-Za-z0-9+/_-]+={0,2}/g, (run) => (run.includes(core) ? asterisks : run))
}
