import { isUtf8 } from 'node:buffer'
import { upperCase } from '../policy/ascii.ts'
import type { Enabled } from './state.ts'
import { fromModifiedUtf7, toModifiedUtf7 } from './syntax/modified-utf7.ts'
import { writtenAstring, writtenUtf8 } from './syntax/written.ts'

// Names of mailboxes as clients write them, in modified UTF-7 or, where they enabled that, in UTF-8, and as the store
// has them, which is text.

/** What stands between the levels of a name. */
export const delimiter = '/'

/** What a name may be long at most, in octets of UTF-8, and how many levels it may have. */
const [mostOctets, mostLevels] = [800, 30]

const writesUtf8 = (enabled: Enabled): boolean => enabled.has('UTF8=ACCEPT') || enabled.has('IMAP4rev2')

/** Gives the text of a name, or of a pattern of names; undefined where it is none. */
export function readName(octets: string, enabled: Enabled): string | undefined {
  if (!writesUtf8(enabled)) return fromModifiedUtf7(octets)
  const sent = Buffer.from(octets, 'latin1')
  return isUtf8(sent) ? sent.toString('utf8') : undefined
}

/**
 * Gives the name of a mailbox as the store has it; undefined where no mailbox can have it. INBOX is INBOX in any case
 * of letters, also as the level above others.
 */
export function mailboxNamed(octets: string, enabled: Enabled): string | undefined {
  const name = readName(octets, enabled)
  if (name === undefined || Buffer.byteLength(name) > mostOctets) return undefined
  const levels = name.split(delimiter)
  const isSound =
    levels.length <= mostLevels && levels.every((level) => level !== '') && !unnameable.test(name)
  return isSound ? name.replace(/^inbox(?=\/|$)/i, upperCase) : undefined
}

/** Wildcards, control characters, and line ends as Unicode has them. */
const unnameable = /[*%\p{Cc}\u2028\u2029]/u

/** Gives a name as the client reads it, one character an octet. */
export const writtenName = (name: string, enabled: Enabled): string =>
  writesUtf8(enabled) ? writtenUtf8(name) : writtenAstring(toModifiedUtf7(name))
