import type { ImapService, ImapTalk, Opening } from '#dsl'
import { imapAnswer, imapLogin, type ImapCredentials, type ImapSession } from '#clients'
import { greetedImap } from '../imap-visit.ts'
import type { RoleParts } from '../reach.ts'
import type { Done, Verbs } from '../verb.ts'
import { howIn } from '../words.ts'
import { keepsSession, mailboxTalkVerbs, type TalkParts } from './mailbox-talk.ts'

const { logsIn, says, quits } = mailboxTalkVerbs<ImapSession, NonNullable<ImapCredentials['by']>>(
  async (session, secret, { by }) =>
    imapLogin(session, await session.logsIn({ ...secret, ...(by && { by }) })),
  async (session, line) => imapAnswer(session, await session.says(line)),
)

/** What a client can do in an IMAP session it keeps. */
export const imapTalkVerbs: Verbs<TalkParts<ImapSession>, ImapTalk> = {
  logsIn,
  says,
  startsTls: {
    write: ([how = {}]) => ({ ...how }),
    read: (words) => [howIn(words)],
    does: async ({ session }, [how]) => ({
      outcome: { ...imapAnswer(session, await session.startsTls(how)), ...session.handshake },
    }),
  },
  quits,
}

export const opensImap = async (
  parts: RoleParts,
  service: ImapService,
  begins: Opening<ImapService>,
): Promise<Done<ImapTalk>> =>
  keepsSession(parts, { service, opened: await greetedImap(parts, service, begins), verbs: imapTalkVerbs })
