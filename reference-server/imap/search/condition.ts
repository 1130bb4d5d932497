import { isUtf8 } from 'node:buffer'
import { lowerCase } from '../../policy/ascii.ts'
import { readDate } from '../../message/dates.ts'
import { wordsDecoded } from '../../message/encoded-words.ts'
import { valueOf, type HeaderField } from '../../message/header.ts'
import type { Message } from '../../store/account.ts'
import type { SearchKey } from '../syntax/search-command.ts'
import { inOrder, isAmong } from '../syntax/sequence-set.ts'

/** A message as far as it is known. */
export interface Candidate {
  readonly number: number
  readonly message: Message
  readonly isRecent: boolean
  /** Its header; undefined as long as nobody has read it. */
  readonly fields?: readonly HeaderField[] | undefined
  /** What can be read in its body, folded. */
  readonly texts?: readonly string[] | undefined
}

/** Tells whether a message fits; undefined where more of it must be known. */
export type Condition = (candidate: Candidate) => boolean | undefined

/** What conditions are measured against. */
export interface Standard {
  /** The greatest numbers there are. */
  readonly lastNumber: number
  readonly lastUid: number
  readonly now: number
}

/** The form in which texts are compared: without regard to case (RFC 5051, about). */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase()

/** A string of a client, folded; undefined where its octets are no UTF-8. */
function foldedOctets(text: string): string | undefined {
  const octets = Buffer.from(text, 'latin1')
  return isUtf8(octets) ? folded(octets.toString('utf8')) : undefined
}

/** Makes a condition of a key; undefined where a string of it is no text. */
export function conditionOf(key: SearchKey, standard: Standard): Condition | undefined {
  switch (key.is) {
    case 'all':
      return () => true
    case 'flag': {
      const flag = lowerCase(key.flag)
      return ({ message }) => [...message.flags].some((one) => lowerCase(one) === flag)
    }
    case 'recent':
      return ({ isRecent }) => isRecent
    case 'numbers': {
      const ranges = inOrder(key.set, standard.lastNumber)
      return ({ number }) => isAmong(number, ranges)
    }
    case 'uids': {
      const ranges = inOrder(key.set, standard.lastUid)
      return ({ message }) => isAmong(message.uid, ranges)
    }
    case 'received':
      return ({ message }) => isWithin(dayOf(message.receivedAt), key)
    case 'sent':
      return ({ fields }) => fields && isWithin(readDate(valueOf(fields, 'date') ?? '')?.day, key)
    case 'larger':
      return ({ message }) => message.octets.size > key.octets
    case 'smaller':
      return ({ message }) => message.octets.size < key.octets
    case 'younger':
      return ({ message }) => message.receivedAt >= standard.now - key.seconds * 1000
    case 'older':
      return ({ message }) => message.receivedAt <= standard.now - key.seconds * 1000
    case 'modseq':
      return ({ message }) => message.modseq >= key.from
    case 'field':
    case 'body':
    case 'text':
      return textCondition(key)
    case 'not': {
      const condition = conditionOf(key.key, standard)
      return condition && ((candidate) => negated(condition(candidate)))
    }
    case 'or':
    case 'and':
      return joined(key.keys, standard, key.is === 'or')
  }
}

const negated = (fits: boolean | undefined): boolean | undefined => (fits === undefined ? undefined : !fits)

/** Of several: one that fits decides where any may, one that does not where all must. */
function joined(keys: readonly SearchKey[], standard: Standard, decides: boolean): Condition | undefined {
  const conditions: Condition[] = []
  for (const key of keys) {
    const condition = conditionOf(key, standard)
    if (!condition) return undefined
    conditions.push(condition)
  }
  return (candidate) => {
    let isKnown = true
    for (const condition of conditions) {
      const fits = condition(candidate)
      if (fits === decides) return decides
      isKnown &&= fits !== undefined
    }
    return isKnown ? !decides : undefined
  }
}

type TextKey = Extract<SearchKey, { readonly is: 'field' | 'body' | 'text' }>

function textCondition(key: TextKey): Condition | undefined {
  const wanted = foldedOctets(key.text)
  if (wanted === undefined) return undefined
  const isIn = (text: string) => text.includes(wanted)
  const isInField = ({ value }: HeaderField) => isIn(folded(wordsDecoded(value)))
  if (key.is === 'field') {
    const name = lowerCase(key.name)
    return ({ fields }) => fields?.some((field) => lowerCase(field.name) === name && isInField(field))
  }
  if (key.is === 'body') return ({ texts }) => texts?.some(isIn)
  return ({ fields, texts }) =>
    fields?.some((field) => isIn(lowerCase(field.name)) || isInField(field)) || texts?.some(isIn)
}

const day = 86_400_000
const dayOf = (instant: number): number => Math.floor(instant / day) * day

const isWithin = (
  instant: number | undefined,
  { from = -Infinity, before = Infinity }: { readonly from?: number; readonly before?: number },
): boolean => instant !== undefined && instant >= from && instant < before
