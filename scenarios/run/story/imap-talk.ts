import type { Login } from '#evidence'
import type { ImapService, ImapTalk } from '#dsl'
import { imapLogin, openImap, type ImapCredentials, type ImapSession } from '#clients'
import { inItsNames, reaches, secretFor, sessionOptions, stepRefused, type RoleParts } from './reach.ts'

/** One session that logs in and leaves, whatever comes of it. */
export async function triesImap(parts: RoleParts, credentials: ImapCredentials): Promise<Login> {
  const [session, reached] = await opened(parts, 'imap')
  if (!reached.succeeded) {
    await session.ends()
    return reached
  }
  const answer = await session.logsIn(credentials)
  if (!answer.lost) await session.quits()
  return imapLogin(session, answer)
}

/** Opens a session that goes on until it quits. @throws StepRefused when there is none to be had */
export async function opensImap(parts: RoleParts, service: ImapService): Promise<ImapTalk> {
  const { role, note } = parts
  const [session, reached] = await opened(parts, service)
  const sessions = [session.id]
  note(role, 'opens', { service }, sessions)
  if (!reached.succeeded) {
    throw stepRefused(parts, session.id, {
      step: `no session with ${service}`,
      said: reached.lost ? undefined : reached.said,
    })
  }
  return {
    logsIn: async (account, how = {}) => {
      const { by } = how
      const answer = await session.logsIn({ ...secretFor(parts, account, how), ...(by && { by }) })
      note(role, 'logsIn', { account: account.address, ...how }, sessions)
      return imapLogin(session, answer)
    },
    says: async (command) => {
      const answer = await session.says(inItsNames(parts, command))
      note(role, 'says', { line: command }, sessions)
      return imapLogin(session, answer)
    },
    quits: async () => {
      await session.quits()
      note(role, 'quits', {}, sessions)
    },
  }
}

/** A session that was greeted and, where that is the way in, went over to TLS; or what came instead. */
async function opened(parts: RoleParts, service: ImapService): Promise<[ImapSession, Login]> {
  const { address, tap, startsTls } = await reaches(parts, service)
  const session = await openImap(address, tap, sessionOptions(parts))
  const goesOn = session.greeting.status === 'OK' && startsTls
  return [session, imapLogin(session, goesOn ? await session.startsTls() : session.greeting)]
}
