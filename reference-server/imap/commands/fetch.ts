import type { Command } from '../command.ts'
import { flagList } from '../flags.ts'
import type { MailboxView, NumberedMessage } from '../mailbox-view.ts'
import { bodyStructure } from '../fetch/body-structure.ts'
import { readEntity } from '../../message/entity.ts'
import { envelope } from '../fetch/envelope.ts'
import { sectionOf } from '../fetch/section.ts'
import { tagged, untagged } from '../responses.ts'
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

/** Answers message by message, as the client takes the answers. */
function* fetched(
  messages: readonly NumberedMessage[],
  items: readonly FetchItem[],
  view: MailboxView,
): Generator<Buffer> {
  const sees = !view.isReadOnly && items.some((item) => item.is === 'octets' && item.sees)
  for (const one of messages) {
    const seen =
      sees && !one.message.flags.has('\\Seen')
        ? view.setFlags(one.number, new Set([...one.message.flags, '\\Seen']))
        : undefined
    const message = seen ?? one.message
    const pieces = (seen ? withItem(items, 'FLAGS') : items).flatMap((item, index) => [
      index === 0 ? '' : ' ',
      ...answerTo(item, { number: one.number, message }, view),
    ])
    yield untagged(`${one.number} FETCH (`, ...pieces, ')')
  }
}

function answerTo(item: FetchItem, { message }: NumberedMessage, view: MailboxView): (string | Buffer)[] {
  const { octets } = message
  switch (item.is) {
    case 'FLAGS':
      return [`FLAGS ${flagList(message.flags, view.isRecent(message))}`]
    case 'UID':
      return [`UID ${message.uid}`]
    case 'INTERNALDATE':
      return [`INTERNALDATE ${writtenDateTime(message.receivedAt)}`]
    case 'RFC822.SIZE':
      return [`RFC822.SIZE ${octets.length}`]
    case 'ENVELOPE':
      return [`ENVELOPE ${envelope(readEntity(octets).header)}`]
    case 'BODY':
    case 'BODYSTRUCTURE':
      return [`${item.is} ${bodyStructure(readEntity(octets), item.is === 'BODYSTRUCTURE')}`]
    case 'octets': {
      const section = sectionOf(octets, item.section)
      if (!section) return [`${item.label} NIL`]
      const { from, octets: most } = item.partial ?? { from: 0, octets: Infinity }
      const part = section.subarray(from, Math.min(section.length, from + most))
      return [`${item.label} {${part.length}}\r\n`, part]
    }
  }
}
