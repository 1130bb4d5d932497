import type { Client, ImapTalk, Pop3Talk, SmtpTalk } from '#dsl'
import { services, speaks } from '../../../evidence/services.ts'
import type { RoleParts } from '../reach.ts'
import type { Done, Verb } from '../verb.ts'
import { howIn, oneIn } from '../words.ts'
import { opensImap } from './imap-talk.ts'
import { opensPop3 } from './pop3-talk.ts'
import { opensSmtp } from './smtp-talk.ts'

/** A session that goes on until it quits; the story stops if it cannot be opened. */
export const opens: Verb<RoleParts, Client['opens']> = {
  write: ([service, how = {}]) => ({ service, ...how }),
  read: (words) => [oneIn(words, 'service', [...services, 'submitting']), howIn(words, 'service')],
  does: async (parts, [service, how = {}]): Promise<Done<SmtpTalk | Pop3Talk | ImapTalk>> => {
    if (service === 'submitting') return opensSmtp(parts, service, how)
    if (speaks(service, 'pop3')) return opensPop3(parts, service, how)
    return speaks(service, 'imap') ? opensImap(parts, service, how) : opensSmtp(parts, service, how)
  },
}
