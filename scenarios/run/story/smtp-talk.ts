import type { Attempt, Service, Stage } from '#evidence'
import type { Message, SmtpTalk, Via } from '#dsl'
import {
  approaches,
  attempt,
  buildMessage,
  insists,
  offers,
  openSmtp,
  sends,
  smtpLogin,
  type SmtpSession,
} from '#clients'
import {
  envelopeInItsNames,
  inItsNames,
  reaches,
  secretFor,
  sessionOptions,
  stepRefused,
  storyToken,
  type RoleParts,
} from './reach.ts'

/** Opens an SMTP session, does one thing in it and quits, unless the way there was barred already. */
export async function visits(
  parts: RoleParts,
  { via = 'mx', as: account, helo = `${parts.role}.client.test` }: Via,
  act: (session: SmtpSession) => Promise<Attempt>,
): Promise<[Attempt, string]> {
  const { address, tap, startsTls } = await reaches(parts, via)
  const session = await openSmtp(address, tap, sessionOptions(parts))
  const credentials = account && parts.secretOf(account)
  const barred = await approaches(session, {
    name: inItsNames(parts, helo),
    startsTls,
    ...(credentials && { credentials }),
  })
  const result = barred ?? (await act(session))
  if (result.lost) session.drops()
  else if (result.at === 'CONNECT') await session.ends()
  else await session.quits()
  return [result, session.id]
}

/**
 * Sends a message that names the story and the session it came from.
 *
 * @param by how refusals are taken: as `sends` does unless said otherwise
 */
export async function sendsMessage(
  parts: RoleParts,
  session: SmtpSession,
  message: Message,
  by: typeof sends = sends,
): Promise<Attempt> {
  const { from, to, subject, body } = envelopeInItsNames(parts, message)
  const text = buildMessage({
    from,
    to,
    now: parts.staging.now(),
    token: `${session.id.replace('#', '-')}.${storyToken(parts.scenario)}`,
    ...(subject !== undefined && { subject }),
    ...(body && { body: body.map((line) => `${line}\n`).join('') }),
  })
  return by(session, { from, to, message: text })
}

/** Opens a session that goes on until it quits. @throws StepRefused when there is none to be had */
export async function opensSmtp(
  parts: RoleParts,
  service: Service,
  how: Pick<Via, 'helo'> = {},
): Promise<SmtpTalk> {
  const { role, note } = parts
  const { address, tap, startsTls } = await reaches(parts, service)
  const session = await openSmtp(address, tap, sessionOptions(parts))
  const name = inItsNames(parts, how.helo ?? `${role}.client.test`)
  const barred = await approaches(session, { name, startsTls })
  const sessions = [session.id]
  note(role, 'opens', { service, ...how }, sessions)
  if (barred) {
    const said = barred.reply && [barred.reply.code, ...barred.reply.text].join(' ')
    throw stepRefused(parts, session.id, { step: `no session with ${service}, ${barred.at}`, said })
  }
  const heard = <T>(verb: string, details: Readonly<Record<string, unknown>>, result: T): T => {
    note(role, verb, details, sessions)
    return result
  }
  return {
    offered: [...session.capabilities].map(([keyword, parameters]) => [keyword, ...parameters].join(' ')),
    authenticates: async (account, given = {}) => {
      const { mechanism = 'PLAIN' } = given
      const answer = await session.authenticates({ ...secretFor(parts, account, given), mechanism })
      return heard('authenticates', { account: account.address, ...given }, smtpLogin(session, answer))
    },
    offers: async (envelope) =>
      heard('offers', { ...envelope }, await offers(session, envelopeInItsNames(parts, envelope))),
    sends: async (message) => heard('sends', { ...message }, await sendsMessage(parts, session, message)),
    insists: async (message) =>
      heard('insists', { ...message }, await sendsMessage(parts, session, message, insists)),
    says: async (line) =>
      heard('says', { line }, attempt(session, stageOf(line), await session.says(inItsNames(parts, line)))),
    startsTls: async () => {
      const answer = await session.startsTls()
      if (!answer.lost) await session.greets(name)
      return heard('startsTls', {}, attempt(session, 'STARTTLS', answer))
    },
    quits: async () => {
      await session.quits()
      heard('quits', {}, undefined)
    },
  }
}

const verbStages: Readonly<Record<string, Stage>> = {
  EHLO: 'HELO',
  HELO: 'HELO',
  AUTH: 'AUTH',
  STARTTLS: 'STARTTLS',
  MAIL: 'MAIL',
  RCPT: 'RCPT',
  DATA: 'DATA',
  QUIT: 'QUIT',
}

/** The stage a line of one's own belongs to; a verb nobody knows is a matter of greeting. */
const stageOf = (line: string): Stage => verbStages[line.split(/[ :]/, 1)[0]?.toUpperCase() ?? ''] ?? 'HELO'
