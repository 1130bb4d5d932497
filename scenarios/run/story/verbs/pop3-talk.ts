import type { Opening, Pop3Service, Pop3Talk } from '#dsl'
import { isMultiline, pop3Answer, pop3Login, type Pop3Credentials, type Pop3Session } from '#clients'
import { greetedPop3 } from '../pop3-visit.ts'
import type { RoleParts } from '../reach.ts'
import type { Done, Verbs } from '../verb.ts'
import { keepsSession, mailboxTalkVerbs, type TalkParts } from './mailbox-talk.ts'

/** What a client can do in a POP3 session it keeps. */
export const pop3TalkVerbs: Verbs<TalkParts<Pop3Session>, Pop3Talk> = mailboxTalkVerbs(
  async (session: Pop3Session, secret, by: Pop3Credentials['by']) =>
    pop3Login(session, await session.logsIn({ ...secret, ...(by && { by }) })),
  async (session, line) => pop3Answer(session, await session.says(line, { multiline: isMultiline(line) })),
)

export const opensPop3 = async (
  parts: RoleParts,
  service: Pop3Service,
  begins: Opening<Pop3Service>,
): Promise<Done<Pop3Talk>> =>
  keepsSession(parts, { service, opened: await greetedPop3(parts, service, begins), verbs: pop3TalkVerbs })
