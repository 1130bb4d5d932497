import { outside, type Account, type Client } from '#dsl'
import type { Attempt } from '#evidence'
import { isAccepted, isRefused, said, tellsNothing } from '../answers.ts'
import { found, probe } from '../probe.ts'
import { logsInIfPossible, opensIfThere } from '../opening.ts'

const mail = { from: 'eve@elsewhere.test', to: 'dora@remote.test' }

/** Who may relay: a stranger, and a user who authenticates. */
export const relaying = probe('relaying', {
  title: 'Who may relay',
  measures: ['relay.mode', 'relay.acceptSmtpAuth', 'auth.required'],
  impact: 'one-message',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },
  others: 1,

  async *asks({ stranger, alice, sink, tls, others }) {
    const [user = stranger] = others
    const strange = await stranger.offers(mail)
    if (isAccepted(strange)) {
      // RCPT alone is not relaying: mail has to leave.
      if (!sink) {
        const why = `a stranger's recipient elsewhere is accepted (${said(strange)}), and without a sink nobody sees whether the mail leaves`
        for (const what of ['relay.mode', 'relay.acceptSmtpAuth', 'auth.required'])
          yield found(what, { unknown: why }, strange)
        return
      }
      const [other] = others
      const second = other && (await other.offers(mail))
      if (!second || !isAccepted(second)) {
        const why = second ? `another address is refused (${said(second)})` : 'it is the only address'
        const unknown = `a stranger's address may relay, and may be known from a login: ${why}`
        yield found('relay.mode', { unknown }, strange, second)
        return
      }
      const sent = await stranger.sends(mail)
      const arrived = isAccepted(sent) ? await sink.receives(mail) : undefined
      yield arrived && arrived.count > 0
        ? found('relay.mode', { is: 'open' }, strange, sent)
        : found('relay.mode', { unknown: `RCPT is accepted, and no mail left: ${said(sent)}` }, strange, sent)
      const why = 'strangers may relay too'
      yield found('relay.acceptSmtpAuth', { unknown: why }, strange)
      yield found('auth.required', { unknown: why }, strange)
      return
    }
    if (!isRefused(strange)) {
      yield found('relay.mode', { unknown: tellsNothing(strange) }, strange)
      return
    }
    const known = await offersAsUser(user, alice, tls !== undefined)
    if ('why' in known) {
      const login = await logsInIfPossible(user, alice)
      const later = login && (await user.offers(mail))
      yield later && isAccepted(later)
        ? found('relay.mode', { is: 'restricted' }, strange, login, later)
        : found(
            'relay.mode',
            { unknown: `strangers are refused, and no user may relay: ${known.why}` },
            strange,
          )
      const value = known.isOffered ? { unknown: known.why } : { is: false }
      yield found('relay.acceptSmtpAuth', value, strange)
      yield found('auth.required', value, strange)
      return
    }
    const { attempt } = known
    if (isAccepted(attempt)) yield found('relay.mode', { is: 'restricted' }, strange, attempt)
    else
      yield found(
        'relay.mode',
        { unknown: `strangers are refused, and so is a user (${said(attempt)})` },
        attempt,
      )
    if (!isAccepted(attempt) && !isRefused(attempt)) return
    yield found('relay.acceptSmtpAuth', { is: isAccepted(attempt) }, attempt)
    yield found('auth.required', { is: isAccepted(attempt) }, strange, attempt)
  },
})

/** What becomes of a user's mail, or why nobody could authenticate. */
type AsUser = { readonly attempt: Attempt } | { readonly why: string; readonly isOffered: boolean }

/** Offers mail where users hand it in, authenticated, and within TLS if there is any. */
async function offersAsUser(user: Client, account: Account, mayUseTls: boolean): Promise<AsUser> {
  let outcome: AsUser = { why: 'AUTH is not offered', isOffered: false }
  for (const service of ['submission', 'mx', 'submissions'] as const) {
    const opened = await opensIfThere(user, service)
    if ('why' in opened) continue
    const { talk } = opened
    if (mayUseTls && talk.offered.includes('STARTTLS')) await talk.startsTls()
    const login = await talk.authenticates(account)
    const attempt = login.succeeded ? await talk.offers({ ...mail, from: account.address }) : undefined
    await talk.quits()
    if (attempt) return { attempt }
    const isOffered = login.code !== 502 && login.code !== 503
    if (isOffered) outcome = { why: `AUTH is refused (${login.said})`, isOffered }
  }
  return outcome
}
