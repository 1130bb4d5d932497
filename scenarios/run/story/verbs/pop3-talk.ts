import type { Pop3Service, Pop3Talk } from '#dsl'
import { isMultiline, pop3Answer, pop3Login, type Pop3Session } from '#clients'
import { greetedPop3 } from '../pop3-visit.ts'
import { inItsNames, secretFor, stepRefused, type RoleParts } from '../reach.ts'
import type { Done, Verbs } from '../verb.ts'
import { accountIn, howIn, textIn } from '../words.ts'

interface TalkParts extends RoleParts {
  readonly session: Pop3Session
}

/** What a client can do in a POP3 session it keeps. */
export const pop3TalkVerbs: Verbs<TalkParts, Pop3Talk> = {
  logsIn: {
    write: ([account, how = {}]) => ({ account: account.address, ...how }),
    read: (words) => [accountIn(words, 'account'), howIn(words, 'account')],
    does: async (parts, [account, how = {}]) => {
      const { by } = how
      const answer = await parts.session.logsIn({ ...secretFor(parts, account, how), ...(by && { by }) })
      return { outcome: pop3Login(parts.session, answer) }
    },
  },
  says: {
    write: ([line]) => ({ line }),
    read: (words) => [textIn(words, 'line')],
    does: async (parts, [line]) => {
      const answer = pop3Answer(
        parts.session,
        await parts.session.says(inItsNames(parts, line), { multiline: isMultiline(line) }),
      )
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

export async function opensPop3(parts: RoleParts, service: Pop3Service): Promise<Done<Pop3Talk>> {
  const [session, reached] = await greetedPop3(parts, service)
  const sessions = [session.id]
  if (!reached.succeeded) {
    const said = reached.lost ? undefined : reached.said
    return { stops: stepRefused(parts, session.id, { step: `no session with ${service}`, said }), sessions }
  }
  const verbs = pop3TalkVerbs
  const talk = parts.casts<TalkParts, Pop3Talk>({
    name: parts.role,
    parts: { ...parts, session },
    verbs,
    sessions,
  })
  return { outcome: talk, sessions }
}
