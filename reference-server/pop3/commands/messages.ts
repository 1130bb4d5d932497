import type { Command } from '../command.ts'
import { reply } from '../replies.ts'
import { messageAndLines, messageNumber } from '../syntax/arguments.ts'
import { multiline, topOf } from '../syntax/multiline.ts'

// RFC 1939 §5 and §7.

/** RETR message. */
export const retr: Command<number, 'transaction'> = {
  verb: 'RETR',
  during: ['transaction'],
  parse: messageNumber,
  answer: (number, { maildrop }) => {
    const octets = maildrop.find(number)?.octets
    if (!octets) return { reply: reply('messageUnknown') }
    return { reply: reply('messageFollows', { octets: octets.size }), rest: multiline(octets.pieces()) }
  },
}

/** TOP message lines. */
export const top: Command<{ number: number; lines: number }, 'transaction'> = {
  verb: 'TOP',
  during: ['transaction'],
  parse: messageAndLines,
  answer: ({ number, lines }, { maildrop }) => {
    const octets = maildrop.find(number)?.octets
    if (!octets) return { reply: reply('messageUnknown') }
    return { reply: reply('topFollows'), rest: topOf(octets, lines) }
  },
}

/** DELE message. It disappears from the session now and from the mailbox at QUIT. */
export const dele: Command<number, 'transaction'> = {
  verb: 'DELE',
  during: ['transaction'],
  parse: messageNumber,
  answer: (number, { maildrop }) => {
    if (!maildrop.find(number)) return { reply: reply('messageUnknown') }
    maildrop.markDeleted(number)
    return { reply: reply('deleted', { number }) }
  },
}
