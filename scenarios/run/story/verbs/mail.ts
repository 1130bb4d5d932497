import type { Attempt } from '#evidence'
import type { Client, Message } from '#dsl'
import { insists as insistsOn, offers as offersIn, type SmtpSession } from '#clients'
import { envelopeInItsNames, type RoleParts } from '../reach.ts'
import { sendsMessage, visits } from '../smtp-visit.ts'
import type { Verb } from '../verb.ts'
import { messageIn, viaIn, viaWords, writeVia } from '../words.ts'

// One SMTP session for one message, or to ask whether it would be taken.

type MailVerb = Verb<RoleParts, Client['offers' | 'sends' | 'insists']>

const mail = (
  act: (parts: RoleParts, session: SmtpSession, message: Message) => Promise<Attempt>,
): MailVerb => ({
  write: ([message, how = {}]) => ({ ...message, ...writeVia(how) }),
  read: (words) => [messageIn(words, ...viaWords), viaIn(words)],
  does: async (parts, [message, how = {}]) => {
    const [outcome, session] = await visits(parts, how, (smtp) => act(parts, smtp, message))
    return { outcome, sessions: [session] }
  },
})

export const offers = mail((parts, smtp, envelope) => offersIn(smtp, envelopeInItsNames(parts, envelope)))

export const sends = mail((parts, smtp, message) => sendsMessage(parts, smtp, message))

export const insists = mail((parts, smtp, message) => sendsMessage(parts, smtp, message, insistsOn))
