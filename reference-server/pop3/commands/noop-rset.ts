import type { Command } from '../command.ts'
import { reply } from '../replies.ts'
import { nothing } from '../syntax/arguments.ts'

// RFC 1939 §5.

/** NOOP. */
export const noop: Command<null, 'transaction'> = {
  verb: 'NOOP',
  during: ['transaction'],
  parse: nothing,
  answer: () => ({ reply: reply('done') }),
}

/** RSET: unmarks all messages. */
export const rset: Command<null, 'transaction'> = {
  verb: 'RSET',
  during: ['transaction'],
  parse: nothing,
  answer: (_nothing, { maildrop }) => {
    maildrop.unmarkAll()
    return { reply: reply('done') }
  },
}
