import { modseq } from './modseq.ts'
import { after, before, either, keyword, map, optional, pair, token, type Parser } from './parser.ts'
import { sequenceSet, type SequenceSet } from './sequence-set.ts'
import { astring, list, nonZeroNumber, space } from './words.ts'

/** What a client knows of a mailbox from before (RFC 7162 §3.2.5). */
export interface Known {
  readonly uidValidity: number
  readonly modseq: number
  /** The UIDs it knows; all, where it does not say. */
  readonly uids: SequenceSet | undefined
}

/** What SELECT and EXAMINE ask for. */
export interface SelectCommand {
  readonly written: string
  /** Whether the client is to be told numbers of changes (RFC 7162 §3.1.8). */
  readonly condstore: boolean
  readonly known: Known | undefined
}

/** Pairs that would spare the server work are not needed. */
const pairs = after(
  space,
  before(after(token(/\(/), pair(sequenceSet, after(space, sequenceSet))), token(/\)/)),
)

const knownUids = after(space, sequenceSet)

const qresync: Parser<Known> = map(
  before(
    after(
      token(/QRESYNC \(/i),
      pair(pair(nonZeroNumber, after(space, modseq)), pair(optional(knownUids), optional(pairs))),
    ),
    token(/\)/),
  ),
  ([[uidValidity, from], [{ given: uids }]]) => ({ uidValidity, modseq: from, uids }),
)

const parameters = after(space, list(either<'CONDSTORE' | Known>(keyword('CONDSTORE'), qresync)))

/** Good: `INBOX`, `a (CONDSTORE)`, `a (QRESYNC (1 2 3:4))`. Bad: `a ()`, `a (QRESYNC)`. */
export const selectCommand: Parser<SelectCommand> = map(
  pair(astring, optional(parameters)),
  ([written, { given = [] }]) => ({
    written,
    condstore: given.includes('CONDSTORE'),
    known: given.find((one) => one !== 'CONDSTORE'),
  }),
)
