import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { dotString } from '../delivery/address.ts'
import { lowerCase } from '../policy/ascii.ts'
import type { Path } from '../policy/facts.ts'

// RFC 5321 §4.1.2, §4.1.3; limits: §4.5.3.1.3.

/** The longest path, angle brackets not counted. */
const maxPathOctets = 254

const quotedString = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/
const sourceRoute = /^@[^\s,:@]+(?:,@[^\s,:@]+)*:/
const domainName = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/

/** A path with what follows it on the line, the parameters. */
export interface PathArgument {
  /** null is the null reverse-path <>. */
  readonly path: Path | null
  readonly rest: string
}

export type PathProblem = 'syntax' | 'address' | 'not-ascii'

/**
 * Reads `FROM:<alice@local.test> SIZE=100` or the like: `TO:<"a b"@local.test>`. Not `FROM:alice@local.test`.
 *
 * @param keyword what stands before the colon
 * @param text    what follows the verb
 * @param meant   the seam that decides which address a path means
 */
export function readPathArgument(
  keyword: 'FROM' | 'TO',
  text: string,
  meant: (read: Path | PathProblem, written: string) => Path | PathProblem = (read) => read,
): PathArgument | PathProblem {
  if (!beginnings[keyword].test(text)) return 'syntax'
  const start = text.indexOf('<') + 1
  const end = closingBracket(text, start)
  if (end < 0 || (end + 1 < text.length && text[end + 1] !== ' ')) return 'syntax'
  const inside = text.slice(start, end)
  const rest = end + 1 < text.length ? text.slice(end + 1).replace(/^ +/, '') : ''
  if (inside === '') return { path: null, rest }
  const path = meant(readPath(inside), inside)
  return typeof path === 'string' ? path : { path, rest }
}

const beginnings = { FROM: /^FROM: *</i, TO: /^TO: *</i } as const

/** Where the bracket that opened before `from` closes; brackets in a quoted string do not count. */
function closingBracket(text: string, from: number): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const sign = text[at]
    if (quoted && sign === '\\') at++
    else if (sign === '"') quoted = !quoted
    else if (!quoted && sign === '>') return at
    else if (!quoted && sign === '<') return -1
  }
  return -1
}

/**
 * Reads what stands between the brackets. A source route is dropped (RFC 5321 appendix C); a domain that is missing
 * comes out empty, which only the postmaster may have.
 */
export function readPath(inside: string): Path | PathProblem {
  const text = inside.startsWith('@') ? inside.replace(sourceRoute, '') : inside
  if (text.length > maxPathOctets) return 'address'
  const at = domainSign(text)
  const written = at < 0 ? text : text.slice(0, at)
  const localPart = readLocalPart(written)
  if (localPart === undefined) return /[^\x20-\x7e]/.test(written) ? 'not-ascii' : 'address'
  if (at < 0) return { localPart, domain: '', text }
  const domain = readDomain(text.slice(at + 1))
  return domain === undefined ? 'address' : { localPart, domain, text }
}

/** Where the local-part ends: at the first @ outside quotes. */
function domainSign(text: string): number {
  if (!text.startsWith('"')) return text.indexOf('@')
  const quoted = /^"(?:[^"\\]|\\.)*"/.exec(text)
  return quoted && text[quoted[0].length] === '@' ? quoted[0].length : -1
}

function readLocalPart(written: string): string | undefined {
  if (dotString.test(written)) return written
  if (!quotedString.test(written)) return undefined
  return written.slice(1, -1).replace(/\\(.)/g, '$1')
}

/** A domain in lower-case ASCII without its last dot, or an address literal; undefined when it is neither. */
function readDomain(written: string): string | undefined {
  if (written.startsWith('[')) return readLiteral(written)
  const text = written.endsWith('.') ? written.slice(0, -1) : written
  // Only names beyond ASCII go through IDNA, which would read `0x7f.1` as an address.
  const ascii = /^[\x20-\x7e]+$/.test(text) ? lowerCase(text) : domainToASCII(text)
  return ascii.length <= 253 && domainName.test(ascii) ? ascii : undefined
}

function readLiteral(written: string): string | undefined {
  const [, v6, address = ''] = /^\[(ipv6:)?([0-9a-f.:]+)\]$/i.exec(written) ?? []
  return isIP(address) === (v6 ? 6 : 4) ? lowerCase(written) : undefined
}
