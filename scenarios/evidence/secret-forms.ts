/** What replaces a secret in the record: always eight, so that its length is not revealed. */
export const asterisks = '********'

/** A shorter secret is hidden only where it stands alone, or half the record would be hidden. */
const shortest = 4

/** Features of a text that rule out a secret in it. They cost less than an expression for each secret. */
export interface Traces {
  readonly text: string
  readonly lower: string
  /** Without what may separate hexadecimal numbers, in lower case; empty where there are none. */
  readonly packed: string
  /** What may be signs written as numbers, or behind a backslash, in lower case. */
  readonly escaped: ReadonlySet<string>
}

export const tracesOf = (text: string): Traces => {
  const lower = text.toLowerCase()
  return {
    text,
    lower,
    packed: hexadecimal.test(lower) ? lower.replaceAll(/[ :.-]/g, '') : '',
    escaped: new Set(/[\\%=+]/.test(lower) ? Array.from(lower.matchAll(escapes), signOf) : []),
  }
}

/** As many numbers as the shortest secret has signs, which is four. */
const hexadecimal = /(?:[\da-f]{2}[ :.-]?){4}/

const escapes = /\\(?=(.))|[%=+](?=([\da-f]{2}))/gs

const signOf = ([, itself, number = '']: RegExpExecArray): string =>
  itself ?? String.fromCharCode(Number.parseInt(number, 16)).toLowerCase()

/** Hides one secret, in texts where it may be. */
export interface Hider {
  readonly mayBeIn: (traces: Traces) => boolean
  readonly hide: (text: string) => string
}

/**
 * Hides one secret everywhere, whoever sends it: as it is in upper and lower case, with signs written as
 * numbers (URLs, quoted-printable, xtext) or behind a backslash, in hexadecimal, and in either base64.
 *
 * @param secret as octets (latin1)
 */
export function hider(secret: string): Hider {
  if (secret.length < shortest) {
    const alone = new RegExp(`(?<!\\w)(?:${literal(secret)}|${literal(btoa(secret))})(?!\\w)`, 'g')
    return { mayBeIn: () => true, hide: (text) => text.replaceAll(alone, asterisks) }
  }
  const signs = Array.from(secret)
  // Most texts hide nothing, and need no expressions.
  const written = () => new RegExp(signs.map(anyWriting).join(''), 'gi')
  const inHex = () => new RegExp(signs.map(hex).join('[ :.-]?'), 'gi')
  const lower = secret.toLowerCase()
  const packed = signs.map(hex).join('')
  const cores = [...new Set(base64Cores(secret).flatMap((core) => [core, inUrls(core)]))]
  return {
    mayBeIn: (traces) =>
      secret.includes(' ') ||
      Array.from(traces.escaped).some((sign) => lower.includes(sign)) ||
      traces.lower.includes(lower) ||
      traces.packed.includes(packed) ||
      cores.some((core) => traces.text.includes(core)),
    hide: (text) =>
      cores.reduce(hideAround, text.replaceAll(written(), asterisks).replaceAll(inHex(), asterisks)),
  }
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
