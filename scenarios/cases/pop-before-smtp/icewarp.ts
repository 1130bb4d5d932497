import { anyWindow, at, outside, scenario, some } from '#dsl'

export const loginLetsItsAddressSend = scenario('pop-before-smtp/login-lets-its-address-send-icewarp', {
  title: 'A POP3 login lets sessions from its address send anywhere without AUTH, but from no other address',
  clauses: ['icewarp.pop-before-smtp.pop-login-grants', 'icewarp.pop-before-smtp.same-ip-only'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, neighbour: outside, far: at('198.51.100.20') },
  uses: ['sink'],

  async run({ laptop, neighbour, far, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    for (const client of [laptop, neighbour, far]) {
      claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
    }

    // Whoever has logged in may send while still reading, and after it.
    const reading = await laptop.opens('pop3')
    claim(await reading.logsIn(alice), 'icewarp.pop-before-smtp.pop-login-grants').isAccepted()
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await reading.quits()
    claim(await laptop.offers(mail)).isAccepted()
    for (const other of [neighbour, far]) {
      claim(await other.offers(mail), 'icewarp.pop-before-smtp.same-ip-only').isRefused({ by: 'RCPT' })
    }
  },
})

export const imapLoginCountsToo = scenario('pop-before-smtp/imap-login-counts-too-icewarp', {
  title: 'An IMAP login by LOGIN or AUTHENTICATE opens the same window, for the same address and time',
  clauses: [
    'icewarp.pop-before-smtp.imap-login-grants',
    'icewarp.pop-before-smtp.same-ip-only',
    'icewarp.pop-before-smtp.window-expires',
  ],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('4m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, phone: outside, neighbour: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, phone, neighbour, alice, clock, policy, sink, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    for (const client of [laptop, phone]) claim(await client.offers(mail)).isRefused({ by: 'RCPT' })

    const login = await laptop.logsIn('imap', alice)
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await phone.offers(mail), 'icewarp.pop-before-smtp.same-ip-only').isRefused({ by: 'RCPT' })
    await phone.logsIn('imap', alice, { by: 'PLAIN' })
    claim(await phone.offers(mail)).isAccepted()
    claim(await neighbour.offers(mail), 'icewarp.pop-before-smtp.same-ip-only').isRefused({ by: 'RCPT' })

    await clock.justBefore(login, window)
    claim(await laptop.offers(mail)).isAccepted()
    await clock.justAfter(login, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const failedLoginGrantsNothing = scenario('pop-before-smtp/failed-login-grants-nothing-icewarp', {
  title: 'A POP3 or IMAP connection that does not log in opens no window',
  clauses: ['icewarp.pop-before-smtp.failed-login-grants-nothing'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, phone: outside },
  uses: ['sink'],

  async run({ laptop, phone, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    claim(await laptop.failsToLogIn('pop3', alice)).isRefused()
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await phone.failsToLogIn('imap', alice)).isRefused()
    claim(await phone.failsToLogIn('imap', alice, { by: 'PLAIN' })).isRefused()
    claim(await phone.offers(mail)).isRefused({ by: 'RCPT' })

    // Neither a name alone nor a connection that asks for nothing is a login.
    const named = await laptop.opens('pop3')
    await named.says(`USER ${alice.address}`)
    const idle = await phone.opens('imap')
    await idle.says('NOOP')
    for (const client of [laptop, phone]) claim(await client.offers(mail)).isRefused({ by: 'RCPT' })

    // The same two sessions, with the right password: one failure more or less makes no difference.
    await named.logsIn(alice)
    await idle.logsIn(alice, { password: 'wrong' })
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await phone.offers(mail)).isRefused({ by: 'RCPT' })
    await idle.logsIn(alice)
    claim(await phone.offers(mail)).isAccepted()
    await named.quits()
    await idle.quits()
  },
})

export const failedLoginMovesNoWindow = scenario('pop-before-smtp/failed-login-moves-no-window-icewarp', {
  title: 'A failed login over either protocol does not extend an open window',
  clauses: ['icewarp.pop-before-smtp.failed-login-grants-nothing', 'icewarp.pop-before-smtp.window-expires'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('10m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['clock'],

  async run({ laptop, alice, clock, policy, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const login = await laptop.logsIn('pop3', alice)
    await clock.advances(window / 2)
    for (const service of ['pop3', 'imap'] as const) {
      claim(await laptop.failsToLogIn(service, alice)).isRefused()
    }
    await clock.justBefore(login, window)
    claim(await laptop.offers(mail), 'icewarp.pop-before-smtp.window-expires').isAccepted()
    await clock.justAfter(login, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const switchedOff = scenario('pop-before-smtp/switched-off-icewarp', {
  title: 'With the option off, neither a POP3 nor an IMAP login gives a right to SMTP',
  clauses: ['icewarp.pop-before-smtp.off'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: false, window: '30m' } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, phone: outside },
  uses: ['sink'],
  control: 'pop-before-smtp/login-lets-its-address-send-icewarp',

  async run({ laptop, phone, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    await laptop.logsIn('pop3', alice)
    await phone.logsIn('imap', alice)
    for (const client of [laptop, phone]) claim(await client.offers(mail)).isRefused({ by: 'RCPT' })

    // The account is the same one that AUTH lets send.
    claim(await laptop.sends(mail, { as: alice })).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

export const switchedOffMeanwhile = scenario('pop-before-smtp/switched-off-meanwhile-icewarp', {
  title:
    'Switching the option off ends the right that a login gave; with it on, the same login opens the window',
  clauses: ['icewarp.pop-before-smtp.off', 'icewarp.pop-before-smtp.pop-login-grants'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, alice, operator, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    await laptop.logsIn('pop3', alice)
    claim(await laptop.offers(mail), 'icewarp.pop-before-smtp.pop-login-grants').isAccepted()
    await operator.sets({ popBeforeSmtp: { enabled: false } })
    claim(await laptop.offers(mail), 'icewarp.pop-before-smtp.off').isRefused({ by: 'RCPT' })
    await laptop.logsIn('pop3', alice)
    claim(await laptop.offers(mail), 'icewarp.pop-before-smtp.off').isRefused({ by: 'RCPT' })
  },
})
