import { smtpCommands, type SmtpCommand } from '#evidence'
import type { Opening, SmtpPlace, SmtpTalk, Written } from '#dsl'
import {
  approaches,
  attempt,
  insists,
  offers,
  openSmtp,
  smtpLogin,
  withDoubledDots,
  type SmtpSession,
} from '#clients'
import { isListed } from '../../../evidence/capabilities.ts'
import { NeedUnmet } from '../../../evidence/faults.ts'
import {
  envelopeInItsNames,
  inItsNames,
  offersLogin,
  reaches,
  secretFor,
  sessionOptions,
  stepRefused,
  type RoleParts,
} from '../reach.ts'
import { sendsMessage, writtenMessage } from '../smtp-visit.ts'
import type { Done, Verbs } from '../verb.ts'
import { accountIn, howIn, knowingIn, messageIn, oneIn, textIn, writeKnowing, writtenIn } from '../words.ts'

interface TalkParts extends RoleParts {
  readonly session: SmtpSession
  /** The name given in EHLO. */
  readonly name: string
}

/** What a client can do in an SMTP session it keeps. */
export const smtpTalkVerbs: Verbs<TalkParts, SmtpTalk> = {
  requires: {
    write: ([extension]) => ({ extension }),
    read: (words) => [textIn(words, 'extension')],
    does: async ({ session }, [extension]) => {
      if (isListed(offeredIn(session), extension)) return { outcome: undefined }
      throw new NeedUnmet(extension, `the server does not list ${extension} in this session`)
    },
  },
  authenticates: {
    write: ([account, how = {}]) => ({ account: account.address, ...writeKnowing(how) }),
    read: (words) => [accountIn(words, 'account'), knowingIn(words, 'account')],
    does: async (parts, [account, how = {}]) => {
      const { mechanism, after } = how
      if (how.password === undefined) offersLogin(parts, parts.session.capabilities, mechanism)
      const answer = await parts.session.authenticates({
        ...secretFor(parts, account, how),
        ...(mechanism && { mechanism }),
        ...(after && { waits: true }),
      })
      return { outcome: smtpLogin(parts.session, answer) }
    },
  },
  offers: {
    write: ([envelope]) => ({ ...envelope }),
    read: (words) => [messageIn(words)],
    does: async (parts, [envelope]) => ({
      outcome: await offers(parts.session, envelopeInItsNames(parts, envelope)),
    }),
  },
  sends: {
    write: ([message]) => ({ ...message }),
    read: (words) => [messageIn(words)],
    does: async (parts, [message]) => ({ outcome: await sendsMessage(parts, parts.session, message) }),
  },
  insists: {
    write: ([message]) => ({ ...message }),
    read: (words) => [messageIn(words)],
    does: async (parts, [message]) => ({
      outcome: await sendsMessage(parts, parts.session, message, insists),
    }),
  },
  says: {
    write: ([line]) => ({ line }),
    read: (words) => [textIn(words, 'line')],
    does: async (parts, [line]) => ({
      outcome: attempt(parts.session, commandOf(line), await parts.session.says(inItsNames(parts, line))),
    }),
  },
  writes: {
    write: ([parts]) => ({ parts }),
    read: (words) => [writtenIn(words, 'parts')],
    does: async (parts, [written]) => {
      parts.session.sendsOctets(Buffer.concat([written].flat().map((part) => octetsOf(parts, part))))
      return { outcome: undefined }
    },
  },
  hears: {
    write: ([command]) => ({ command }),
    read: (words) => [oneIn(words, 'command', smtpCommands)],
    does: async ({ session }, [command]) => ({
      outcome: attempt(session, command, await session.hears(`reply to ${command}`)),
    }),
  },
  startsTls: {
    write: ([how = {}]) => ({ ...how }),
    read: (words) => [howIn(words)],
    does: async (parts, [{ injects = '', versions, greets } = {}]) => {
      const { session, name } = parts
      const injected = inItsNames(parts, injects)
      const answer = await session.startsTls({ injected, ...(versions && { versions }) })
      if (!answer.lost && greets !== 'not') await session.greets(name)
      return { outcome: { ...attempt(session, 'STARTTLS', answer), ...session.handshake } }
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
  drops: {
    write: () => ({}),
    read: () => [],
    does: async ({ session }) => {
      session.drops()
      return { outcome: undefined }
    },
  },
}

export async function opensSmtp(
  parts: RoleParts,
  service: SmtpPlace,
  { helo = `${parts.role}.client.test`, greets = 'EHLO', ...begins }: Opening<SmtpPlace>,
): Promise<Done<SmtpTalk>> {
  const { address, tap, startsTls } = await reaches(parts, service, begins)
  const session = await openSmtp(address, tap, sessionOptions(parts))
  const name = inItsNames(parts, helo)
  const barred = await approaches(session, { name, startsTls, greets })
  const sessions = [session.id]
  // A story that does the greeting itself hears of being turned away as well.
  if (barred && !(greets === 'not' && barred.at === 'CONNECT')) {
    const said = barred.reply && [barred.reply.code, ...barred.reply.text].join(' ')
    const step = `no session with ${service}, ${barred.at}`
    return { stops: stepRefused(parts, session.id, { step, said }), sessions }
  }
  const verbs = smtpTalkVerbs
  const talk = parts.casts<TalkParts, SmtpTalk>({
    name: parts.role,
    parts: { ...parts, session, name },
    verbs,
    sessions,
  })
  const greeting = attempt(session, 'CONNECT', session.greeting)
  return { outcome: { ...talk, greeting, offered: offeredIn(session) }, sessions }
}

/** What EHLO listed, a line each. */
const offeredIn = ({ capabilities }: SmtpSession): readonly string[] =>
  [...capabilities].map(([keyword, parameters]) => [keyword, ...parameters].join(' '))

/** A part of what is written: octets as they are, or a message with its dots doubled. */
const octetsOf = (parts: TalkParts, part: Written): Buffer =>
  typeof part === 'string'
    ? Buffer.from(inItsNames(parts, part), 'latin1')
    : Buffer.from(withDoubledDots(writtenMessage(parts, parts.session, part).message))

const verbCommands: Readonly<Record<string, SmtpCommand>> = {
  EHLO: 'HELO',
  HELO: 'HELO',
  AUTH: 'AUTH',
  STARTTLS: 'STARTTLS',
  MAIL: 'MAIL',
  RCPT: 'RCPT',
  DATA: 'DATA',
  QUIT: 'QUIT',
}

/** The command that a line written by the story counts as; a verb nobody knows counts as a greeting. */
const commandOf = (line: string): SmtpCommand =>
  verbCommands[line.split(/[ :]/, 1)[0]?.toUpperCase() ?? ''] ?? 'HELO'
