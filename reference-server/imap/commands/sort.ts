import type { Command } from '../command.ts'
import { byNumber, byUid, type Numbering } from '../numbering.ts'
import { tagged, untagged } from '../responses.ts'
import type { Condition } from '../search/condition.ts'
import { find } from '../search/find.ts'
import { outlineOf, type Outline } from '../search/outline.ts'
import { references } from '../search/references.ts'
import { sorted } from '../search/sort.ts'
import { orderedSubject, writtenThreads } from '../search/threads.ts'
import type { Context, Outcome, Response, StateAt } from '../state.ts'
import type { SearchKey } from '../syntax/search-command.ts'
import { sortCommand, threadCommand } from '../syntax/sort-command.ts'
import type { Parser } from '../syntax/parser.ts'
import { conditionIn } from './search.ts'

interface Wanted {
  readonly charset: string
  readonly key: SearchKey
}

const sorting = (numbering: Numbering) =>
  ordering('SORT', numbering, {
    brings: ['SORT'],
    parse: sortCommand,
    tell: (outlines, { by }) =>
      sorted(outlines, by)
        .map(({ number }) => ` ${number}`)
        .join(''),
  })

const threading = (numbering: Numbering) =>
  ordering('THREAD', numbering, {
    brings: ['THREAD=ORDEREDSUBJECT', 'THREAD=REFERENCES'],
    parse: threadCommand,
    tell: (outlines, { algorithm }) => {
      const threads = algorithm === 'REFERENCES' ? references(outlines) : orderedSubject(outlines)
      return threads.length === 0 ? '' : ` ${writtenThreads(threads)}`
    },
  })

/** SORT keys charset conditions (RFC 5256 §3). */
export const sort = sorting(byNumber)

/** UID SORT keys charset conditions. */
export const uidSort = sorting(byUid)

/** THREAD algorithm charset conditions (RFC 5256 §3). */
export const thread = threading(byNumber)

/** UID THREAD algorithm charset conditions. */
export const uidThread = threading(byUid)

/** A command that tells the messages that fit in an order of its own. */
interface Ordering<Asked> {
  readonly brings: readonly string[]
  readonly parse: Parser<Asked>
  readonly tell: (outlines: readonly Outline[], asked: Asked) => string
}

function ordering<Asked extends Wanted>(
  verb: 'SORT' | 'THREAD',
  { prefix, isByUid }: Numbering,
  { brings, parse, tell }: Ordering<Asked>,
): Command<Asked, 'selected'> {
  const answer = (asked: Asked, selected: StateAt<'selected'>, context: Context): Outcome => {
    const numbersStay = !isByUid
    const condition = conditionIn(asked.charset, asked.key, selected, context)
    if (typeof condition === 'string') return { reply: tagged(context.tag, condition), numbersStay }
    const told = (outlines: readonly Outline[]) => untagged(`${verb}${tell(outlines, asked)}`)
    return {
      untagged: ordered(condition, selected, { isByUid, told }),
      reply: tagged(context.tag, 'done'),
      numbersStay,
    }
  }
  return { verb: `${prefix}${verb}`, brings, during: ['selected'], parse, answer }
}

async function* ordered(
  condition: Condition,
  { view }: StateAt<'selected'>,
  { isByUid, told }: { readonly isByUid: boolean; readonly told: (outlines: readonly Outline[]) => Buffer },
): AsyncGenerator<Response | undefined> {
  const outlines: Outline[] = []
  for await (const one of find(condition, view)) {
    if (one) outlines.push(yield* outlineOf(one, isByUid))
    yield undefined
  }
  yield told(outlines)
}
