import type { ImapService, ImapTalk } from '#dsl'
import { imapAnswer, imapLogin, type ImapSession } from '#clients'
import { greetedImap } from '../imap-visit.ts'
import { inItsNames, secretFor, stepRefused, type RoleParts } from '../reach.ts'
import type { Done, Verbs } from '../verb.ts'
import { accountIn, howIn, textIn } from '../words.ts'

interface TalkParts extends RoleParts {
  readonly session: ImapSession
}

/** What a client can do in an IMAP session it keeps. */
export const imapTalkVerbs: Verbs<TalkParts, ImapTalk> = {
  logsIn: {
    write: ([account, how = {}]) => ({ account: account.address, ...how }),
    read: (words) => [accountIn(words, 'account'), howIn(words, 'account')],
    does: async (parts, [account, how = {}]) => {
      const { by } = how
      const answer = await parts.session.logsIn({ ...secretFor(parts, account, how), ...(by && { by }) })
      return { outcome: imapLogin(parts.session, answer) }
    },
  },
  says: {
    write: ([line]) => ({ line }),
    read: (words) => [textIn(words, 'line')],
    does: async (parts, [line]) => {
      const answer = imapAnswer(parts.session, await parts.session.says(inItsNames(parts, line)))
      return { outcome: { ...answer, data: answer.data.map((item) => parts.recorder.hides(item)) } }
    },
  },
  quits: {
    write: () => ({}),
    read: () => [],
    does: async ({ session }) => {
      await session.quits()
      return { outcome: undefined }
    },
  },
}

export async function opensImap(parts: RoleParts, service: ImapService): Promise<Done<ImapTalk>> {
  const [session, reached] = await greetedImap(parts, service)
  const sessions = [session.id]
  if (!reached.succeeded) {
    const said = reached.lost ? undefined : reached.said
    return { stops: stepRefused(parts, session.id, { step: `no session with ${service}`, said }), sessions }
  }
  const verbs = imapTalkVerbs
  const talk = parts.casts<TalkParts, ImapTalk>({
    name: parts.role,
    parts: { ...parts, session },
    verbs,
    sessions,
  })
  return { outcome: talk, sessions }
}
