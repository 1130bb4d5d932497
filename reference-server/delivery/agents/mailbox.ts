import { onceThere } from '../../policy/once-there.ts'
import type { Accounts, Folder } from '../../store/account.ts'
import { isProblem, type Problem } from '../../store/problem.ts'
import { everyone, type Agent, type Attempted } from './agent.ts'

/** Puts a copy into the INBOX of a local account. */
export const mailboxAgent =
  (accounts: Accounts): Agent<'mailbox'> =>
  ({ account }, recipients, { message }) =>
    onceThere<Folder | Problem, Attempted>(accounts.of(account).open('INBOX'), (inbox) => {
      if (isProblem(inbox)) {
        const text = `the mailbox could not be opened: ${inbox.problem}`
        return { outcomes: everyone(recipients, { outcome: 'deferred', status: '4.2.0', text }) }
      }
      return {
        outcomes: everyone(recipients, { outcome: 'delivered' }),
        copies: [inbox.prepare({ receivedAt: message.acceptedAt })],
      }
    })
