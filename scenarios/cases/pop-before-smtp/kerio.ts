import { anyWindow, at, outside, scenario, some } from '#dsl'

export const windowOpensAndCloses = scenario('pop-before-smtp/window-opens-and-closes-kerio', {
  title: 'A POP3 login lets its address relay for the window, and no longer',
  clauses: ['kerio.relay.pop3-grant', 'kerio.relay.pop3-window', 'kerio.relay.pop3-ip-only'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, neighbour: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, neighbour, alice, clock, policy, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    const login = await laptop.logsIn('pop3', alice)
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await neighbour.offers(mail), 'kerio.relay.pop3-ip-only').isRefused({ by: 'RCPT' })

    await clock.justBefore(login, policy.popBeforeSmtp.window)
    claim(await laptop.offers(mail), 'kerio.relay.pop3-window').isAccepted()
    await clock.justAfter(login, policy.popBeforeSmtp.window)
    claim(await laptop.offers(mail), 'kerio.relay.pop3-window').isRefused({ by: 'RCPT' })
  },
})

export const failedLoginGrantsNothing = scenario('pop-before-smtp/failed-login-grants-nothing-kerio', {
  title: 'A POP3 login with a wrong password opens no window; one with the right password does',
  clauses: ['kerio.relay.pop3-failed-login'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['sink'],

  async run({ laptop, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    claim(await laptop.failsToLogIn('pop3', alice)).isRefused()
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    // A name alone is no login either.
    const session = await laptop.opens('pop3')
    await session.says(`USER ${alice.address}`)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    await session.quits()
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    await laptop.logsIn('pop3', alice)
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

export const failedLoginClosesNothing = scenario('pop-before-smtp/failed-login-moves-no-window-kerio', {
  title: 'A failed login neither closes an open window nor extends it',
  clauses: ['kerio.relay.pop3-failed-login', 'kerio.relay.pop3-window'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: some('10m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['clock'],

  async run({ laptop, alice, clock, policy, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const login = await laptop.logsIn('pop3', alice)
    await clock.advances(window / 2)
    claim(await laptop.failsToLogIn('pop3', alice)).isRefused()
    await clock.justBefore(login, window)
    claim(await laptop.offers(mail)).isAccepted()
    await clock.justAfter(login, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const switchedOff = scenario('pop-before-smtp/switched-off-kerio', {
  title: 'With the option off, a POP3 login gives no right to relay',
  clauses: ['kerio.relay.pop3-off'],
  profile: 'kerio',
  policy: {
    popBeforeSmtp: { enabled: false, window: '30m' },
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'] },
  },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, office: at('192.0.2.20') },
  uses: ['sink'],
  control: 'pop-before-smtp/window-opens-and-closes-kerio',

  async run({ laptop, office, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    await laptop.logsIn('pop3', alice)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await office.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

export const nextLoginStartsAnew = scenario('pop-before-smtp/next-login-starts-anew-kerio', {
  title: 'Every further login restarts the window',
  clauses: ['kerio.relay.pop3-window-renewed', 'kerio.relay.pop3-window'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: some('2m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['clock'],

  async run({ laptop, alice, clock, policy, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const first = await laptop.logsIn('pop3', alice)
    await clock.advances(window * 0.75)
    const second = await laptop.logsIn('pop3', alice)

    await clock.justAfter(first, window)
    claim(await laptop.offers(mail), 'kerio.relay.pop3-window-renewed').isAccepted()
    await clock.justBefore(second, window)
    claim(await laptop.offers(mail), 'kerio.relay.pop3-window-renewed').isAccepted()
    await clock.justAfter(second, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const sendingDoesNotRenew = scenario('pop-before-smtp/sending-does-not-renew-kerio', {
  title: 'The window runs from the login: mail sent within it does not extend it',
  clauses: ['kerio.relay.pop3-window'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: some('10m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, alice, clock, policy, sink, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const login = await laptop.logsIn('pop3', alice)
    await clock.advances(window * 0.9)
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await clock.justAfter(login, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const imapLoginOpensNothing = scenario('pop-before-smtp/imap-login-opens-nothing-kerio', {
  title: 'An IMAP login neither opens nor extends a window; a POP3 login opens it',
  clauses: ['kerio.relay.imap-login-no-grant'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: some('10m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, alice, clock, policy, sink, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    await laptop.logsIn('imap', alice)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    const session = await laptop.opens('imap')
    claim(await session.logsIn(alice)).isAccepted()
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    await session.quits()

    const login = await laptop.logsIn('pop3', alice)
    claim(await laptop.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await clock.advances(window / 2)
    await laptop.logsIn('imap', alice)
    await clock.justBefore(login, window)
    claim(await laptop.offers(mail)).isAccepted()
    await clock.justAfter(login, window)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const windowEndsInOpenSessions = scenario('pop-before-smtp/window-ends-in-open-sessions-kerio', {
  title: 'A session that is open when the window ends may no longer relay, but local mail is still accepted',
  clauses: ['kerio.relay.pop3-window-binds-open-sessions'],
  profile: 'kerio',
  policy: { popBeforeSmtp: { enabled: true, window: some('2m', anyWindow) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, alice, bob, clock, policy, sink, claim }) {
    const { window } = policy.popBeforeSmtp
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const login = await laptop.logsIn('pop3', alice)
    const session = await laptop.opens('mx')
    claim.should(await session.sends(mail)).isAccepted()
    claim.should(await sink.receives(mail)).once()
    await clock.justAfter(login, window)
    claim.should(await session.offers(mail)).isRefused({ by: 'RCPT' })
    claim.should(await session.offers({ ...mail, to: bob.address })).isAccepted()

    // A new login opens it again, in the same session too.
    await laptop.logsIn('pop3', alice)
    claim.should(await session.offers(mail)).isAccepted()
    await session.quits()
  },
})

export const failedChallengeGrantsNothing = scenario(
  'pop-before-smtp/failed-challenge-grants-nothing-kerio',
  {
    title: 'A failed login opens no window, whatever the mechanism',
    clauses: ['kerio.relay.pop3-failed-login'],
    profile: 'kerio',
    policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
    accounts: { alice: 'alice@local.test' },
    clients: { laptop: outside },
    uses: ['sink'],

    async run({ laptop, alice, sink, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      for (const by of ['USER', 'APOP', 'PLAIN', 'LOGIN', 'CRAM-MD5'] as const) {
        claim(await laptop.failsToLogIn('pop3', alice, { by })).isRefused()
        claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
      }
      await laptop.logsIn('pop3', alice)
      claim(await laptop.sends(mail)).isAccepted()
      claim(await sink.receives(mail)).once()
    },
  },
)
