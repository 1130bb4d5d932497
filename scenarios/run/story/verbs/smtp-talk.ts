import type { SmtpCommand } from '#evidence'
import type { SmtpService, SmtpTalk, Via } from '#dsl'
import { approaches, attempt, insists, offers, openSmtp, smtpLogin, type SmtpSession } from '#clients'
import {
  envelopeInItsNames,
  inItsNames,
  reaches,
  secretFor,
  sessionOptions,
  stepRefused,
  type RoleParts,
} from '../reach.ts'
import { sendsMessage } from '../smtp-visit.ts'
import type { Done, Verbs } from '../verb.ts'
import { accountIn, knowingIn, messageIn, textIn, writeKnowing } from '../words.ts'

interface TalkParts extends RoleParts {
  readonly session: SmtpSession
  /** The name given in EHLO. */
  readonly name: string
}

/** What a client can do in an SMTP session it keeps. */
export const smtpTalkVerbs: Verbs<TalkParts, SmtpTalk> = {
  authenticates: {
    write: ([account, how = {}]) => ({ account: account.address, ...writeKnowing(how) }),
    read: (words) => [accountIn(words, 'account'), knowingIn(words, 'account')],
    does: async (parts, [account, how = {}]) => {
      const { mechanism } = how
      const secret = secretFor(parts, account, how)
      const answer = await parts.session.authenticates({ ...secret, ...(mechanism && { mechanism }) })
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
  startsTls: {
    write: () => ({}),
    read: () => [],
    does: async ({ session, name }) => {
      const answer = await session.startsTls()
      if (!answer.lost) await session.greets(name)
      return { outcome: attempt(session, 'STARTTLS', answer) }
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

export async function opensSmtp(
  parts: RoleParts,
  service: SmtpService,
  { helo = `${parts.role}.client.test` }: Pick<Via, 'helo'>,
): Promise<Done<SmtpTalk>> {
  const { address, tap, startsTls } = await reaches(parts, service)
  const session = await openSmtp(address, tap, sessionOptions(parts))
  const name = inItsNames(parts, helo)
  const barred = await approaches(session, { name, startsTls })
  const sessions = [session.id]
  if (barred) {
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
  const offered = [...session.capabilities].map(([keyword, parameters]) => [keyword, ...parameters].join(' '))
  return { outcome: { ...talk, offered }, sessions }
}

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
