import { provedBy } from '../mailbox-session/proved.ts'
import type { SentCredentials } from '../sasl/mechanisms.ts'
import { capabilitiesOf } from './commands/capability.ts'
import { tagged, type ResponseName } from './responses.ts'
import type { Context, Outcome, State } from './state.ts'

/** Logs in with what LOGIN or a SASL mechanism carried. */
export async function logIn(sent: SentCredentials, context: Context): Promise<Outcome> {
  const { host, tag, admits } = context
  const refused = (name: ResponseName): Outcome => {
    const facts = { address: host.peerAddress, response: name }
    host.log({ at: host.clock.now(), level: 'info', event: 'imap.login-refused', facts })
    return { reply: tagged(tag, name), next: { at: 'notAuthenticated' } }
  }
  const proved = await provedBy(sent, context)
  if ('refused' in proved) return refused(proved.refused)
  if (!(await admits(proved.account))) return refused('loginRefused')
  const next: State = { at: 'authenticated', account: proved.account, enabled: new Set() }
  const capabilities = capabilitiesOf(next, context).join(' ')
  return { reply: tagged(tag, 'loggedIn', { capabilities }), next }
}
