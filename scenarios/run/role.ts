import type { Client, Pop3Service, Pop3Talk, SmtpService, SmtpTalk, Via } from '#dsl'
import { offers } from '#clients'
import { StepRefused } from '../evidence/faults.ts'
import { finds, opensPop3, tries } from './pop3-talk.ts'
import { sendsWith } from './real-talk.ts'
import { wrongPassword, type RoleParts } from './reach.ts'
import { opensSmtp, sendsMessage, visits } from './smtp-talk.ts'

/** A client of the story: its verbs, carried out over real sessions. */
export function roleOf(parts: RoleParts): Client {
  const { role, note } = parts
  function opens(service: SmtpService, how?: Pick<Via, 'helo'>): Promise<SmtpTalk>
  function opens(service: Pop3Service): Promise<Pop3Talk>
  function opens(service: SmtpService | Pop3Service, how?: Pick<Via, 'helo'>): Promise<SmtpTalk | Pop3Talk> {
    return service === 'pop3' || service === 'pop3s'
      ? opensPop3(parts, service)
      : opensSmtp(parts, service, how)
  }
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
    opens,
    sendsWith: async (program, message, how = {}) => {
      const [result, session] = await sendsWith(parts, program, message, how)
      note(role, 'sendsWith', { program, ...message, ...spoken(how) }, [session])
      return result
    },
  }
}

/** How a step writes down what it went through; accounts by address, never by secret. */
const spoken = ({ via, as: account, helo }: Via): Record<string, unknown> => ({
  ...(via && { via }),
  ...(account && { as: account.address }),
  ...(helo !== undefined && { helo }),
})
