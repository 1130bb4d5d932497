import { entityOf, headerOf } from '../../message/known.ts'
import type { FolderView, Message, NumberedMessage, Range } from '../../store/account.ts'
import type { StoredOctets } from '../../store/octets.ts'
import { isProblem } from '../../store/problem.ts'
import type { Command } from '../command.ts'
import { flagList } from '../flags.ts'
import { binaryOf } from '../fetch/binary.ts'
import { bodyStructure } from '../fetch/body-structure.ts'
import { envelope } from '../fetch/envelope.ts'
import { sectionOf, type Extent } from '../fetch/section.ts'
import { byNumber, byUid, inBatches, type Numbering } from '../numbering.ts'
import { tagged, untaggedInPieces, type ResponseName } from '../responses.ts'
import { enabling, type Response, type StateAt } from '../state.ts'
import { fetchItems, fetchModifiers, type FetchItem, type FetchModifiers } from '../syntax/fetch-items.ts'
import { pair } from '../syntax/parser.ts'
import { inOrder, sequenceSet, type SequenceSet } from '../syntax/sequence-set.ts'
import { spaced } from '../syntax/words.ts'
import { writtenDateTime } from '../syntax/written.ts'
import { missingAmong, vanished } from '../vanished.ts'

type Asked = readonly [SequenceSet, readonly [readonly FetchItem[], FetchModifiers]]

/** FETCH numbers items (RFC 3501 §6.4.5). No number may change while it is answered. */
export const fetch = fetching(byNumber)

/** UID FETCH uids items (RFC 3501 §6.4.8). */
export const uidFetch = fetching(byUid)

function fetching({ prefix, isByUid, ranges }: Numbering): Command<Asked, 'selected'> {
  return {
    verb: `${prefix}FETCH`,
    brings: ['BINARY'],
    during: ['selected'],
    parse: spaced(sequenceSet, pair(fetchItems, fetchModifiers)),
    answer: ([set, [items, modifiers]], asked, { tag }) => {
      const numbersStay = !isByUid
      const wanted = ranges(set, asked.view)
      if (!wanted) return { reply: tagged(tag, 'messageUnknown'), numbersStay }
      if (modifiers.vanished && !(isByUid && asked.enabled.has('QRESYNC'))) {
        return { reply: tagged(tag, 'qresyncOff'), numbersStay }
      }
      const { changedSince } = modifiers
      const counts = changedSince !== undefined || items.some(({ is }) => is === 'MODSEQ')
      const selected = counts ? enabling(asked, ['CONDSTORE']) : asked
      const all = [
        ...items,
        ...(isByUid ? [{ is: 'UID' } as const] : []),
        ...(changedSince === undefined ? [] : [{ is: 'MODSEQ' } as const]),
      ]
      let outcome: ResponseName = 'done'
      const onUnknownEncoding = () => void (outcome = 'encodingUnknown')
      return {
        untagged: answers(wanted, distinct(all), { set, modifiers, selected, onUnknownEncoding }),
        reply: () => tagged(tag, outcome),
        numbersStay,
        next: selected,
      }
    },
  }
}

interface Within {
  readonly set: SequenceSet
  readonly modifiers: FetchModifiers
  readonly onUnknownEncoding: () => void
  readonly selected: StateAt<'selected'>
}

/** What is gone comes before what is there. */
async function* answers(
  wanted: readonly Range[],
  items: readonly FetchItem[],
  { set, modifiers, selected, onUnknownEncoding }: Within,
): AsyncGenerator<Response | undefined> {
  if (modifiers.vanished) {
    const { uidNext } = await selected.folder.counts()
    const asked = inOrder(set, uidNext - 1).map(({ from, to }) => ({ from, to: Math.min(to, uidNext - 1) }))
    yield* vanished(missingAmong(asked, selected.view.uids), 'earlier')
  }
  yield* fetched(wanted, items, { selected, changedSince: modifiers.changedSince ?? 0, onUnknownEncoding })
}

/** Adds the items that the client gets unasked. */
const withItem = (items: readonly FetchItem[], is: 'MODSEQ' | 'FLAGS'): readonly FetchItem[] =>
  items.some((item) => item.is === is) ? items : [...items, { is }]

/** Each item once, however often the client named it: under one label it reads the same octets. */
function distinct(items: readonly FetchItem[]): readonly FetchItem[] {
  const byKey = new Map<string, FetchItem>()
  for (const item of items) {
    const key = 'label' in item ? `${item.label} ${item.partial?.octets ?? ''}` : item.is
    const before = byKey.get(key)
    if (!before) byKey.set(key, item)
    else if ('sees' in item && item.sees) byKey.set(key, item)
  }
  return [...byKey.values()]
}

interface Fetching {
  readonly selected: StateAt<'selected'>
  readonly changedSince: number
  /** Is called when a part cannot be decoded. */
  readonly onUnknownEncoding: () => void
}

/** Answers message by message, as the client takes the answers. */
async function* fetched(
  wanted: readonly Range[],
  items: readonly FetchItem[],
  { selected: { view, toldFlags, enabled }, changedSince, onUnknownEncoding }: Fetching,
): AsyncGenerator<Response | undefined> {
  const withFlags = withItem(enabled.has('CONDSTORE') ? withItem(items, 'MODSEQ') : items, 'FLAGS')
  const sees = !view.isReadOnly && items.some((item) => 'sees' in item && item.sees)
  for (const some of inBatches(wanted, sees ? 10 : 100)) {
    const found = await view.fetch(some)
    const messages = found.filter(({ message }) => message.modseq > changedSince)
    const seen = sees ? await markSeen(messages, view) : new Map<number, Message>()
    for (const one of messages) {
      const message = seen.get(one.number) ?? one.message
      yield* toldFlags.announce(message.flags)
      const pieces: Piece[] = [`${one.number} FETCH (`]
      for (const item of seen.has(one.number) ? withFlags : items) {
        if (pieces.length > 1) pieces.push(' ')
        for await (const piece of answerTo(item, message, { view, onUnknownEncoding })) {
          if (piece === undefined) yield undefined
          else pieces.push(piece)
        }
        yield undefined
      }
      yield untaggedInPieces([...pieces, ')'])
    }
  }
}

/** Sets \\Seen where it is not; gives the messages that have it now, by number. Where there is no space none has. */
async function markSeen(
  messages: readonly NumberedMessage[],
  view: FolderView,
): Promise<ReadonlyMap<number, Message>> {
  const unseen = messages.filter(({ message }) => !message.flags.has('\\Seen'))
  if (unseen.length === 0) return new Map()
  const marked = await view.store(
    unseen.map(({ message }) => message.uid),
    { how: 'add', flags: new Set(['\\Seen']) },
  )
  return new Map(isProblem(marked) ? [] : marked.map(({ number, message }) => [number, message]))
}

type Piece = string | Buffer | AsyncIterable<Buffer>

/** Answers one item in pieces; in place of one there may be a place to give way at. */
async function* answerTo(
  item: FetchItem,
  { uid, flags, modseq, receivedAt, octets }: Message,
  { view, onUnknownEncoding }: { readonly view: FolderView; readonly onUnknownEncoding: () => void },
): AsyncGenerator<Piece | undefined> {
  switch (item.is) {
    case 'FLAGS':
      return yield `FLAGS ${flagList(flags, view.isRecent(uid))}`
    case 'UID':
      return yield `UID ${uid}`
    case 'MODSEQ':
      return yield `MODSEQ (${modseq})`
    case 'INTERNALDATE':
      return yield `INTERNALDATE ${writtenDateTime(receivedAt)}`
    case 'RFC822.SIZE':
      return yield `RFC822.SIZE ${octets.size}`
    case 'ENVELOPE':
      yield 'ENVELOPE '
      return yield* envelope((yield* headerOf(octets)).fields)
    case 'BODY':
    case 'BODYSTRUCTURE':
      yield `${item.is} `
      return yield* bodyStructure(yield* entityOf(octets), item.is === 'BODYSTRUCTURE')
    case 'binary':
    case 'binary-size': {
      const octetsOfPart = yield* binaryOf(octets, item.part)
      if (octetsOfPart === 'unknown encoding') onUnknownEncoding()
      return yield* binaryAnswer(item, octetsOfPart)
    }
    case 'octets': {
      const section = yield* sectionOf(octets, item.section)
      return yield* section ? literal(item, section, octets) : [`${item.label} NIL`]
    }
  }
}

/** What is not there, or cannot be decoded, is NIL; only a literal8 may hold NUL (RFC 3516 §4.2). */
function* binaryAnswer(
  { is, label, partial }: Extract<FetchItem, { is: 'binary' | 'binary-size' }>,
  octets: Buffer | 'unknown encoding' | undefined,
): Generator<Piece> {
  const isThere = Buffer.isBuffer(octets)
  if (is === 'binary-size') return yield `${label} ${isThere ? octets.length : 0}`
  if (!isThere) return yield `${label} NIL`
  const from = partial?.from ?? 0
  const told = octets.subarray(from, from + (partial?.octets ?? Infinity))
  yield `${label} ${told.includes(0) ? '~' : ''}{${told.length}}\r\n`
  yield told
}

/** A section, or what was asked of it. */
function* literal(
  { label, partial }: Extract<FetchItem, { is: 'octets' }>,
  section: Extent | Buffer,
  octets: StoredOctets,
): Generator<Piece> {
  const whole = Buffer.isBuffer(section) ? { from: 0, to: section.length } : section
  const from = Math.min(whole.from + (partial?.from ?? 0), whole.to)
  const to = Math.min(from + (partial?.octets ?? Infinity), whole.to)
  yield `${label} {${to - from}}\r\n`
  yield Buffer.isBuffer(section) ? section.subarray(from, to) : octets.pieces(from, to)
}
