import type { Answer, Attempt } from '#evidence'
import type { Client } from '#dsl'
import { attempt, imapAnswer, openImap, openPop3, openSmtp, pop3Answer } from '#clients'
import { services, speaks } from '../../../evidence/services.ts'
import { knocksAt, sessionOptions, type RoleParts } from '../reach.ts'
import type { Done, Verb } from '../verb.ts'
import { howIn, oneIn } from '../words.ts'

/** A session that hears the greeting and leaves; a port where nobody is, or a handshake that fails, is its outcome. */
export const knocks: Verb<RoleParts, Client['knocks']> = {
  write: ([service, how = {}]) => ({ service, ...how }),
  read: (words) => [oneIn(words, 'service', services), howIn(words, 'service')],
  does: async (parts, [service, how = {}]): Promise<Done<Attempt & Answer>> => {
    const { address, tap } = await knocksAt(parts, service, how)
    const outcome = await greetingAt()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of the verb follows the service
    return { outcome: outcome as Attempt & Answer, sessions: [tap.id] }

    async function greetingAt(): Promise<Attempt | Answer> {
      const options = sessionOptions(parts)
      if (speaks(service, 'smtp')) {
        const session = await openSmtp(address, tap, options)
        return leaves(session, attempt(session, 'CONNECT', session.greeting))
      }
      if (speaks(service, 'pop3')) {
        const session = await openPop3(address, tap, options)
        return leaves(session, pop3Answer(session, session.greeting))
      }
      const session = await openImap(address, tap, options)
      return leaves(session, imapAnswer(session, session.greeting))
    }
  },
}

interface Greeted {
  readonly handshake: Pick<Attempt, 'tls'>
  quits(): Promise<unknown>
  ends(): Promise<void>
}

async function leaves<Outcome extends Attempt | Answer>(
  session: Greeted,
  outcome: Outcome,
): Promise<Outcome> {
  await (outcome.lost ? session.ends() : session.quits())
  return { ...outcome, ...session.handshake }
}
