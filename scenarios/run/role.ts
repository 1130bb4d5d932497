import type { Attempt, Count, Login, Service } from '#evidence'
import type { Account, Client, Envelope, Message, Pop3Talk, SmtpTalk, Via } from '#dsl'
import {
  approaches,
  attempt,
  buildMessage,
  offers,
  openPop3,
  openSmtp,
  pop3Login,
  sends,
  smtpLogin,
  type Address,
  type Pop3Session,
  type SmtpSession,
} from '#clients'
import { HarnessFault, StepRefused } from '../evidence/faults.ts'
import type { Recorder, SessionTap } from '../evidence/recorder.ts'
import type { StagedAccount, Staging } from '../targets/target.ts'
import type { Note } from './powers.ts'

export interface RoleParts {
  readonly role: string
  /** The stage address it comes from. */
  readonly source: string
  readonly scenario: string
  readonly staging: Staging
  readonly recorder: Recorder
  readonly secretOf: (account: Account) => StagedAccount
  readonly note: Note
}

const wrongPassword = 'not-the-password'

/** A client of the story: its verbs, carried out over real sessions. */
export function roleOf(parts: RoleParts): Client {
  const { role, note } = parts
  return {
    offers: async (envelope, how = {}) => {
      const [result, session] = await visits(parts, how, (smtp) => offers(smtp, envelope))
      note(role, 'offers', { ...envelope, ...spoken(how) }, [session])
      return result
    },
    sends: async (message, how = {}) => {
      const [result, session] = await visits(parts, how, (smtp) => sendsMessage(parts, smtp, message))
      note(role, 'sends', { ...message, ...spoken(how) }, [session])
      return result
    },
    logsIn: async (service, account) => {
      const login = await tries(parts, service, parts.secretOf(account))
      note(role, 'logsIn', { service, account: account.address }, [login.session])
      if (!login.succeeded) {
        throw new StepRefused(
          `${login.session}: ${account.address} could not log in over ${service}: ${login.said}`,
        )
      }
      return login
    },
    failsToLogIn: async (service, account) => {
      const login = await tries(parts, service, { ...parts.secretOf(account), password: wrongPassword })
      note(role, 'failsToLogIn', { service, account: account.address }, [login.session])
      return login
    },
    finds: (message, { in: account }) => finds(parts, message, account),
    opens: ((service: 'mx' | 'pop3', how?: Pick<Via, 'helo'>) =>
      service.startsWith('pop3')
        ? opensPop3(parts, service)
        : opensSmtp(parts, service, how)) as Client['opens'],
    sendsWith: () => {
      throw new HarnessFault('real clients are not part of the language yet')
    },
  }
}

/** Opens an SMTP session, does one thing in it and quits, unless the way there was barred already. */
async function visits(
  parts: RoleParts,
  { via = 'mx', as: account, helo = `${parts.role}.client.test` }: Via,
  act: (session: SmtpSession) => Promise<Attempt>,
): Promise<[Attempt, string]> {
  const { address, tap, startsTls } = reaches(parts, via)
  const session = await openSmtp(address, tap, { now: () => parts.staging.now() })
  const credentials = account && parts.secretOf(account)
  const barred = await approaches(session, { name: helo, startsTls, ...(credentials && { credentials }) })
  const result = barred ?? (await act(session))
  if (result.lost) session.drops()
  else if (result.at === 'CONNECT') await session.ends()
  else await session.quits()
  return [result, session.id]
}

async function sendsMessage(parts: RoleParts, session: SmtpSession, message: Message): Promise<Attempt> {
  const { from, to, subject, body } = message
  const text = buildMessage({
    from,
    to,
    now: parts.staging.now(),
    token: `${session.id.replace('#', '-')}.${parts.scenario.replaceAll('/', '.')}`,
    ...(subject !== undefined && { subject }),
    ...(body && { body: body.map((line) => `${line}\n`).join('') }),
  })
  return sends(session, { from, to, message: text })
}

async function tries(parts: RoleParts, service: 'pop3' | 'imap', account: StagedAccount): Promise<Login> {
  if (service === 'imap') throw new HarnessFault('IMAP is not spoken yet')
  const { address, tap, startsTls } = reaches(parts, service)
  const session = await openPop3(address, tap, { now: () => parts.staging.now() })
  if (!session.greeting.ok) return pop3Login(session, session.greeting)
  if (startsTls) {
    const started = await session.startsTls()
    if (!started.ok) return pop3Login(session, started)
  }
  const answer = await session.logsIn(account)
  if (!answer.lost) await session.quits()
  return pop3Login(session, answer)
}

/** Reads an account's maildrop and counts the messages with these From and To fields. */
async function finds(parts: RoleParts, { from, to }: Envelope, account: Account): Promise<Count> {
  const { staging, note, role } = parts
  const notBefore = staging.now()
  const certain = (await staging.sink?.settles()) ?? true
  const { address, tap } = reaches(parts, 'pop3')
  const session = await openPop3(address, tap, { now: () => staging.now() })
  const login = await session.logsIn(parts.secretOf(account))
  if (!login.ok)
    throw new StepRefused(`${session.id}: the maildrop of ${account.address} is closed: ${login.said}`)
  const { messages = 0 } = await session.counts()
  const recipients = [to].flat().map((path) => `<${path}>`)
  const wanted = `\r\nFrom: <${from}>\r\nTo: ${recipients.join(', ')}\r\n`.toLowerCase()
  let count = 0
  for (let number = 1; number <= messages; number++) {
    const { message = '' } = await session.retrieves(number)
    if (message.toLowerCase().includes(wanted)) count++
  }
  await session.quits()
  note(role, 'finds', { from, to, in: account.address }, [session.id])
  const when = { notBefore, notAfter: staging.now() }
  return { kind: 'mailbox', of: `mailbox of ${account.address}, from <${from}>`, count, when, certain }
}

async function opensSmtp(parts: RoleParts, service: Service, how: Pick<Via, 'helo'> = {}): Promise<SmtpTalk> {
  const { role, note } = parts
  const { address, tap, startsTls } = reaches(parts, service)
  const session = await openSmtp(address, tap, { now: () => parts.staging.now() })
  const name = how.helo ?? `${role}.client.test`
  const barred = await approaches(session, { name, startsTls })
  const sessions = [session.id]
  note(role, 'opens', { service, ...how }, sessions)
  if (barred) {
    const said = barred.reply
      ? [barred.reply.code, ...barred.reply.text].join(' ')
      : 'the connection was lost'
    throw new StepRefused(`${session.id}: no session with ${service}, ${barred.at}: ${said}`)
  }
  const heard = <T>(verb: string, details: Readonly<Record<string, unknown>>, result: T): T => {
    note(role, verb, details, sessions)
    return result
  }
  return {
    offered: [...session.capabilities].map(([keyword, parameters]) => [keyword, ...parameters].join(' ')),
    authenticates: async (account, how) => {
      const secret = parts.secretOf(account)
      const answer = await session.authenticates(how ? { ...secret, password: wrongPassword } : secret)
      return heard('authenticates', { account: account.address, ...how }, smtpLogin(session, answer))
    },
    offers: async (envelope) => heard('offers', { ...envelope }, await offers(session, envelope)),
    sends: async (message) => heard('sends', { ...message }, await sendsMessage(parts, session, message)),
    says: async (line) => heard('says', { line }, attempt(session, stageOf(line), await session.says(line))),
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

async function opensPop3(parts: RoleParts, service: Service): Promise<Pop3Talk> {
  const { role, note } = parts
  const { address, tap } = reaches(parts, service)
  const session: Pop3Session = await openPop3(address, tap, { now: () => parts.staging.now() })
  const sessions = [session.id]
  note(role, 'opens', { service }, sessions)
  if (!session.greeting.ok)
    throw new StepRefused(`${session.id}: no session with ${service}: ${session.greeting.said}`)
  return {
    logsIn: async (account, how) => {
      const secret = parts.secretOf(account)
      const answer = await session.logsIn(how ? { ...secret, password: wrongPassword } : secret)
      note(role, 'logsIn', { account: account.address, ...how }, sessions)
      return pop3Login(session, answer)
    },
    says: async (line) => {
      const answer = await session.says(line)
      note(role, 'says', { line }, sessions)
      return pop3Login(session, answer)
    },
    quits: async () => {
      await session.quits()
      note(role, 'quits', {}, sessions)
    },
  }
}

/** Where a service is, seen from this client, with a tap of its own. */
function reaches(
  { role, source, staging, recorder }: RoleParts,
  service: Service,
): { address: Address; tap: SessionTap; startsTls: boolean } {
  const endpoint = staging.endpoint(service)
  if (!endpoint) throw new StepRefused(`the target has no ${service} service`)
  const { host, port, tls, ca } = endpoint
  const mode = tls === 'none' ? undefined : tls
  return {
    address: {
      host,
      port,
      localAddress: staging.source(source),
      ...(mode && { tls: { mode, ...(ca !== undefined && { ca }) } }),
    },
    tap: recorder.opens({ client: role, service, source }),
    startsTls: tls === 'starttls',
  }
}

/** How a step writes down what it went through; accounts by address, never by secret. */
const spoken = ({ via, as: account, helo }: Via): Record<string, unknown> => ({
  ...(via && { via }),
  ...(account && { as: account.address }),
  ...(helo !== undefined && { helo }),
})

const stageOf = (line: string): Attempt['at'] => {
  const verb = line.split(/[ :]/, 1)[0]?.toUpperCase()
  switch (verb) {
    case 'EHLO':
    case 'HELO':
      return 'HELO'
    case 'MAIL':
    case 'RCPT':
    case 'DATA':
    case 'AUTH':
    case 'STARTTLS':
    case 'QUIT':
      return verb
    default:
      return 'HELO'
  }
}
