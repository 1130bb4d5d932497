import { outside } from '#dsl'
import { isAccepted, isDemanded, isRefused, said, tellsNothing } from '../answers.ts'
import { becomesKnown } from '../patience.ts'
import { found, probe } from '../probe.ts'
import { opensIfThere } from '../opening.ts'

/** Whether clients have to authenticate to hand in mail for local mailboxes, on each port. */
export const authDemands = probe('auth-demands', {
  title: 'Where AUTH is demanded',
  measures: ['auth.demanded.mx', 'submission.enabled'],
  impact: 'none',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger, alice, clock }) {
    const mail = { from: 'eve@elsewhere.test', to: alice.address }
    await becomesKnown(stranger, mail, clock)
    const demands = new Map<string, boolean>()
    let listsOnMx = false
    for (const service of ['mx', 'submission', 'submissions'] as const) {
      const opened = await opensIfThere(stranger, service)
      if ('why' in opened) {
        if (!opened.isAbsent) yield found(`auth.demanded.${service}`, { unknown: opened.why })
        continue
      }
      const { talk } = opened
      if (service === 'mx') listsOnMx = talk.offered.some((line) => /^AUTH[ =]/i.test(line))
      const attempt = await talk.offers(mail)
      await talk.quits()
      const isDemand = attempt.reply?.code === 530 || (service !== 'mx' && isRefused(attempt))
      if (!isDemand && !isAccepted(attempt)) {
        yield found(`auth.demanded.${service}`, { unknown: tellsNothing(attempt) }, attempt)
        continue
      }
      demands.set(service, isDemand)
      yield found(`auth.demanded.${service}`, { is: isDemand }, attempt)
    }
    const onSubmission = demands.get('submission')
    if (onSubmission === false) yield found('submission.enabled', { is: false })
    else if (onSubmission === undefined)
      yield found('submission.enabled', { unknown: 'the target has no submission service that tells' })
    else if (listsOnMx)
      yield found('submission.enabled', {
        unknown: 'AUTH is demanded on the submission port, but offered on the MX port too',
      })
    else yield found('submission.enabled', { is: true })
  },
})

/** What a reverse-path has to be like: not null, an address, in a domain that is there, and nobody's of ours. */
export const senderDemands = probe('sender-demands', {
  title: 'Which senders are refused',
  measures: [
    'sender.refuseNull',
    'sender.withoutDomain',
    'sender.requireDnsDomain',
    'sender.rejectUnauthorizedLocal',
  ],
  impact: 'none',
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger, alice, bob, clock }) {
    await becomesKnown(stranger, { from: 'eve@elsewhere.test', to: alice.address }, clock)
    const talk = await stranger.opens('mx')
    const to = alice.address
    const usual = await talk.offers({ from: 'eve@elsewhere.test', to })
    const odd = {
      'sender.refuseNull': '',
      'sender.requireDnsDomain': 'eve@nowhere.invalid',
      'sender.rejectUnauthorizedLocal': bob.address,
    }
    for (const [what, from] of Object.entries(odd)) {
      const attempt = await talk.offers({ from, to })
      const is = isDemanded(usual, attempt)
      yield found(what, is === undefined ? { unknown: tellsNothing(usual, attempt) } : { is }, usual, attempt)
    }
    // The grammar of RFC 5321 refuses it as well, so that no setting of a policy is shown.
    const bare = await talk.offers({ from: 'eve', to })
    yield found('sender.withoutDomain', { is: isAccepted(bare) ? 'accepted' : 'refused' }, usual, bare)
    await talk.quits()
  },
})

/** What HELO has to be like: said at all, and a full name. */
export const heloDemands = probe('helo-demands', {
  title: 'What is demanded of HELO',
  measures: ['helo.required', 'helo.fullName'],
  impact: 'none',
  clients: { stranger: outside },

  async *asks({ stranger }) {
    const mail = 'MAIL FROM:<eve@elsewhere.test>'
    const usual = await stranger.opens('mx')
    const greeted = await usual.says(mail)
    await usual.quits()
    const silent = await stranger.opens('mx', { greets: 'not' })
    const ungreeted = await silent.says(mail)
    await silent.quits()
    const required = isDemanded(greeted, ungreeted)
    const unsure = { unknown: tellsNothing(greeted, ungreeted) }
    yield found('helo.required', required === undefined ? unsure : { is: required }, greeted, ungreeted)
    const brief = await stranger.opens('mx', { greets: 'not' })
    const named = await brief.says('EHLO client')
    const last = isAccepted(named) ? await brief.says(mail) : named
    await brief.quits()
    if (!isAccepted(greeted)) yield found('helo.fullName', { unknown: said(greeted) }, greeted)
    else yield found('helo.fullName', { is: isRefused(last) }, greeted, last)
  },
})

/** Whether a client needs a PTR record. Only who controls the name servers can tell. */
export const ptrDemand = probe('ptr-demand', {
  title: 'Whether a client needs a PTR record',
  measures: ['sender.requirePtr'],
  impact: 'none',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger, alice, dns, clock }) {
    const mail = { from: 'eve@elsewhere.test', to: alice.address }
    if (!dns) {
      yield found('sender.requirePtr', {
        unknown: 'mailspec does not control the name servers, and cannot take the record away',
      })
      return
    }
    const nameless = await becomesKnown(stranger, mail, clock)
    yield isAccepted(nameless)
      ? found('sender.requirePtr', { is: false }, nameless)
      : found('sender.requirePtr', { unknown: tellsNothing(nameless) }, nameless)
  },
})
