import { after, before, either, keyword, map, optional, pair, token, type Parser } from './parser.ts'
import { modseq } from './modseq.ts'
import { astring, list, nonZeroNumber, number } from './words.ts'
import { writtenAstring } from './written.ts'

/** What is asked of a part: its header, all or some fields of it, its text, or its MIME header. */
export type SectionText =
  | { readonly is: 'HEADER' | 'TEXT' | 'MIME' }
  | { readonly is: 'HEADER.FIELDS' | 'HEADER.FIELDS.NOT'; readonly names: readonly string[] }

/** A place in a message: `1.2.HEADER`. No part is the message itself, no text is all of it. */
export interface Section {
  readonly part: readonly number[]
  readonly text?: SectionText | undefined
}

/** A stretch of octets. */
export interface Stretch {
  readonly from: number
  readonly octets: number
}

/** A thing FETCH can be asked for (RFC 3501 §6.4.5). */
export type FetchItem =
  | {
      readonly is:
        'FLAGS' | 'UID' | 'INTERNALDATE' | 'RFC822.SIZE' | 'ENVELOPE' | 'BODYSTRUCTURE' | 'BODY' | 'MODSEQ'
    }
  | {
      /** A part without its transfer encoding (RFC 3516), or how many octets that are. */
      readonly is: 'binary' | 'binary-size'
      readonly label: string
      readonly part: readonly number[]
      readonly partial?: Stretch | undefined
      readonly sees: boolean
    }
  | {
      readonly is: 'octets'
      /** What the client reads before them: `BODY[TEXT]<0>`. */
      readonly label: string
      readonly section: Section
      readonly partial?: Stretch | undefined
      /** Whether reading them sets \Seen. */
      readonly sees: boolean
    }

const dot = token(/\./)

const fieldNames = after(token(/ /), list(astring))

const sectionText = either<SectionText>(
  map(pair(keyword('HEADER.FIELDS.NOT'), fieldNames), ([is, names]) => ({ is, names })),
  map(pair(keyword('HEADER.FIELDS'), fieldNames), ([is, names]) => ({ is, names })),
  map(keyword('HEADER'), (is) => ({ is })),
  map(keyword('TEXT'), (is) => ({ is })),
)

const mime = map(keyword('MIME'), (is): SectionText => ({ is }))

const partNumbers = map(token(/[1-9]\d{0,9}(?:\.[1-9]\d{0,9})*/), (text) => text.split('.').map(Number))

const section = either<Section>(
  map(pair(partNumbers, optional(after(dot, either(sectionText, mime)))), ([part, { given: text }]) => ({
    part,
    text,
  })),
  map(optional(sectionText), ({ given: text }) => ({ part: [], text })),
)

const partial = map(
  before(after(token(/</), pair(number, after(dot, nonZeroNumber))), token(/>/)),
  ([from, octets]) => ({ from, octets }),
)

const bracketed = before(after(token(/\[/), section), token(/\]/))

/** How a section is spelt in an answer, whatever way the client spelt it. */
function spelling({ part, text }: Section): string {
  const names = text && 'names' in text ? ` (${text.names.map(writtenAstring).join(' ')})` : ''
  return [...part, ...(text ? [text.is + names] : [])].join('.')
}

const bodySection = map(
  pair(either<string>(keyword('BODY.PEEK'), keyword('BODY')), pair(bracketed, optional(partial))),
  ([word, [place, { given }]]): FetchItem => ({
    is: 'octets',
    label: `BODY[${spelling(place)}]${given ? `<${given.from}>` : ''}`,
    section: place,
    partial: given,
    sees: word === 'BODY',
  }),
)

const bracketedPart = map(
  before(after(token(/\[/), optional(partNumbers)), token(/\]/)),
  ({ given = [] }): readonly number[] => given,
)

const binary = map(
  pair(either<string>(keyword('BINARY.PEEK'), keyword('BINARY')), pair(bracketedPart, optional(partial))),
  ([word, [part, { given }]]): FetchItem => ({
    is: 'binary',
    label: `BINARY[${part.join('.')}]${given ? `<${given.from}>` : ''}`,
    part,
    partial: given,
    sees: word === 'BINARY',
  }),
)

const binarySize = map(after(keyword('BINARY.SIZE'), bracketedPart), (part): FetchItem => ({
  is: 'binary-size',
  label: `BINARY.SIZE[${part.join('.')}]`,
  part,
  sees: false,
}))

/** The names older than sections. */
const rfc822 = (label: string, text: SectionText | undefined, sees: boolean) =>
  map(keyword(label), (): FetchItem => ({ is: 'octets', label, section: { part: [], text }, sees }))

const plain = either<FetchItem>(
  map(keyword('FLAGS'), (is) => ({ is })),
  map(keyword('UID'), (is) => ({ is })),
  map(keyword('INTERNALDATE'), (is) => ({ is })),
  map(keyword('RFC822.SIZE'), (is) => ({ is })),
  map(keyword('ENVELOPE'), (is) => ({ is })),
  map(keyword('BODYSTRUCTURE'), (is) => ({ is })),
  map(keyword('MODSEQ'), (is) => ({ is })),
)

// The longer word stands before the one it begins with.
const item = either<FetchItem>(
  bodySection,
  binary,
  binarySize,
  plain,
  map(keyword('BODY'), (is) => ({ is })),
  rfc822('RFC822.HEADER', { is: 'HEADER' }, false),
  rfc822('RFC822.TEXT', { is: 'TEXT' }, true),
  rfc822('RFC822', undefined, true),
)

const fast: readonly FetchItem[] = [{ is: 'FLAGS' }, { is: 'INTERNALDATE' }, { is: 'RFC822.SIZE' }]

/** Good: `ALL`, `FLAGS`, `(UID BODY.PEEK[1.MIME]<0.512>)`. Bad: `(ALL)`, `BODY[0]`, `()`. */
export const fetchItems: Parser<readonly FetchItem[]> = either<readonly FetchItem[]>(
  map(keyword('ALL'), () => [...fast, { is: 'ENVELOPE' }]),
  map(keyword('FULL'), () => [...fast, { is: 'ENVELOPE' }, { is: 'BODY' }]),
  map(keyword('FAST'), () => fast),
  list(item),
  map(item, (one) => [one]),
)

/** What FETCH leaves out (RFC 7162 §3.1.4.1, §3.2.6). */
export interface FetchModifiers {
  /** Messages that have not changed after the change of that number. */
  readonly changedSince?: number | undefined
  /** Whether UIDs that are gone are told. */
  readonly vanished: boolean
}

const modifier = either<number | 'VANISHED'>(after(token(/CHANGEDSINCE /i), modseq), keyword('VANISHED'))

/** Good: nothing, ` (CHANGEDSINCE 5)`, ` (CHANGEDSINCE 5 VANISHED)`. Bad: ` (VANISHED)`. */
export const fetchModifiers: Parser<FetchModifiers> = map(
  optional(after(token(/ /), list(modifier))),
  ({ given = [] }) => {
    const changedSince = given.find((one) => typeof one === 'number')
    const isVanished = given.includes('VANISHED')
    return isVanished && changedSince === undefined ? undefined : { changedSince, vanished: isVanished }
  },
)
