import type { Answer, Login, Service } from '#evidence'
import type { Account, Knowing } from '#dsl'
import type { Methods } from '../casting.ts'
import { inItsNames, secretFor, stepRefused, type RoleParts } from '../reach.ts'
import type { Done, Verbs } from '../verb.ts'
import { accountIn, knowingIn, textIn, writeKnowing } from '../words.ts'

// What a client can do both in a POP3 session and in an IMAP session that it keeps.

interface MailboxSession {
  readonly id: string
  quits(): Promise<unknown>
}

export interface TalkParts<Session> extends RoleParts {
  readonly session: Session
}

type Secret = ReturnType<typeof secretFor>

/** The verbs of both, as they are recorded and read back; each protocol carries them out in its own way. */
export const mailboxTalkVerbs = <Session extends MailboxSession, By extends string>(
  logsIn: (session: Session, secret: Secret, how: LoginWay<By>) => Promise<Login>,
  says: (session: Session, line: string) => Promise<Answer>,
) =>
  ({
    logsIn: {
      write: ([account, how = {}]) => ({ account: account.address, ...writeKnowing(how) }),
      read: (words) => [accountIn(words, 'account'), knowingIn(words, 'account')],
      does: async (parts, [account, how = {}]) => ({
        outcome: await logsIn(parts.session, secretFor(parts, account, how), how),
      }),
    },
    says: {
      write: ([line]) => ({ line }),
      read: (words) => [textIn(words, 'line')],
      does: async (parts, [line]) => ({
        outcome: hiding(parts, await says(parts.session, inItsNames(parts, line))),
      }),
    },
    quits: {
      write: () => ({}),
      read: () => [],
      does: async ({ session }) => {
        await session.quits()
        return { outcome: undefined }
      },
    },
  }) satisfies Verbs<TalkParts<Session>, MailboxTalk<By>>

/** An answer without the secrets in it. */
export const hiding = ({ recorder }: Pick<RoleParts, 'recorder'>, answer: Answer): Answer => ({
  ...answer,
  data: answer.data.map((item) => recorder.hides(item)),
})

/** By which form a login goes, and when its first response goes out. */
interface LoginWay<By> {
  readonly by?: By
  readonly after?: 'a challenge'
}

interface MailboxTalk<By> {
  logsIn(account: Account, how?: Knowing & LoginWay<By>): Promise<Login>
  says(line: string): Promise<Answer>
  quits(): Promise<void>
}

/** A session that was greeted becomes a talk; one that was not stops the story. */
export function keepsSession<Session extends MailboxSession, Talk extends object>(
  parts: RoleParts,
  {
    service,
    opened,
    verbs,
  }: {
    readonly service: Service
    readonly opened: readonly [Session, Login]
    readonly verbs: Verbs<TalkParts<Session>, Talk>
  },
): Done<Methods<Talk>> {
  const [session, reached] = opened
  const sessions = [session.id]
  if (!reached.succeeded) {
    const said = reached.lost ? undefined : reached.said
    return { stops: stepRefused(parts, session.id, { step: `no session with ${service}`, said }), sessions }
  }
  const talk = parts.casts<TalkParts<Session>, Talk>({
    name: parts.role,
    parts: { ...parts, session },
    verbs,
    sessions,
  })
  return { outcome: talk, sessions }
}
