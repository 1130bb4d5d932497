import { at, outside, scenario } from '#dsl'

const before = { by: 'CONNECT' } as const

export const accessListAfterRestart = scenario('administration/access-list-after-restart-imail', {
  title: 'What is changed in the access list holds only once the SMTP service has been restarted',
  clauses: ['imail.admin.restart-access-list'],
  profile: 'imail',
  policy: {
    access: { mode: 'granted', exceptions: [] },
    admin: { changeActivation: 'service-restart' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { listed: at('192.0.2.66'), stranger: outside },
  uses: ['operator'],

  async run({ listed, stranger, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await listed.offers(mail)).isAccepted()
    await operator.sets({ access: { exceptions: ['192.0.2.66'] } })
    claim(await listed.offers(mail)).isAccepted()
    await operator.restarts()
    claim(await listed.offers(mail)).isTurnedAway(before)
    claim(await stranger.offers(mail)).isAccepted()

    await operator.sets({ access: { exceptions: [] } })
    claim(await listed.offers(mail)).isTurnedAway(before)
    await operator.restarts()
    claim(await listed.offers(mail)).isAccepted()

    // The list of grants waits as that of denials does.
    await operator.sets({ access: { mode: 'denied' } })
    await operator.restarts()
    claim(await listed.offers(mail)).isTurnedAway(before)
    await operator.sets({ access: { exceptions: ['192.0.2.66'] } })
    claim(await listed.offers(mail)).isTurnedAway(before)
    await operator.restarts()
    claim(await listed.offers(mail)).isAccepted()
    claim(await stranger.offers(mail)).isTurnedAway(before)
  },
})

export const otherOptionsAtOnce = scenario('administration/other-options-at-once-imail', {
  title: 'An option that is no list of addresses may take effect without a restart',
  clauses: ['imail.admin.apply-other-options'],
  profile: 'imail',
  policy: { sender: { refuseNull: false } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },
  uses: ['operator'],

  async run({ stranger, bob, operator, claim }) {
    const report = { from: '', to: bob.address }
    claim(await stranger.offers(report)).isAccepted()
    await operator.sets({ sender: { refuseNull: true } })
    claim.should(await stranger.offers(report)).isRefused({ by: 'RCPT' })
    claim(await stranger.offers({ ...report, from: 'eve@elsewhere.test' })).isAccepted()
    await operator.sets({ sender: { block: ['eve@elsewhere.test'] } })
    claim.should(await stranger.offers({ ...report, from: 'eve@elsewhere.test' })).isRefused({ by: 'RCPT' })
  },
})

export const changesAreKept = scenario('administration/changes-are-kept-imail', {
  title: 'What was changed holds after a restart of the service, and after the next one',
  clauses: ['imail.admin.saved-changes-kept'],
  profile: 'imail',
  policy: { sender: { refuseNull: false }, relay: { mode: 'restricted', trusted: ['192.0.2.21'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), stranger: outside },
  uses: ['operator'],

  async run({ office, stranger, bob, operator, claim }) {
    const report = { from: '', to: bob.address }
    const away = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
    claim(await stranger.offers(report)).isAccepted()
    claim(await office.offers(away)).isRefused({ by: 'RCPT' })
    await operator.sets({ sender: { refuseNull: true }, relay: { trusted: ['192.0.2.20'] } })
    for (const restart of ['first', 'second']) {
      await operator.restarts()
      claim(await stranger.offers(report)).isRefused({ by: 'RCPT' })
      claim(await office.offers({ ...away, from: `${restart}@elsewhere.test` })).isAccepted()
    }
  },
})
