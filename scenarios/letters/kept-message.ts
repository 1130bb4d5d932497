import { createHash } from 'node:crypto'
import { letterBounds } from '../evidence/bounds.ts'
import type { KeptMessage } from '../evidence/letter.ts'

/** Header and body of a message or a part. */
export interface Divided {
  readonly header: string
  readonly body: string
}

/**
 * Divides a message at its first empty line, which belongs to neither. A message without one is all header.
 *
 * @param octets latin1
 */
export function divided(octets: string): Divided {
  if (/^\r?\n/.test(octets)) return { header: '', body: octets.slice(octets.indexOf('\n') + 1) }
  const end = /\n\r?\n/.exec(octets)
  if (end === null) return { header: octets, body: '' }
  return { header: octets.slice(0, end.index + 1), body: octets.slice(end.index + end[0].length) }
}

/**
 * A message as evidence keeps it.
 *
 * @param octets  latin1, secrets hidden
 * @param leftOut octets that followed and are not known
 */
export function keptMessage(octets: string, leftOut = 0): KeptMessage {
  const { header, body } = divided(octets)
  const beyond = header.length - letterBounds.headerOctets
  return {
    header: header.slice(0, letterBounds.headerOctets),
    ...(beyond > 0 && { headerLeftOut: beyond }),
    body: body.slice(0, letterBounds.bodyOctets),
    bodyOctets: body.length + leftOut,
    ...(leftOut === 0 && { bodyDigest: digestOf(body) }),
  }
}

/** SHA-256 of octets (latin1), in hexadecimal. */
export const digestOf = (octets: string): string =>
  createHash('sha256').update(octets, 'latin1').digest('hex')
