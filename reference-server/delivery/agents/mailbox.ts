import type { Accounts } from '../../store/account.ts'
import { isProblem } from '../../store/problem.ts'
import { everyone, type Agent } from './agent.ts'

/** Puts a copy into the INBOX of a local account. */
export const mailboxAgent =
  (accounts: Accounts): Agent<'mailbox'> =>
  async ({ account }, recipients, { message }) => {
    const inbox = await accounts.of(account).open('INBOX')
    if (isProblem(inbox)) {
      const text = `the mailbox could not be opened: ${inbox.problem}`
      return { outcomes: everyone(recipients, { outcome: 'deferred', status: '4.2.0', text }) }
    }
    return {
      outcomes: everyone(recipients, { outcome: 'delivered' }),
      copies: [inbox.prepare({ receivedAt: message.acceptedAt })],
    }
  }
