import type { Login } from '#evidence'
import type { ImapService } from '#dsl'
import { imapLogin, openImap, type ImapCredentials, type ImapSession } from '#clients'
import { reaches, sessionOptions, type RoleParts } from './reach.ts'

/** One session that logs in and leaves, whatever comes of it. */
export async function triesImap(parts: RoleParts, credentials: ImapCredentials): Promise<Login> {
  const [session, reached] = await greetedImap(parts, 'imap')
  if (!reached.succeeded) {
    await session.ends()
    return reached
  }
  const answer = await session.logsIn(credentials)
  if (!answer.lost) await session.quits()
  return imapLogin(session, answer)
}

/** A session that was greeted and, where that is the way in, went over to TLS; or what came instead. */
export async function greetedImap(parts: RoleParts, service: ImapService): Promise<[ImapSession, Login]> {
  const { address, tap, startsTls } = await reaches(parts, service)
  const session = await openImap(address, tap, sessionOptions(parts))
  const goesOn = session.greeting.status === 'OK' && startsTls
  return [session, imapLogin(session, goesOn ? await session.startsTls() : session.greeting)]
}
