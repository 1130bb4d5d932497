import { lowerCase } from '../../policy/ascii.ts'
import { after, before, map, optional, pair, token, type Parser } from './parser.ts'
import { astring, list } from './words.ts'

/** The uses a mailbox can be made for (RFC 6154 §2); `\All` and `\Flagged` would be mailboxes of other mailboxes' mail. */
const knownUses: readonly string[] = ['\\Archive', '\\Drafts', '\\Junk', '\\Sent', '\\Trash']

/** What CREATE asks for. */
export interface CreateCommand {
  readonly written: string
  readonly uses: readonly string[]
}

const use = map(
  token(/\\[A-Za-z]+/),
  (text) => knownUses.find((known) => lowerCase(known) === lowerCase(text)) ?? 'unknown',
)

const uses = before(after(token(/ \(USE /i), list(use)), token(/\)/))

/** Good: `a`, `a (USE (\Drafts))`. Bad: `a (USE ())`. */
export const createCommand: Parser<CreateCommand> = map(
  pair(astring, optional(uses)),
  ([written, { given = [] }]) => ({ written, uses: given }),
)
