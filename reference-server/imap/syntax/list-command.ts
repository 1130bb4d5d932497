import { after, either, keyword, map, optional, pair, token, type Parser } from './parser.ts'
import { statusItem, type StatusItem } from './status-items.ts'
import { astring, list, listMailbox, space } from './words.ts'

// LIST and its extensions (RFC 3501 §6.3.8, RFC 5258, RFC 5819, RFC 6154).

const selections = ['SUBSCRIBED', 'REMOTE', 'RECURSIVEMATCH', 'SPECIAL-USE'] as const
/** What a mailbox must be to be listed. */
export type Selection = (typeof selections)[number]

/** What is told of a mailbox besides. */
export interface Returned {
  readonly subscribed: boolean
  readonly status: readonly StatusItem[] | undefined
}

/** What LIST asks for. */
export interface ListCommand {
  /** Whether it is more than RFC 3501 has. */
  readonly isExtended: boolean
  readonly selected: ReadonlySet<Selection>
  readonly reference: string
  readonly patterns: readonly string[]
  readonly returned: Returned
}

const empty = map(token(/\(\)/), () => [])

const selection = either<Selection>(...selections.map((word) => keyword(word)))

/** RECURSIVEMATCH says how others are meant, and means nothing without them (RFC 5258 §3.1). */
const selectionList: Parser<ReadonlySet<Selection>> = map(
  either<readonly Selection[]>(empty, list(selection)),
  (words) => {
    const selected = new Set(words)
    const isAlone = !selected.has('SUBSCRIBED') && !selected.has('SPECIAL-USE')
    return selected.has('RECURSIVEMATCH') && isAlone ? undefined : selected
  },
)

type Option = 'SUBSCRIBED' | 'CHILDREN' | 'SPECIAL-USE' | readonly StatusItem[]

const option = either<Option>(
  keyword('SUBSCRIBED'),
  keyword('CHILDREN'),
  keyword('SPECIAL-USE'),
  after(token(/STATUS /i), list(statusItem)),
)

const returns: Parser<Returned> = map(
  after(token(/ RETURN /i), either<readonly Option[]>(empty, list(option))),
  (options) => ({
    subscribed: options.includes('SUBSCRIBED'),
    status: options.find((one) => typeof one !== 'string'),
  }),
)

const patterns = either<{ readonly several: boolean; readonly patterns: readonly string[] }>(
  map(list(listMailbox), (several) => ({ several: true, patterns: several })),
  map(listMailbox, (one) => ({ several: false, patterns: [one] })),
)

const nothingMore: Returned = { subscribed: false, status: undefined }

/** Good: `"" *`, `(SUBSCRIBED) "" ("a" "b%") RETURN (CHILDREN)`. Bad: `(RECURSIVEMATCH) "" *`, `"" ()`. */
export const listCommand: Parser<ListCommand> = map(
  pair(optional(pair(selectionList, space)), pair(pair(astring, after(space, patterns)), optional(returns))),
  ([{ given }, [[reference, asked], { given: returned }]]) => ({
    isExtended: given !== undefined || asked.several || returned !== undefined,
    selected: given?.[0] ?? new Set<Selection>(),
    reference,
    patterns: asked.patterns,
    returned: returned ?? nothingMore,
  }),
)
