import type { Login } from '#evidence'
import type { Account, ImapService, Opening } from '#dsl'
import { imapLogin, openImap, type ImapCredentials, type ImapSession } from '#clients'
import { reaches, sessionOptions, stepRefused, type RoleParts } from './reach.ts'

/** One session that logs in and leaves, whether the login works or not. */
export async function triesImap(
  parts: RoleParts,
  service: ImapService,
  credentials: ImapCredentials,
): Promise<Login> {
  const [session, reached] = await greetedImap(parts, service)
  if (!reached.succeeded) {
    await session.ends()
    return reached
  }
  const answer = await session.logsIn(credentials)
  if (!answer.lost) await session.quits()
  return imapLogin(session, answer)
}

/** One session that logs in, reads all there is in a folder, and leaves it unseen. Its id is added to `sessions`. */
export async function readsFolder(
  parts: RoleParts,
  account: Account,
  folder: string,
  sessions: string[],
): Promise<readonly string[]> {
  const [session, reached] = await greetedImap(parts, 'imap')
  sessions.push(session.id)
  const login = reached.succeeded
    ? imapLogin(session, await session.logsIn(parts.secretOf(account)))
    : reached
  if (!login.succeeded) {
    throw stepRefused(parts, session.id, {
      step: `the mailbox of ${account.address} is closed`,
      said: login.lost ? undefined : login.said,
    })
  }
  const { status, said, messages = 0 } = await session.selects(folder)
  // A folder that is not there holds nothing.
  if (status === 'BYE') throw stepRefused(parts, session.id, { step: `no folder ${folder}`, said })
  const texts: string[] = []
  for (let number = 1; number <= messages; number++) {
    const { message } = await session.fetches(number)
    if (message === undefined) {
      const step = `folder ${folder} of ${account.address} could not be read to its end`
      throw stepRefused(parts, session.id, { step, said: undefined })
    }
    texts.push(message)
  }
  await session.quits()
  return texts
}

/** A session that was greeted and, where the service needs it, went over to TLS; or what happened instead. */
export async function greetedImap(
  parts: RoleParts,
  service: ImapService,
  begins?: Opening<ImapService>,
): Promise<[ImapSession, Login]> {
  const { address, tap, startsTls } = await reaches(parts, service, begins)
  const session = await openImap(address, tap, sessionOptions(parts))
  const goesOn = session.greeting.status === 'OK' && startsTls
  return [session, imapLogin(session, goesOn ? await session.startsTls() : session.greeting)]
}
