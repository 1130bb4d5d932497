import type { Command } from '../command.ts'
import { reply } from '../replies.ts'
import { nothing, optionalMessageNumber } from '../syntax/arguments.ts'
import { multilineText } from '../syntax/multiline.ts'

// RFC 1939 §5 and §7. Octets are counted as stored: the dots doubled on the wire are not part of a message.

/** STAT. */
export const stat: Command<null, 'transaction'> = {
  verb: 'STAT',
  during: ['transaction'],
  parse: nothing,
  answer: (_nothing, { maildrop }) => ({ reply: reply('totals', maildrop.totals()) }),
}

/** LIST [message]. */
export const list: Command<number | undefined, 'transaction'> = {
  verb: 'LIST',
  during: ['transaction'],
  parse: optionalMessageNumber,
  answer: (number, { maildrop }, { host }) => {
    if (number === undefined) {
      const listed = host.ask['pop3.scan-listing']
      const sizes = maildrop.messages().map((one) => listed(one.number, one.message.octets.size))
      return { reply: reply('listing', maildrop.totals()), rest: multilineText(sizes) }
    }
    const message = maildrop.find(number)
    return {
      reply: message ? reply('listed', { number, octets: message.octets.size }) : reply('messageUnknown'),
    }
  },
}

/** UIDL [message]. */
export const uidl: Command<number | undefined, 'transaction'> = {
  verb: 'UIDL',
  during: ['transaction'],
  parse: optionalMessageNumber,
  answer: (number, { maildrop }) => {
    if (number === undefined) {
      const ids = maildrop.messages().map((one) => `${one.number} ${maildrop.uniqueId(one)}`)
      return { reply: reply('uniqueIds'), rest: multilineText(ids) }
    }
    const message = maildrop.find(number)
    return {
      reply: message
        ? reply('uniqueId', { number, id: maildrop.uniqueId({ number, message }) })
        : reply('messageUnknown'),
    }
  },
}
