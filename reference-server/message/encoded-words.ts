import { textOf } from './charset.ts'
import { fromQuotedPrintable } from './transfer-encoding.ts'

// RFC 2047: `=?charset?encoding?text?=`, where a charset may bear a language (RFC 2231 §5).
const word = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,60})?\?([BQ])\?([^?\s]*)\?=/gi
const betweenWords = /(\?=)[ \t]+(?==\?[^?\s]{1,121}\?[BQ]\?[^?\s]*\?=)/gi

/**
 * Gives the value of a header field as people read it. Octets beyond ASCII are taken as UTF-8.
 *
 * @param value one character an octet: `=?utf-8?Q?Z=C3=BCrich?=` gives `Zürich`
 */
export function wordsDecoded(value: string): string {
  const text = value.replaceAll(betweenWords, '$1')
  let [given, from] = ['', 0]
  for (const { 0: whole, 1: charset = '', 2: encoding = '', 3: coded = '', index } of text.matchAll(word)) {
    given += raw(text.slice(from, index)) + textOf(octetsOf(coded, encoding), charset)
    from = index + whole.length
  }
  return given + raw(text.slice(from))
}

const octetsOf = (coded: string, encoding: string): Buffer =>
  encoding.toUpperCase() === 'B'
    ? Buffer.from(coded, 'base64')
    : Buffer.from(fromQuotedPrintable(coded.replaceAll('_', ' ').replaceAll(/ $/g, '=20')), 'latin1')

const raw = (text: string): string =>
  /[\x80-\xff]/.test(text) ? textOf(Buffer.from(text, 'latin1'), 'utf-8') : text
