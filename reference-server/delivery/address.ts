import type { Path } from '../policy/facts.ts'

/** A local-part that needs no quotes (RFC 5321 §4.1.2). */
export const dotString = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i

/** An address for the wire: the local-part quoted where it must be, the domain in ASCII. */
export function addressOf({ localPart, domain }: Path): string {
  const local = dotString.test(localPart) ? localPart : `"${localPart.replace(/[\\"]/g, '\\$&')}"`
  return domain === '' ? local : `${local}@${domain}`
}
