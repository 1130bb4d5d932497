import { anyWindow, outside, scenario, some } from '#dsl'

// The same rights include the way past antispam, which this story leaves alone.
export const sameRightsAsAuth = scenario('pop-before-smtp/same-rights-as-auth-icewarp', {
  title: 'Within the window a session has the rights of AUTH: it may send anywhere and use a local sender',
  clauses: ['icewarp.pop-before-smtp.same-rights-as-auth'],
  profile: 'icewarp',
  policy: {
    popBeforeSmtp: { enabled: true, window: some('1m', anyWindow) },
    sender: { rejectUnauthorizedLocal: true },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, roamer: outside, reader: outside },
  uses: ['clock', 'sink'],

  async run({ laptop, roamer, reader, alice, bob, clock, policy, sink, claim }) {
    const { window } = policy.popBeforeSmtp
    const toLocal = { from: alice.address, to: bob.address }
    const toForeign = { from: alice.address, to: 'carol@remote.test' }
    const fromForeign = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
    const every = [toLocal, toForeign, fromForeign]
    for (const mail of every) claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    const login = await laptop.logsIn('pop3', alice)
    claim(await laptop.sends(toLocal)).isAccepted()
    claim(await reader.finds(toLocal, { in: bob })).once()
    claim(await laptop.sends(toForeign)).isAccepted()
    claim(await sink.receives(toForeign)).once()
    claim(await laptop.offers(fromForeign)).isAccepted()
    for (const mail of every) claim(await roamer.offers(mail, { as: alice })).isAccepted()

    await clock.justBefore(login, window)
    for (const mail of every) claim(await laptop.offers(mail)).isAccepted()
    await clock.justAfter(login, window)
    for (const mail of every) claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await laptop.offers({ from: 'eve@elsewhere.test', to: bob.address })).isAccepted()
  },
})

export const imapGivesTheSameRights = scenario('pop-before-smtp/imap-gives-the-same-rights-icewarp', {
  title: 'An IMAP login also gives the right to use a local sender',
  clauses: ['icewarp.pop-before-smtp.same-rights-as-auth', 'icewarp.pop-before-smtp.imap-login-grants'],
  profile: 'icewarp',
  policy: {
    popBeforeSmtp: { enabled: true, window: some('1m', anyWindow) },
    sender: { rejectUnauthorizedLocal: true },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, reader: outside },

  async run({ laptop, reader, alice, bob, claim }) {
    const mail = { from: alice.address, to: bob.address }
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    await laptop.logsIn('imap', alice)
    claim(await laptop.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
  },
})

export const anySenderWithinTheWindow = scenario('pop-before-smtp/any-sender-within-the-window-icewarp', {
  title: 'The window is bound to the address: the sender need not be the account that logged in',
  clauses: ['icewarp.pop-before-smtp.account-not-checked'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, neighbour: outside },
  uses: ['sink'],

  async run({ laptop, neighbour, alice, bob, sink, claim }) {
    await laptop.logsIn('pop3', alice)
    for (const from of [bob.address, alice.address, 'eve@elsewhere.test']) {
      const mail = { from, to: 'carol@remote.test' }
      claim(await laptop.sends(mail)).isAccepted()
      claim(await sink.receives(mail)).once()
      claim(await neighbour.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})
