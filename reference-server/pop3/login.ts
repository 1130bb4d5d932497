import { provedBy } from '../mailbox-session/proved.ts'
import type { SentCredentials } from '../sasl/mechanisms.ts'
import { isProblem } from '../store/problem.ts'
import { openMaildrop } from './maildrop.ts'
import { reply, type ReplyName } from './replies.ts'
import type { Context, Outcome } from './state.ts'

/**
 * Logs in with the credentials of USER and PASS or a SASL mechanism. The login succeeds only if the maildrop is locked
 * too: `-ERR [IN-USE]` is not a login.
 */
export async function logIn(sent: SentCredentials, context: Context): Promise<Outcome> {
  const { host, admits } = context
  const refused = (name: ReplyName): Outcome => {
    const facts = { address: host.peerAddress, reply: name }
    host.log({ at: host.clock.now(), level: 'info', event: 'pop3.login-refused', facts })
    return { reply: reply(name), next: { at: 'authorization' } }
  }
  const proved = await provedBy(sent, context)
  if ('refused' in proved) return refused(proved.refused)
  const { account } = proved
  const inbox = await host.accounts.of(account).open('INBOX')
  if (isProblem(inbox)) return refused('noSpace')
  const maildrop = await openMaildrop(inbox, host.ask)
  if (!maildrop) return refused('maildropInUse')
  if (!(await admits(account))) {
    maildrop.release()
    return refused('loginRefused')
  }
  return {
    reply: reply('loggedIn', maildrop.totals()),
    next: { at: 'transaction', account, maildrop },
  }
}
