import type { Login } from '#evidence'
import type { Account, Opening, Pop3Service } from '#dsl'
import { openPop3, pop3Login, type Pop3Credentials, type Pop3Session } from '#clients'
import { reaches, sessionOptions, stepRefused, type RoleParts } from './reach.ts'

/** One session that logs in and leaves, whether the login works or not. */
export async function triesPop3(
  parts: RoleParts,
  service: Pop3Service,
  credentials: Pop3Credentials,
): Promise<Login> {
  const [session, reached] = await greetedPop3(parts, service)
  if (!reached.succeeded) {
    await session.ends()
    return reached
  }
  const answer = await session.logsIn(credentials)
  if (!answer.lost) await session.quits()
  return pop3Login(session, answer)
}

/** One session that logs in, reads all there is and quits. Its id is added to `sessions`. */
export async function readsMaildrop(
  parts: RoleParts,
  account: Account,
  sessions: string[],
): Promise<readonly string[]> {
  const [session, reached] = await greetedPop3(parts, 'pop3')
  sessions.push(session.id)
  const login = reached.succeeded
    ? pop3Login(session, await session.logsIn(parts.secretOf(account)))
    : reached
  if (!login.succeeded) {
    throw stepRefused(parts, session.id, {
      step: `the maildrop of ${account.address} is closed`,
      said: login.lost ? undefined : login.said,
    })
  }
  const { messages = 0 } = await session.counts()
  const texts: string[] = []
  for (let number = 1; number <= messages; number++) {
    const { message = '', lost } = await session.retrieves(number)
    if (lost) {
      const step = `the maildrop of ${account.address} could not be read to its end`
      throw stepRefused(parts, session.id, { step, said: undefined })
    }
    texts.push(message)
  }
  await session.quits()
  return texts
}

/** A session that was greeted and, where the service needs it, went over to TLS; or what happened instead. */
export async function greetedPop3(
  parts: RoleParts,
  service: Pop3Service,
  begins?: Opening<Pop3Service>,
): Promise<[Pop3Session, Login]> {
  const { address, tap, startsTls } = await reaches(parts, service, begins)
  const session = await openPop3(address, tap, sessionOptions(parts))
  const goesOn = session.greeting.ok && startsTls
  return [session, pop3Login(session, goesOn ? await session.startsTls() : session.greeting)]
}
