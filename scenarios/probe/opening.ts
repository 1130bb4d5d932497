import type { Account, Client, MailboxService, SmtpService, SmtpTalk } from '#dsl'
import type { Login } from '#evidence'
import { NeedUnmet, StepRefused } from '../evidence/faults.ts'

/** A session, or why there is none: the service is not there, or it takes nobody in. */
export type Opened = { readonly talk: SmtpTalk } | { readonly why: string; readonly isAbsent: boolean }

/** Opens a session with a service that need not be there. */
export async function opensIfThere(client: Client, service: SmtpService): Promise<Opened> {
  try {
    return { talk: await client.opens(service) }
  } catch (error) {
    if (error instanceof NeedUnmet) return { why: error.message, isAbsent: true }
    if (error instanceof StepRefused) return { why: error.message, isAbsent: false }
    throw error
  }
}

/** Logs in to a mailbox over POP3 or IMAP, or over one of them; undefined where that does not work. */
export async function logsInIfPossible(
  client: Client,
  account: Account,
  over: readonly MailboxService[] = ['pop3', 'pop3s', 'imap', 'imaps'],
): Promise<Login | undefined> {
  for (const service of over) {
    try {
      return await client.logsIn(service, account)
    } catch (error) {
      if (!(error instanceof NeedUnmet || error instanceof StepRefused)) throw error
    }
  }
  return undefined
}
