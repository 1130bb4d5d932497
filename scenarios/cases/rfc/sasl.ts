import { outside, rfcScenario } from '#dsl'

export const exchangesThatEnd = rfcScenario('rfc/exchanges-that-lead-nowhere', {
  title: 'Unknown mechanisms, cancelled exchanges and what is not base64 are refused; then AUTH works',
  clauses: [
    'rfc4954.unknown-mechanism-504',
    'rfc4954.cancelled-501',
    'rfc4954.malformed-base64-501',
    'rfc4954.challenge-form',
  ],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const unknown = 'rfc4954.unknown-mechanism-504'
    const first = await laptop.opens('submitting')
    await first.requires('AUTH PLAIN')
    const refused = await first.says('AUTH X-NOSUCH')
    claim(refused, unknown).isRefused()
    claim.form(refused, unknown).is({ code: 504 })
    for (const mechanism of ['EXTERNAL', 'ANONYMOUS'].filter(
      (name) => !first.offered.join(' ').includes(name),
    )) {
      claim(await first.says(`AUTH ${mechanism}`), unknown).isRefused()
    }
    claim(await first.authenticates(alice), unknown).isAccepted()
    await first.quits()

    const cancelled = 'rfc4954.cancelled-501'
    const second = await laptop.opens('submitting')
    const asked = await second.says('AUTH PLAIN')
    claim(asked, 'rfc4954.challenge-form').isOneOf(334)
    claim(asked, 'rfc4954.challenge-form').hasFirstLine('')
    await second.writes('*\r\n')
    const over = await second.hears('AUTH')
    claim(over, cancelled).isRefused()
    claim.form(over, cancelled).is({ code: 501 })
    claim(await second.authenticates(alice), cancelled).isAccepted()
    await second.quits()

    const malformed = 'rfc4954.malformed-base64-501'
    for (const response of ['%%%%', '=AAA', 'A']) {
      const session = await laptop.opens('submitting')
      claim(await session.says('AUTH PLAIN'), malformed).isAccepted()
      await session.writes(`${response}\r\n`)
      const ended = await session.hears('AUTH')
      claim(ended, malformed).isRefused()
      claim.form(ended, malformed).is({ code: 501 })
      claim(await session.says('NOOP'), malformed).isAccepted()
      await session.quits()
    }
  },
})

export const formsOfResponses = rfcScenario('rfc/responses-with-auth-or-after-it', {
  title: 'PLAIN works with its response on the line of AUTH and behind it, and acts for its own user alone',
  clauses: [
    'rfc4954.initial-response-both-ways',
    'rfc4616.authzid-own-accepted',
    'rfc4616.authzid-foreign-refused',
    'rfc4616.empty-password-refused',
  ],
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, bob, claim }) {
    const ways = [
      [{}, 'accepted', 'rfc4954.initial-response-both-ways'],
      [{ after: 'a challenge' }, 'accepted', 'rfc4954.initial-response-both-ways'],
      [{ actsAs: alice }, 'accepted', 'rfc4616.authzid-own-accepted'],
      [{ actsAs: bob }, 'refused', 'rfc4616.authzid-foreign-refused'],
      [{ password: 'empty' }, 'refused', 'rfc4616.empty-password-refused'],
    ] as const
    for (const [how, outcome, clause] of ways) {
      const session = await laptop.opens('submitting')
      await session.requires('AUTH PLAIN')
      const login = await session.authenticates(alice, { mechanism: 'PLAIN', ...how })
      if (outcome === 'accepted') claim(login, clause).isAccepted()
      else claim(login, clause).isRefused()
      await session.quits()
    }
  },
})

export const failedLoginGivesNothing = rfcScenario('rfc/a-failed-login-gives-nothing', {
  title: 'A login that failed gives no rights and leaves the session able to log in, more than once',
  clauses: ['rfc4954.failed-auth-changes-nothing', 'rfc4954.three-attempts'],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await laptop.opens('submitting')
    await session.requires('AUTH PLAIN')
    claim(await session.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await session.offers(mail), 'rfc4954.failed-auth-changes-nothing').isTurnedAway({ by: 'RCPT' })
    claim(await session.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await session.authenticates(alice), 'rfc4954.three-attempts').isAccepted()
    claim(await session.offers(mail), 'rfc4954.failed-auth-changes-nothing').isAccepted()
    await session.quits()
  },
})

export const serverFirst = rfcScenario('rfc/cram-md5', {
  title: 'CRAM-MD5 begins with a challenge of its own each time, and takes only the digest of it',
  clauses: [
    'rfc2195.challenge-form',
    'rfc2195.digest-checked',
    'rfc4954.initial-response-to-server-first-501',
  ],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const session = await laptop.opens('submitting')
    await session.requires('AUTH CRAM-MD5')
    const early = await session.says('AUTH CRAM-MD5 YWxpY2U=')
    claim(early, 'rfc4954.initial-response-to-server-first-501').isRefused()
    claim.form(early, 'rfc4954.initial-response-to-server-first-501').is({ code: 501 })
    // A client that is asked all the same cancels the exchange.
    if (early.reply?.code === 334) {
      await session.writes('*\r\n')
      await session.hears('AUTH')
    }
    const asked = await session.says('AUTH CRAM-MD5')
    claim(asked, 'rfc2195.challenge-form').isOneOf(334)
    // In base64, what begins with an angle bracket.
    claim(asked, 'rfc2195.challenge-form').hasFirstLine(/^P[A-H][A-Za-z0-9+/]+={0,2}$/)
    await session.writes('*\r\n')
    claim(await session.hears('AUTH'), 'rfc2195.challenge-form').isRefused()
    const wrong = await session.authenticates(alice, { mechanism: 'CRAM-MD5', password: 'wrong' })
    claim(wrong, 'rfc2195.digest-checked').isRefused()
    const right = await session.authenticates(alice, { mechanism: 'CRAM-MD5' })
    claim(right, 'rfc2195.digest-checked').isAccepted()
    claim(await session.says('NOOP')).isAccepted()
    await session.quits()
  },
})
