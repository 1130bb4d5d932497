import { mayActAs, proofIn, type SentCredentials } from '../sasl/mechanisms.ts'
import { isProblem } from '../store/problem.ts'
import { openMaildrop } from './maildrop.ts'
import { reply, type ReplyName } from './replies.ts'
import type { Context, Outcome } from './state.ts'

/**
 * Logs in with what USER and PASS or a SASL mechanism carried. The login has worked only when the maildrop is locked
 * too: `-ERR [IN-USE]` is no login.
 */
export async function logIn(sent: SentCredentials, { host, admits, checks }: Context): Promise<Outcome> {
  const refused = (name: ReplyName): Outcome => {
    const facts = { address: host.peerAddress, reply: name }
    host.log({ at: host.clock.now(), level: 'info', event: 'pop3.login-refused', facts })
    return { reply: reply(name), next: { at: 'authorization' } }
  }
  const checked = await checks(sent)
  if (!host.accepts({ ...checked, by: proofIn(sent) })) return refused('loginRefused')
  if (!mayActAs(sent, checked.account)) return refused('identityRefused')
  const inbox = await host.accounts.of(checked.account).open('INBOX')
  if (isProblem(inbox)) return refused('noSpace')
  const maildrop = await openMaildrop(inbox)
  if (!maildrop) return refused('maildropInUse')
  if (!(await admits(checked.account))) {
    maildrop.release()
    return refused('loginRefused')
  }
  return {
    reply: reply('loggedIn', maildrop.totals()),
    next: { at: 'transaction', account: checked.account, maildrop },
  }
}
