import { anyPort, anyWindow, at, outside, scenario, some } from '#dsl'

export const needsAuthentication = scenario('submission/needs-authentication-icewarp', {
  title: 'Nothing can be submitted on the second basic port before authentication',
  clauses: ['icewarp.submission.auth-required'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, reader: outside },

  async run({ laptop, reader, alice, bob, claim }) {
    const mail = { from: alice.address, to: bob.address }
    const session = await laptop.opens('submission')
    for (const from of [alice.address, bob.address, 'eve@elsewhere.test', '']) {
      claim(await session.offers({ from, to: bob.address })).isRefused({ by: 'RCPT' })
      claim(await session.offers({ from, to: 'carol@remote.test' })).isRefused({ by: 'RCPT' })
    }

    // A wrong password is no authentication, the right one is, and it lasts for the session.
    claim(await session.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
    claim(await session.offers(mail)).isAccepted()
    await session.quits()

    // It was the session's, not the address's.
    claim(await laptop.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })
  },
})

export const sendsAnywhere = scenario('submission/authenticated-user-sends-anywhere-icewarp', {
  title: 'On the submission port, an authenticated user may send to local and foreign recipients',
  clauses: ['icewarp.submission.auth-accepted'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', dave: 'dave@second.test' },
  clients: { laptop: outside, guesser: outside, reader: outside },
  uses: ['sink'],

  async run({ laptop, guesser, reader, alice, bob, dave, sink, claim }) {
    const guess = await guesser.opens('submission')
    claim(await guess.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await guess.offers({ from: alice.address, to: 'carol@remote.test' })).isRefused({ by: 'RCPT' })
    await guess.quits()

    for (const account of [alice, dave]) {
      const mail = {
        from: account.address,
        to: [bob.address, 'carol@remote.test', 'erin@elsewhere.test'],
      }
      claim(await laptop.sends(mail, { via: 'submission', as: account })).isAccepted()
      claim(await reader.finds(mail, { in: bob })).once()
      for (const to of ['carol@remote.test', 'erin@elsewhere.test']) {
        claim(await sink.receives({ from: account.address, to })).once()
      }
    }

    // One after the other in one session, and after a transaction that was given up.
    const session = await laptop.opens('submission')
    claim(await session.authenticates(bob)).isAccepted()
    const toLocal = { from: bob.address, to: alice.address }
    const toForeign = { from: bob.address, to: 'carol@remote.test' }
    claim(await session.offers(toForeign)).isAccepted()
    claim(await session.sends(toLocal)).isAccepted()
    claim(await reader.finds(toLocal, { in: alice })).once()
    claim(await session.sends(toForeign)).isAccepted()
    claim(await sink.receives(toForeign)).once()
    await session.quits()
  },
})

export const speaksLikeSubmissionService = scenario('submission/speaks-like-a-submission-service-icewarp', {
  title: 'The submission port offers AUTH and answers MAIL without it as the RFC says',
  clauses: ['icewarp.submission.rfc4409'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, bob, claim }) {
    const session = await laptop.opens('submission')
    claim(await session.says('EHLO laptop.client.test')).lists('AUTH')
    for (const line of ['NOOP', 'RSET']) claim(await session.says(line)).isAccepted()

    // RFC 4409 §4.3: the error comes at MAIL. RFC 4954 §6 gives it its number.
    const early = await session.says(`MAIL FROM:<${alice.address}>`)
    claim(early).isRefused()
    claim.form(early).is({ code: 530, status: '5.7.0' })
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isRefused()

    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.says(`MAIL FROM:<${alice.address}>`)).isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isAccepted()
    claim(await session.says('RSET')).isAccepted()
    claim(await session.says('QUIT')).isAccepted()
  },
})

export const onlyOnSecondBasicPort = scenario('submission/only-on-the-second-basic-port-icewarp', {
  title: 'The rule applies to port 587 only while that is the second basic port of the SMTP service',
  clauses: ['icewarp.submission.second-basic-port'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { bob: 'bob@local.test' },
  clients: { peer: outside, reader: outside },
  uses: ['operator'],

  async run({ peer, reader, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await peer.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })

    // Another port takes that place: 587 is a listener like any other.
    for (const port of [588, 2525]) {
      await operator.sets({ submission: { port } })
      claim(await peer.offers(mail, { via: 'submission' })).isAccepted()
    }
    claim(await peer.sends(mail, { via: 'submission' })).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()

    await operator.sets({ submission: { port: 587 } })
    claim(await peer.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })
  },
})

export const trustedAddressSuffices = scenario('submission/trusted-address-suffices-icewarp', {
  title: 'On the submission port, a trusted address may send without AUTH; its neighbour may not',
  clauses: ['icewarp.submission.trusted-ip-suffices'],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, port: some(587, anyPort) },
    relay: { trusted: ['192.0.2.20'] },
    trust: { whitelistTrusted: true },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { printer: at('192.0.2.20'), neighbour: at('192.0.2.21'), reader: outside },
  uses: ['sink'],

  async run({ printer, neighbour, reader, alice, bob, sink, claim }) {
    const via = 'submission'
    const toLocal = { from: alice.address, to: bob.address }
    const toForeign = { from: alice.address, to: 'carol@remote.test' }
    for (const mail of [toLocal, toForeign]) {
      claim(await neighbour.offers(mail, { via })).isRefused({ by: 'RCPT' })
      claim(await printer.sends(mail, { via })).isAccepted()
    }
    claim(await reader.finds(toLocal, { in: bob })).once()
    claim(await sink.receives(toForeign)).once()
  },
})

export const windowSuffices = scenario('submission/pop-window-suffices-icewarp', {
  title: 'On the submission port, an open POP-before-SMTP window replaces AUTH',
  clauses: ['icewarp.submission.window-suffices'],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, port: some(587, anyPort) },
    popBeforeSmtp: { enabled: true, window: some('15m', anyWindow) },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, neighbour: outside, reader: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, neighbour, reader, alice, bob, clock, policy, sink, claim }) {
    const via = 'submission'
    const toLocal = { from: alice.address, to: bob.address }
    const toForeign = { from: alice.address, to: 'carol@remote.test' }
    claim.should(await laptop.offers(toLocal, { via })).isRefused({ by: 'RCPT' })

    const login = await laptop.logsIn('pop3', alice)
    for (const mail of [toLocal, toForeign]) claim.should(await laptop.sends(mail, { via })).isAccepted()
    claim.should(await reader.finds(toLocal, { in: bob })).once()
    claim.should(await sink.receives(toForeign)).once()
    claim.should(await neighbour.offers(toLocal, { via })).isRefused({ by: 'RCPT' })

    await clock.justAfter(login, policy.popBeforeSmtp.window)
    claim.should(await laptop.offers(toLocal, { via })).isRefused({ by: 'RCPT' })
  },
})
