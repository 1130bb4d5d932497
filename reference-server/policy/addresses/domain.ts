import { domainToASCII } from 'node:url'

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/** Tells whether a text is a domain or host name: `mail.local.test` is, `-x.test`, `10.0.0.1` and `a..b` are not. */
export function isDomain(text: string): boolean {
  const labels = text.toLowerCase().split('.')
  const last = labels.at(-1) ?? ''
  return text.length <= 253 && !/^\d+$/.test(last) && labels.every((each) => label.test(each))
}

/** The domain of an address in lower case, what follows the last `@`; undefined when there is no `@`. */
export function domainOf(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  return at < 0 ? undefined : address.slice(at + 1).toLowerCase()
}

/**
 * Tells whether a text has the form local-part@domain: `alice@local.test` has it, `alice` and `@local.test` have not.
 */
export function isMailbox(text: string): boolean {
  const at = text.lastIndexOf('@')
  const localPart = text.slice(0, Math.max(at, 0))
  return (
    localPart.length > 0 &&
    localPart.length <= 64 &&
    !/[\s<>]/.test(localPart) &&
    isDomain(text.slice(at + 1))
  )
}

/**
 * Converts a domain in any alphabet to A-labels (RFC 5890): `bücher.test` is
 * `xn--bcher-kva.test`.
 *
 * @returns undefined for text that is ASCII already or not a domain: `bü cher.test`
 */
export function asciiDomain(text: string): string | undefined {
  // The reader of URLs would make a host of much else: it stops at a slash.
  if (!/^[\p{L}\p{M}\p{N}._-]*\P{ASCII}[\p{L}\p{M}\p{N}._-]*$/u.test(text)) return undefined
  const ascii = domainToASCII(text)
  return isDomain(ascii) ? ascii : undefined
}
