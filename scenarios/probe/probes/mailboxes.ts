import { outside, type Client, type MailboxService } from '#dsl'
import type { Answer } from '#evidence'
import { capabilitiesIn } from '../../evidence/capabilities.ts'
import { NeedUnmet, StepRefused } from '../../evidence/faults.ts'
import { found, probe } from '../probe.ts'

/** What the POP3 and IMAP services list before a login. */
export const mailboxOffers = probe('mailbox-offers', {
  title: 'What the mailbox services list',
  measures: [],
  impact: 'none',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger }) {
    for (const service of ['pop3', 'pop3s', 'imap', 'imaps'] as const) {
      const what = `offers.${service}`
      try {
        const answer = await capabilitiesAt(stranger, service)
        const listed = capabilitiesIn(answer)
        yield found(what, listed ? { is: listed } : { unknown: `it does not say: ${answer.said}` }, answer)
      } catch (error) {
        // A service that is not there is not asked.
        if (error instanceof StepRefused) yield found(what, { unknown: error.message })
        else if (!(error instanceof NeedUnmet)) throw error
      }
    }
  },
})

async function capabilitiesAt(stranger: Client, service: MailboxService): Promise<Answer> {
  const command = service === 'pop3' || service === 'pop3s' ? 'CAPA' : 'CAPABILITY'
  const talk = await stranger.opens(service)
  const answer = await talk.says(command)
  await talk.quits()
  return answer
}
