import type { Opening, Pop3Service, Pop3Talk } from '#dsl'
import { isMultiline, pop3Answer, pop3Login, type Pop3Credentials, type Pop3Session } from '#clients'
import { isListed } from '../../../evidence/capabilities.ts'
import { NeedUnmet } from '../../../evidence/faults.ts'
import { greetedPop3 } from '../pop3-visit.ts'
import { inItsNames, type RoleParts } from '../reach.ts'
import type { Done, Verbs } from '../verb.ts'
import { howIn, textIn } from '../words.ts'
import { hiding, keepsSession, mailboxTalkVerbs, type TalkParts } from './mailbox-talk.ts'

type Parts = TalkParts<Pop3Session>

const { logsIn, says, quits } = mailboxTalkVerbs<Pop3Session, NonNullable<Pop3Credentials['by']>>(
  async (session, secret, { by, after }) =>
    pop3Login(session, await session.logsIn({ ...secret, ...(by && { by }), ...(after && { waits: true }) })),
  async (session, line) => pop3Answer(session, await session.says(line, { multiline: isMultiline(line) })),
)

/** What a client can do in a POP3 session it keeps. */
export const pop3TalkVerbs: Verbs<Parts, Pop3Talk> = {
  requires: {
    write: ([capability]) => ({ capability }),
    read: (words) => [textIn(words, 'capability')],
    does: async ({ session }, [capability]) => {
      if (await isOffered(session, capability)) return { outcome: undefined }
      throw new NeedUnmet(capability, `the server does not list ${capability} in this session`)
    },
  },
  logsIn,
  says,
  writes: {
    write: ([octets]) => ({ octets }),
    read: (words) => [textIn(words, 'octets')],
    does: async (parts, [octets]) => {
      parts.session.sendsOctets(Buffer.from(inItsNames(parts, octets), 'latin1'))
      return { outcome: undefined }
    },
  },
  hears: {
    write: ([line]) => ({ line }),
    read: (words) => [textIn(words, 'line')],
    does: async (parts, [line]) => {
      const multiline = isMultiline(line)
      const answer = await parts.session.hears(`response to ${line}`, { multiline })
      return { outcome: hiding(parts, pop3Answer(parts.session, answer)) }
    },
  },
  startsTls: {
    write: ([how = {}]) => ({ ...how }),
    read: (words) => [howIn(words)],
    does: async (parts, [{ injects = '', versions } = {}]) => {
      const { session } = parts
      const injected = inItsNames(parts, injects)
      const answer = await session.startsTls({ injected, ...(versions && { versions }) })
      return { outcome: { ...pop3Answer(session, answer), ...session.handshake } }
    },
  },
  quits,
  drops: {
    write: () => ({}),
    read: () => [],
    does: async ({ session }) => {
      session.drops()
      return { outcome: undefined }
    },
  },
}

export async function opensPop3(
  parts: RoleParts,
  service: Pop3Service,
  begins: Opening<Pop3Service>,
): Promise<Done<Pop3Talk>> {
  const opened = await greetedPop3(parts, service, begins)
  const done = keepsSession(parts, { service, opened, verbs: pop3TalkVerbs })
  if (!('outcome' in done)) return done
  const [session] = opened
  return { ...done, outcome: { ...done.outcome, greeting: pop3Answer(session, session.greeting) } }
}

/** Whether CAPA lists something; APOP is offered by the timestamp in the greeting. */
async function isOffered(session: Pop3Session, capability: string): Promise<boolean> {
  if (capability === 'APOP') return /<[^<>@]+@[^<>@]+>/.test(session.greeting.said)
  const { lines = [] } = await session.asksCapabilities()
  return isListed(
    lines.map((line) => line.trim()),
    capability,
  )
}
