// Basic codes: RFC 5321 §4.2.1. Enhanced status codes: RFC 2034, RFC 3463.

/** A reply as the table keeps it: the class is written once, so both codes agree. */
export interface ReplyForm {
  readonly class: 2 | 3 | 4 | 5
  /** The last two digits of the basic code: 50 of 550. */
  readonly code: number
  /** Subject and detail of the enhanced status code: [7, 1] of 5.7.1. Greetings, EHLO and 3yz replies have none. */
  readonly status?: readonly [subject: number, detail: number]
  /** `{domain}` is replaced by the word of that name; every line of the text becomes a line of the reply. */
  readonly text: string
}

export type Words = Readonly<Record<string, string>>

/** A reply ready for the wire, CRLF included. */
export type Reply = string

/**
 * Prepares a reply for rendering: what can be known beforehand is put together once.
 *
 * ```ts
 * prepare({ class: 5, code: 50, status: [7, 1], text: 'no relaying to {domain}' })({ domain: 'remote.test' })
 * // '550 5.7.1 no relaying to remote.test\r\n'
 * ```
 */
export function prepare(form: ReplyForm): (words?: Words) => Reply {
  const rendered = render(form)
  const parts = rendered.split(/\{(\w+)\}/)
  if (parts.length === 1) return () => rendered
  // A name stands between every two parts that are fixed.
  return (words = {}) =>
    parts.reduce((reply, part, nth) => reply + (nth % 2 === 0 ? part : inert(words[part] ?? '')), '')
}

function render({ class: digit, code, status, text }: ReplyForm): string {
  const basic = `${digit}${String(code).padStart(2, '0')}`
  const enhanced = status ? `${digit}.${status[0]}.${status[1]} ` : ''
  const lines = text.split('\n')
  return lines
    .map((line, nth) => `${basic}${nth < lines.length - 1 ? '-' : ' '}${enhanced}${line}\r\n`)
    .join('')
}

/** Removes from a peer's words what could end a line or be invisible on a screen. */
const inert = (word: string): string => word.replace(/[^\x20-\x7e]/g, '?').slice(0, 300)
