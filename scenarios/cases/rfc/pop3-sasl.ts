import { outside, rfcScenario } from '#dsl'

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')

export const plainOverPop3 = rfcScenario('rfc/pop3-auth-plain', {
  title: 'AUTH PLAIN asks with a plus, a space and nothing else, or takes its response along with it',
  clauses: ['rfc5034.plain-login', 'rfc5034.initial-response'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const ways = [
      ['rfc5034.plain-login', { after: 'a challenge' }],
      ['rfc5034.initial-response', {}],
    ] as const
    for (const [clause, how] of ways) {
      const session = await laptop.opens('pop3')
      await session.requires('SASL PLAIN')
      claim(
        await session.says(clause === 'rfc5034.plain-login' ? 'AUTH PLAIN' : 'auth plain'),
        clause,
      ).asksForMore('')
      claim(await session.says('*')).isRefused()
      claim(await session.logsIn(bob, { by: 'PLAIN', ...how }), clause).isAccepted()
      claim(await session.says('STAT'), clause).isAccepted()
      await session.quits()
      const wrong = await laptop.opens('pop3')
      claim(await wrong.logsIn(bob, { by: 'PLAIN', password: 'wrong', ...how }), clause).isRefused()
      claim(await wrong.says('STAT'), clause).isRefused()
      await wrong.quits()
    }
  },
})

export const serverSpeaksFirst = rfcScenario('rfc/pop3-no-response-before-the-challenge', {
  title: 'A response that comes along with AUTH is refused where the server is to speak first',
  clauses: ['rfc5034.no-initial-response-allowed'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    await session.requires('SASL CRAM-MD5')
    claim(await session.says('AUTH CRAM-MD5 AAAA')).isRefused()
    claim(await session.says('AUTH CRAM-MD5')).asksForMore(/^P[A-H]/)
    claim(await session.says('*')).isRefused()
    claim(await session.logsIn(bob, { by: 'CRAM-MD5' })).isAccepted()
    await session.quits()
  },
})

export const exchangesOver = rfcScenario('rfc/pop3-exchanges-that-lead-nowhere', {
  title: 'Cancelled exchanges, unknown mechanisms and what is not base64 are refused; then the login works',
  clauses: ['rfc5034.cancel', 'rfc5034.unknown-mechanism', 'rfc5034.bad-base64'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const cancelling = await laptop.opens('pop3')
    await cancelling.requires('SASL PLAIN')
    claim(await cancelling.says('AUTH PLAIN'), 'rfc5034.cancel').asksForMore()
    claim(await cancelling.says('*'), 'rfc5034.cancel').isRefused()
    claim(await cancelling.says('STAT'), 'rfc5034.cancel').isRefused()
    claim(await cancelling.logsIn(bob), 'rfc5034.cancel').isAccepted()
    await cancelling.quits()

    const asking = await laptop.opens('pop3')
    claim(await asking.says('AUTH X-NONE'), 'rfc5034.unknown-mechanism').isRefused()
    claim(await asking.logsIn(bob), 'rfc5034.unknown-mechanism').isAccepted()
    await asking.quits()

    for (const response of ['!!!!', '=AAA', 'AAA=BBBB']) {
      const session = await laptop.opens('pop3')
      claim(await session.says('AUTH PLAIN'), 'rfc5034.bad-base64').asksForMore()
      claim(await session.says(response), 'rfc5034.bad-base64').isRefused()
      claim(await session.says(`AUTH PLAIN ${response}`), 'rfc5034.bad-base64').isRefused()
      await session.quits()
    }
  },
})

export const failuresAreForgotten = rfcScenario('rfc/pop3-a-failed-auth-leaves-nothing', {
  title: 'After a failed AUTH nothing of it is left: neither a login nor a name',
  clauses: ['rfc5034.failure-forgotten'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    await session.requires('SASL PLAIN')
    claim(await session.logsIn(bob, { by: 'PLAIN', password: 'wrong' })).isRefused()
    const nameless = await session.logsIn(bob, { by: 'PASS' })
    // A server may close the connection over it.
    if (!nameless.lost) {
      claim(nameless).isRefused()
      claim(await session.says('STAT')).isRefused()
    }
    await session.quits()
    const next = await laptop.opens('pop3')
    claim(await next.logsIn(bob, { by: 'PLAIN', password: 'wrong' })).isRefused()
    const login = await next.logsIn(bob)
    if (!login.lost) claim(login).isAccepted()
    await next.quits()
  },
})

export const longResponses = rfcScenario('rfc/pop3-long-responses-are-one-line', {
  title: 'A response longer than a command may be is read as a whole',
  clauses: ['rfc5034.long-answers'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    await session.requires('SASL PLAIN')
    claim(await session.says('AUTH PLAIN')).asksForMore()
    const long = ['', 'n'.repeat(250), 'p'.repeat(250)].join('\u0000')
    claim(await session.says(base64(long))).isRefused()
    const login = await session.logsIn(bob)
    if (!login.lost) claim(login).isAccepted()
    await session.quits()
  },
})
