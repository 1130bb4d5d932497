import type { SentCredentials } from '../sasl/mechanisms.ts'
import type { MailboxMoment } from './seams.ts'

/** What a session asks and tells. */
export interface MomentsHost {
  readonly isLogin: (moment: Pick<MailboxMoment, 'what' | 'sent'>) => boolean
  /** Asks the rules about a login, which they then remember. */
  readonly logsIn: (account: string) => Promise<boolean>
}

/** The credentials a session offered last, as its client goes on: what of that the rules hear of. */
export interface Moments {
  offers(sent: SentCredentials, account: string): void
  /** Tells whether a login with right credentials succeeds. */
  admits(account: string): Promise<boolean>
  /** A command was answered, maybe the last. */
  answered(isLast: boolean): Promise<void>
}

export function createMoments({ isLogin, logsIn }: MomentsHost): Moments {
  let offered: { readonly sent: SentCredentials; readonly account: string } | undefined
  let since: 'nothing' | 'offered' | 'admitted' | 'in' = 'nothing'

  const counts = (what: MailboxMoment['what']): boolean =>
    offered !== undefined && isLogin({ what, sent: offered.sent })

  return {
    offers: (sent, account) => {
      offered = { sent, account }
      since = 'offered'
    },
    admits: async (account) => {
      const permits = counts('login') ? await logsIn(account) : true
      if (permits) since = 'admitted'
      return permits
    },
    answered: async (isLast) => {
      if (!offered || since === 'nothing') return
      const what = since === 'offered' ? 'refused-login' : isLast ? 'goodbye' : 'command'
      const isTheLogin = since === 'admitted'
      since = since === 'offered' ? 'nothing' : 'in'
      if (!isTheLogin && counts(what)) await logsIn(offered.account)
    },
  }
}
