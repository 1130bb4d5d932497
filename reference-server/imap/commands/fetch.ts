import { entityOf, headerOf } from '../../message/known.ts'
import type { StoredMessage } from '../../store/mailboxes.ts'
import type { Command } from '../command.ts'
import { flagList } from '../flags.ts'
import type { MailboxView, NumberedMessage } from '../mailbox-view.ts'
import { bodyStructure } from '../fetch/body-structure.ts'
import { envelope } from '../fetch/envelope.ts'
import { sectionOf } from '../fetch/section.ts'
import { tagged, untaggedInPieces } from '../responses.ts'
import { fetchItems, type FetchItem } from '../syntax/fetch-items.ts'
import { chosen, inOrder, sequenceSet, type SequenceSet } from '../syntax/sequence-set.ts'
import { spaced } from '../syntax/words.ts'
import { writtenDateTime } from '../syntax/written.ts'

type Asked = readonly [SequenceSet, readonly FetchItem[]]

/** FETCH numbers items (RFC 3501 §6.4.5). While it is answered no number may change. */
export const fetch: Command<Asked, 'selected'> = {
  verb: 'FETCH',
  during: ['selected'],
  parse: spaced(sequenceSet, fetchItems),
  answer: ([set, items], { view }, { tag }) => {
    const messages = view.messages()
    const wanted = inOrder(set, messages.length)
    const isThere = (wanted[0]?.from ?? 0) > 0 && (wanted.at(-1)?.to ?? 0) <= messages.length
    if (!isThere) return { reply: tagged(tag, 'messageUnknown'), numbersStay: true }
    return {
      untagged: fetched(
        chosen(messages, ({ number }) => number, wanted),
        items,
        view,
      ),
      reply: tagged(tag, 'done'),
      numbersStay: true,
    }
  },
}

/** UID FETCH uids items (RFC 3501 §6.4.8). UIDs that are none are passed over. */
export const uidFetch: Command<Asked, 'selected'> = {
  verb: 'UID FETCH',
  during: ['selected'],
  parse: spaced(sequenceSet, fetchItems),
  answer: ([set, items], { view }, { tag }) => {
    const messages = view.messages()
    const wanted = inOrder(set, messages.at(-1)?.message.uid ?? 0)
    const found = chosen(messages, ({ message }) => message.uid, wanted)
    return { untagged: fetched(found, withItem(items, 'UID'), view), reply: tagged(tag, 'done') }
  },
}

/** Adds what the client is told without asking. */
const withItem = (items: readonly FetchItem[], is: 'UID' | 'FLAGS'): readonly FetchItem[] =>
  items.some((item) => item.is === is) ? items : [...items, { is }]

/** Each item once, however often the client named it: under one label it reads the same octets. */
function distinct(items: readonly FetchItem[]): readonly FetchItem[] {
  const byKey = new Map<string, FetchItem>()
  for (const item of items) {
    const key = item.is === 'octets' ? `${item.label} ${item.partial?.octets ?? ''}` : item.is
    const before = byKey.get(key)
    if (!before) byKey.set(key, item)
    else if (item.is === 'octets' && item.sees) byKey.set(key, item)
  }
  return [...byKey.values()]
}

/** Answers message by message, as the client takes the answers. */
function* fetched(
  messages: readonly NumberedMessage[],
  asked: readonly FetchItem[],
  view: MailboxView,
): Generator<readonly Buffer[] | undefined> {
  const items = distinct(asked)
  const sees = !view.isReadOnly && items.some((item) => item.is === 'octets' && item.sees)
  for (const one of messages) {
    const seen =
      sees && !one.message.flags.has('\\Seen')
        ? view.setFlags(one.number, new Set([...one.message.flags, '\\Seen']))
        : undefined
    const message = seen ?? one.message
    const pieces: (string | Buffer)[] = [`${one.number} FETCH (`]
    for (const item of seen ? withItem(items, 'FLAGS') : items) {
      if (pieces.length > 1) pieces.push(' ')
      for (const piece of answerTo(item, message, view)) {
        if (piece === undefined) yield undefined
        else pieces.push(piece)
      }
      yield undefined
    }
    yield untaggedInPieces([...pieces, ')'])
  }
}

/** Answers one item in pieces; in place of one there may be a place to give way at. */
function* answerTo(
  item: FetchItem,
  message: StoredMessage,
  view: MailboxView,
): Generator<string | Buffer | undefined> {
  const { octets } = message
  switch (item.is) {
    case 'FLAGS':
      return yield `FLAGS ${flagList(message.flags, view.isRecent(message))}`
    case 'UID':
      return yield `UID ${message.uid}`
    case 'INTERNALDATE':
      return yield `INTERNALDATE ${writtenDateTime(message.receivedAt)}`
    case 'RFC822.SIZE':
      return yield `RFC822.SIZE ${octets.length}`
    case 'ENVELOPE':
      yield 'ENVELOPE '
      return yield* envelope((yield* headerOf(octets)).fields)
    case 'BODY':
    case 'BODYSTRUCTURE':
      yield `${item.is} `
      return yield* bodyStructure(yield* entityOf(octets), item.is === 'BODYSTRUCTURE')
    case 'octets': {
      const section = yield* sectionOf(octets, item.section)
      if (!section) return yield `${item.label} NIL`
      const { from, octets: most } = item.partial ?? { from: 0, octets: Infinity }
      const part = section.subarray(from, Math.min(section.length, from + most))
      yield `${item.label} {${part.length}}\r\n`
      yield part
    }
  }
}
