import type { Login } from '#evidence'
import type { Client, Knowing, LoginTo, MailboxService } from '#dsl'
import { HarnessFault } from '../../../evidence/faults.ts'
import { services, speaks } from '../../../evidence/services.ts'
import { triesImap } from '../imap-visit.ts'
import { triesPop3 } from '../pop3-visit.ts'
import { secretFor, stepRefused, type KnownSecret, type RoleParts } from '../reach.ts'
import type { Verb } from '../verb.ts'
import { accountIn, knowingIn, oneIn, writeKnowing } from '../words.ts'

// One session that logs in, or tries to, and leaves.

type LoginVerb = Verb<RoleParts, Client['logsIn' | 'failsToLogIn']>

const mailboxServices = services.filter(
  (each): each is MailboxService => speaks(each, 'pop3') || speaks(each, 'imap'),
)

const words: Pick<LoginVerb, 'write' | 'read'> = {
  write: ([service, account, how = {}]) => ({ service, account: account.address, ...writeKnowing(how) }),
  read: (given) => [
    oneIn(given, 'service', mailboxServices),
    accountIn(given, 'account'),
    knowingIn(given, 'service', 'account'),
  ],
}

export const logsIn: LoginVerb = {
  ...words,
  does: async (parts, [service, account, how = {}]) => {
    const login = await tries(parts, service, { ...secretFor(parts, account), ...how })
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
    const { password = 'wrong', ...way }: LoginTo<MailboxService> & Pick<Knowing, 'password'> = how
    const login = await tries(parts, service, { ...secretFor(parts, account, { password }), ...way })
    return { outcome: login, sessions: [login.session] }
  },
}

function tries(
  parts: RoleParts,
  service: MailboxService,
  { by, ...secret }: KnownSecret & LoginTo<MailboxService>,
): Promise<Login> {
  if (speaks(service, 'pop3')) return triesPop3(parts, service, { ...secret, ...(by && { by }) })
  if (by === 'USER' || by === 'APOP') throw new HarnessFault(`IMAP knows nothing of ${by}`)
  return triesImap(parts, service, { ...secret, ...(by && { by }) })
}
