import { dateTime } from './date-time.ts'
import { flagList } from './flags.ts'
import { after, before, map, optional, pair, separated, type Parser } from './parser.ts'
import { anyLiteral, astring, space } from './words.ts'

/** A message as APPEND carries it, one character an octet. */
export interface Appended {
  readonly flags: ReadonlySet<string>
  readonly receivedAt?: number | undefined
  readonly octets: string
}

const message: Parser<Appended> = map(
  pair(pair(optional(before(flagList, space)), optional(before(dateTime, space))), anyLiteral),
  ([[{ given: flags = new Set<string>() }, { given: receivedAt }], octets]) => ({
    flags,
    receivedAt,
    octets,
  }),
)

/** A mailbox and messages (RFC 3501 §6.3.11, RFC 3502). */
export const appended: Parser<readonly [string, readonly Appended[]]> = pair(
  astring,
  after(space, separated(message, space)),
)
