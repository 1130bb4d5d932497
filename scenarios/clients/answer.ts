import { answerBounds } from '../evidence/bounds.ts'
import type { Answer } from '../evidence/evidence.ts'
import { gone } from './connection.ts'
import type { ImapAnswer } from './imap.ts'
import type { Pop3Answer } from './pop3.ts'

/** An answer of IMAP as data: the untagged responses and the tagged one. */
export function imapAnswer(session: { readonly id: string }, answer: ImapAnswer): Answer {
  const { status, said, untagged, line, when } = answer
  return {
    kind: 'answer',
    session: session.id,
    line,
    ...(!answer.lost && { status }),
    said,
    ...kept(untagged.map(({ octets }) => octets.replace(/^\* /, ''))),
    when,
    ...gone(answer),
  }
}

/** An answer of POP3 as data: its first line, and those that follow. */
export function pop3Answer(session: { readonly id: string }, answer: Pop3Answer): Answer {
  const { ok, said, lines = [], halfLineEnds, line, when } = answer
  const status = ok ? '+OK' : said.startsWith('+') ? '+' : '-ERR'
  return {
    kind: 'answer',
    session: session.id,
    line,
    ...(!answer.lost && { status }),
    said,
    ...kept(lines.map((each) => each.replace(/\r?\n$/, ''))),
    ...(halfLineEnds && { halfLineEnds }),
    when,
    ...gone(answer),
  }
}

/** The first items, as many as evidence keeps. */
function kept(items: readonly string[]): Pick<Answer, 'data' | 'leftOut'> {
  let octets = 0
  const end = items.findIndex((item, index) => {
    octets += item.length
    return index >= answerBounds.items || octets > answerBounds.octets
  })
  return end < 0 ? { data: items } : { data: items.slice(0, end), leftOut: items.length - end }
}
