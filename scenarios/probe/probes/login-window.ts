import { hours, minutes, outside, seconds, type Client, type Clock } from '#dsl'
import type { Login } from '#evidence'
import { isAccepted, isRefused, said } from '../answers.ts'
import { narrows, spanFound } from '../narrowing.ts'
import { logsInIfPossible } from '../opening.ts'
import { whilePatient } from '../patience.ts'
import { found, noClock, probe } from '../probe.ts'
import type { MeasuredValue } from '../../../reports/profile.ts'

const mail = { from: 'eve@elsewhere.test', to: 'dora@remote.test' }
const protocols = { pop3: ['pop3', 'pop3s'], imap: ['imap', 'imaps'] } as const

/** Whether a mailbox login lets its address relay, which logins do, and for how long. */
export const loginWindow = probe('login-window', {
  title: 'Relaying after a mailbox login',
  measures: ['popBeforeSmtp.enabled', 'popBeforeSmtp.logins', 'popBeforeSmtp.window'],
  impact: 'none',
  accounts: { alice: 'alice@local.test' },
  clients: { user: outside },

  async *asks({ user, alice, clock }) {
    const before = await user.offers(mail)
    if (!isRefused(before)) {
      const unknown = `an address that has not logged in here is not refused (${said(before)})`
      yield found('popBeforeSmtp.enabled', { unknown }, before)
      return
    }
    const opening: string[] = []
    const closed: string[] = []
    let window: MeasuredValue | undefined
    for (const [protocol, services] of Object.entries(protocols)) {
      const login = await logsInIfPossible(user, alice, services)
      if (!login) continue
      const after = await user.offers(mail)
      if (!isAccepted(after)) {
        closed.push(protocol)
        continue
      }
      opening.push(protocol)
      if (window === undefined) {
        yield found('popBeforeSmtp.enabled', { is: true }, before, login, after)
        window = clock ? await lengthOf(clock, user, () => logsInIfPossible(user, alice, services)) : noClock
        yield found('popBeforeSmtp.window', window, login, after)
      }
      // The next login tells something only once this window is over.
      if (!clock || !(await isOver(clock, user))) break
    }
    if (opening.length === 0 && closed.length > 0) {
      yield found('popBeforeSmtp.enabled', { is: false }, before)
      yield found('popBeforeSmtp.window', { unknown: 'no login lets its address relay' })
      yield found('popBeforeSmtp.logins', { unknown: 'no login lets its address relay' })
    } else if (opening.length + closed.length === Object.keys(protocols).length)
      yield found('popBeforeSmtp.logins', { is: opening })
    else
      yield found('popBeforeSmtp.logins', {
        unknown: `only ${[...opening, ...closed].join(' and ') || 'no login'} could be tried`,
      })
  },
})

async function lengthOf(
  clock: Clock,
  user: Client,
  logsIn: () => Promise<Login | undefined>,
): Promise<MeasuredValue> {
  const bounds = await narrows({ first: minutes(1), last: hours(24), resolution: seconds(1) }, (span) =>
    whilePatient(async () => {
      const login = await logsIn()
      if (!login) return undefined
      await clock.justAfter(login, span)
      return isAccepted(await user.offers(mail))
    }),
  )
  return spanFound(bounds, seconds(1))
}

/** Waits until the address may relay no more, within the same bounds. */
const isOver = async (clock: Clock, user: Client): Promise<boolean> =>
  (await whilePatient(async () => {
    for (let waited = minutes(1); waited <= hours(24); waited *= 2) {
      if (isRefused(await user.offers(mail))) return true
      await clock.advances(waited)
    }
    return isRefused(await user.offers(mail))
  })) ?? false
