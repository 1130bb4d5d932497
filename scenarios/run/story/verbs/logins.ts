import type { Login } from '#evidence'
import type { Client, LoginTo, MailboxService } from '#dsl'
import { HarnessFault } from '../../../evidence/faults.ts'
import type { StagedAccount } from '../../../targets/target.ts'
import { triesImap } from '../imap-visit.ts'
import { triesPop3 } from '../pop3-visit.ts'
import { secretFor, stepRefused, type RoleParts } from '../reach.ts'
import type { Verb } from '../verb.ts'
import { accountIn, howIn, oneIn } from '../words.ts'

// One session that logs in, or tries to, and leaves.

type LoginVerb = Verb<RoleParts, Client['logsIn' | 'failsToLogIn']>

const services = ['pop3', 'imap'] as const satisfies readonly MailboxService[]

const words: Pick<LoginVerb, 'write' | 'read'> = {
  write: ([service, account, how = {}]) => ({ service, account: account.address, ...how }),
  read: (given) => [
    oneIn(given, 'service', services),
    accountIn(given, 'account'),
    howIn(given, 'service', 'account'),
  ],
}

export const logsIn: LoginVerb = {
  ...words,
  does: async (parts, [service, account, how = {}]) => {
    const login = await tries(parts, service, { ...parts.secretOf(account), ...how })
    const sessions = [login.session]
    if (login.succeeded) return { outcome: login, sessions }
    const stops = stepRefused(parts, login.session, {
      step: `${account.address} could not log in over ${service}`,
      said: login.lost ? undefined : login.said,
    })
    return { stops, sessions }
  },
}

export const failsToLogIn: LoginVerb = {
  ...words,
  does: async (parts, [service, account, how = {}]) => {
    const secret = secretFor(parts, account, { password: 'wrong' })
    const login = await tries(parts, service, { ...secret, ...how })
    return { outcome: login, sessions: [login.session] }
  },
}

function tries(
  parts: RoleParts,
  service: MailboxService,
  { by, ...secret }: StagedAccount & LoginTo<MailboxService>,
): Promise<Login> {
  if (service === 'pop3') return triesPop3(parts, { ...secret, ...(by && { by }) })
  if (by === 'USER' || by === 'APOP') throw new HarnessFault(`IMAP knows nothing of ${by}`)
  return triesImap(parts, { ...secret, ...(by && { by }) })
}
