import { outside } from '#dsl'
import type { Finding } from '../../../reports/profile.ts'
import { found, probe } from '../probe.ts'
import { isAccepted } from '../answers.ts'
import { opensIfThere } from '../opening.ts'

/** Which extensions and mechanisms each SMTP service lists, in the clear and within TLS. */
export const offers = probe('offers', {
  title: 'What the SMTP services list',
  measures: ['offers.mx', 'auth.needsTls'],
  impact: 'none',
  clients: { stranger: outside },

  async *asks({ stranger, tls }): AsyncGenerator<Finding, void> {
    const clear: boolean[] = []
    const secured: boolean[] = []
    let why = 'AUTH is not offered'
    for (const service of ['mx', 'submission', 'submissions'] as const) {
      const opened = await opensIfThere(stranger, service)
      if ('why' in opened) {
        if (service === 'mx') why = opened.why
        if (!opened.isAbsent || service === 'mx') yield found(`offers.${service}`, { unknown: opened.why })
        continue
      }
      const { talk } = opened
      yield found(`offers.${service}`, { is: talk.offered }, talk.greeting)
      const isSecured = service === 'submissions'
      ;(isSecured ? secured : clear).push(listsAuth(talk.offered))
      if (tls && talk.offered.includes('STARTTLS') && isAccepted(await talk.startsTls({ greets: 'not' }))) {
        const again = await talk.says('EHLO stranger.client.test')
        const offered = again.reply?.text.slice(1) ?? []
        secured.push(listsAuth(offered))
        yield found(`offers.${service}.tls`, { is: offered }, again)
      }
      await talk.quits()
    }
    if (clear.some(Boolean)) yield found('auth.needsTls', { is: false })
    else if (secured.some(Boolean)) yield found('auth.needsTls', { is: true })
    else yield found('auth.needsTls', { unknown: why })
  },
})

const listsAuth = (offered: readonly string[]): boolean => offered.some((line) => /^AUTH[ =]/i.test(line))
