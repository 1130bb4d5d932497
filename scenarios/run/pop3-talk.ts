import type { Count, Login, Service } from '#evidence'
import type { Account, Envelope, Pop3Talk } from '#dsl'
import { openPop3, pop3Login, type Pop3Credentials } from '#clients'
import { StepRefused } from '../evidence/faults.ts'
import { envelopeInItsNames, inItsNames, reaches, secretFor, type RoleParts } from './reach.ts'

/** One session that logs in and leaves, whatever comes of it. */
export async function triesPop3(parts: RoleParts, credentials: Pop3Credentials): Promise<Login> {
  const { address, tap, startsTls } = await reaches(parts, 'pop3')
  const session = await openPop3(address, tap, { now: () => parts.staging.now() })
  const reached = session.greeting.ok && startsTls ? await session.startsTls() : session.greeting
  if (!reached.ok) {
    await session.ends()
    return pop3Login(session, reached)
  }
  const answer = await session.logsIn(credentials)
  if (!answer.lost) await session.quits()
  return pop3Login(session, answer)
}

/** Reads an account's maildrop and counts the messages with these From and To fields. */
export async function finds(parts: RoleParts, message: Envelope, account: Account): Promise<Count> {
  const { staging, note, role } = parts
  const { from, to } = envelopeInItsNames(parts, message)
  const notBefore = staging.now()
  const certain = (await staging.sink?.settles(() => true)) ?? true
  const { address, tap } = await reaches(parts, 'pop3')
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

/** Opens a session that goes on until it quits. @throws StepRefused when there is none to be had */
export async function opensPop3(parts: RoleParts, service: Service): Promise<Pop3Talk> {
  const { role, note } = parts
  const { address, tap } = await reaches(parts, service)
  const session = await openPop3(address, tap, { now: () => parts.staging.now() })
  const sessions = [session.id]
  note(role, 'opens', { service }, sessions)
  if (!session.greeting.ok)
    throw new StepRefused(`${session.id}: no session with ${service}: ${session.greeting.said}`)
  return {
    logsIn: async (account, how = {}) => {
      const { by = 'USER' } = how
      const answer = await session.logsIn({ ...secretFor(parts, account, how), by })
      note(role, 'logsIn', { account: account.address, ...how }, sessions)
      return pop3Login(session, answer)
    },
    says: async (line) => {
      const answer = await session.says(inItsNames(parts, line))
      note(role, 'says', { line }, sessions)
      return pop3Login(session, answer)
    },
    quits: async () => {
      await session.quits()
      note(role, 'quits', {}, sessions)
    },
  }
}
