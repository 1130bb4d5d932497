import type { Login, Service } from '#evidence'
import type { Client, ImapLogin, ImapService, ImapTalk, MailboxService } from '#dsl'
import type { Pop3Login, Pop3Service, Pop3Talk, SmtpService, SmtpTalk, Via } from '#dsl'
import { insists, offers } from '#clients'
import { HarnessFault } from '../../evidence/faults.ts'
import { speaks } from '../../evidence/services.ts'
import type { StagedAccount } from '../../targets/target.ts'
import { opensImap, triesImap } from './imap-talk.ts'
import { finds } from './finds.ts'
import { opensPop3, triesPop3 } from './pop3-talk.ts'
import { sendsWith } from './real-talk.ts'
import { envelopeInItsNames, secretFor, stepRefused, type RoleParts } from './reach.ts'
import { opensSmtp, sendsMessage, visits } from './smtp-talk.ts'

/** A client of the story: its verbs, carried out over real sessions. */
export function roleOf(parts: RoleParts): Client {
  const { role, note } = parts
  function opens(service: SmtpService, how?: Pick<Via, 'helo'>): Promise<SmtpTalk>
  function opens(service: Pop3Service): Promise<Pop3Talk>
  function opens(service: ImapService): Promise<ImapTalk>
  function opens(service: Service, how?: Pick<Via, 'helo'>): Promise<SmtpTalk | Pop3Talk | ImapTalk> {
    if (speaks(service, 'pop3')) return opensPop3(parts, service)
    return speaks(service, 'imap') ? opensImap(parts, service) : opensSmtp(parts, service, how)
  }
  return {
    offers: async (envelope, how = {}) => {
      const [result, session] = await visits(parts, how, (smtp) =>
        offers(smtp, envelopeInItsNames(parts, envelope)),
      )
      note(role, 'offers', { ...envelope, ...spoken(how) }, [session])
      return result
    },
    sends: async (message, how = {}) => {
      const [result, session] = await visits(parts, how, (smtp) => sendsMessage(parts, smtp, message))
      note(role, 'sends', { ...message, ...spoken(how) }, [session])
      return result
    },
    insists: async (message, how = {}) => {
      const [result, session] = await visits(parts, how, (smtp) =>
        sendsMessage(parts, smtp, message, insists),
      )
      note(role, 'insists', { ...message, ...spoken(how) }, [session])
      return result
    },
    logsIn: async (service: MailboxService, account, how: Pop3Login | ImapLogin = {}) => {
      const login = await tries(parts, service, { ...parts.secretOf(account), ...how })
      note(role, 'logsIn', { service, account: account.address, ...how }, [login.session])
      if (!login.succeeded) {
        throw stepRefused(parts, login.session, {
          step: `${account.address} could not log in over ${service}`,
          said: login.lost ? undefined : login.said,
        })
      }
      return login
    },
    failsToLogIn: async (service: MailboxService, account, how: Pop3Login | ImapLogin = {}) => {
      const login = await tries(parts, service, {
        ...secretFor(parts, account, { password: 'wrong' }),
        ...how,
      })
      note(role, 'failsToLogIn', { service, account: account.address, ...how }, [login.session])
      return login
    },
    finds: (message, { in: account }) => finds(parts, message, account),
    opens,
    sendsWith: async (program, message, how = {}) => {
      const [result, session] = await sendsWith(parts, program, message, how)
      note(role, 'sendsWith', { program, ...message, ...spoken(how) }, [session])
      return result
    },
  }
}

/** One session that logs in and leaves, over either service. */
function tries(
  parts: RoleParts,
  service: MailboxService,
  { by, ...secret }: StagedAccount & Pop3Login,
): Promise<Login> {
  if (service === 'pop3') return triesPop3(parts, { ...secret, ...(by && { by }) })
  if (by === 'USER' || by === 'APOP') throw new HarnessFault(`IMAP knows nothing of ${by}`)
  return triesImap(parts, { ...secret, ...(by && { by }) })
}

/** How a step writes down what it went through; accounts by address, never by secret. */
const spoken = ({ via, as: account, helo }: Via): Record<string, unknown> => ({
  ...(via && { via }),
  ...(account && { as: account.address }),
  ...(helo !== undefined && { helo }),
})
