import { anyWindow, outside, scenario, some } from '#dsl'

export const windowEnds = scenario('pop-before-smtp/window-ends-icewarp', {
  title: 'The window runs from the login, separately for each address, and sending does not extend it',
  clauses: ['icewarp.pop-before-smtp.window-expires', 'icewarp.pop-before-smtp.same-ip-only'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('1m', anyWindow) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, phone: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, phone, alice, bob, clock, policy, sink, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    // The laptop goes on reading: it is the login that counts, not the end of its session.
    const reading = await laptop.opens('imap')
    const early = await reading.logsIn(alice)
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await clock.advances(window / 2)
    const late = await phone.logsIn('pop3', bob)

    await clock.justBefore(early, window)
    for (const client of [laptop, phone]) claim(await client.offers(mail)).isAccepted()
    await clock.justAfter(early, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    await clock.justBefore(late, window)
    claim(await phone.offers(mail)).isAccepted()
    await clock.justAfter(late, window)
    for (const client of [laptop, phone]) claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
    await reading.quits()
  },
})

export const everyLoginStartsAnew = scenario('pop-before-smtp/every-login-starts-anew-icewarp', {
  title: 'Every further login from the address restarts the window, over either protocol and by any account',
  clauses: ['icewarp.pop-before-smtp.renewed-by-login', 'icewarp.pop-before-smtp.window-expires'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('2m', anyWindow) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['clock'],

  async run({ laptop, alice, bob, clock, policy, claim }) {
    const renewed = 'icewarp.pop-before-smtp.renewed-by-login'
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const first = await laptop.logsIn('pop3', alice)
    await clock.advances(window * 0.75)
    const second = await laptop.logsIn('imap', alice)
    await clock.justAfter(first, window)
    claim(await laptop.offers(mail), renewed).isAccepted()

    const third = await laptop.logsIn('pop3', bob)
    await clock.justAfter(second, window)
    claim(await laptop.offers(mail), renewed).isAccepted()
    await clock.justBefore(third, window)
    claim(await laptop.offers(mail), renewed).isAccepted()
    await clock.justAfter(third, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    // After the end a login opens it as if it were the first.
    const fourth = await laptop.logsIn('imap', alice)
    await clock.justBefore(fourth, window)
    claim(await laptop.offers(mail), renewed).isAccepted()
    await clock.justAfter(fourth, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const sessionOutlastsTheWindow = scenario('pop-before-smtp/session-outlasts-the-window-icewarp', {
  title: 'The window limits when a session may start: one that began within it may send until it ends',
  clauses: [
    'icewarp.pop-before-smtp.session-started-in-window',
    'icewarp.pop-before-smtp.failed-login-grants-nothing',
  ],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('1m', anyWindow) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, alice, bob, clock, policy, sink, claim }) {
    const kept = 'icewarp.pop-before-smtp.session-started-in-window'
    const nothing = 'icewarp.pop-before-smtp.failed-login-grants-nothing'
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const many = {
      from: alice.address,
      to: Array.from({ length: 20 }, (_, number) => `reader${number}@remote.test`),
    }
    const before = await laptop.opens('mx')
    const login = await laptop.logsIn('pop3', alice)
    const first = await laptop.opens('mx')
    await clock.justBefore(login, window)
    const last = await laptop.opens('mx')

    await clock.justAfter(login, window)
    const tooLate = await laptop.opens('mx')
    for (const session of [first, last]) claim(await session.offers(mail), kept).isAccepted()
    // Whether it came too late, or too early to have begun within the minutes.
    for (const session of [tooLate, before]) {
      claim(await session.offers(mail), kept).isRefused({ by: 'RCPT' })
    }

    // Neither a transaction done, nor one given up, nor another EHLO, nor a failed login beside it ends the right.
    claim(await last.sends(mail), kept).isAccepted()
    claim(await sink.receives(mail), kept).once()
    await last.says(`MAIL FROM:<${alice.address}>`)
    await last.says('RSET')
    claim(await last.offers(mail), kept).isAccepted()
    await last.says('EHLO again.client.test')
    await laptop.failsToLogIn('pop3', alice)
    claim(await laptop.offers(mail), nothing).isRefused({ by: 'RCPT' })
    claim(await last.offers(mail), kept).isAccepted()
    await clock.advances(window * 2)
    claim(await last.sends(many), kept).isAccepted()
    claim(await sink.receives(many), kept).once()
    claim(await laptop.offers(mail), kept).isRefused({ by: 'RCPT' })

    // A login while a session is open gives that session nothing, and mail for us was never in question.
    await laptop.logsIn('imap', alice)
    claim(await tooLate.offers(mail), kept).isRefused({ by: 'RCPT' })
    claim(await tooLate.offers({ from: alice.address, to: bob.address }), kept).isAccepted()
    for (const session of [before, first, last, tooLate]) await session.quits()
  },
})
