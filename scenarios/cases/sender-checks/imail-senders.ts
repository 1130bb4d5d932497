import { outside, scenario } from '#dsl'

export const nullSenderRefused = scenario('sender-checks/null-sender-refused-imail', {
  title: 'With the option on, the null sender is refused to everybody; every other sender is taken',
  clauses: ['imail.sender.refuse-null-on', 'imail.sender.refuse-null-hits-exchange-postmaster'],
  profile: 'imail',
  policy: { sender: { refuseNull: true } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, exchange: outside, reader: outside },
  uses: ['operator'],

  async run({ stranger, exchange, reader, bob, operator, claim }) {
    const on = 'imail.sender.refuse-null-on'
    const reports = 'imail.sender.refuse-null-hits-exchange-postmaster'
    const session = await stranger.opens('mx')
    claim(await session.offers({ from: '', to: bob.address }), on).isRefused({ by: 'RCPT' })
    claim(await session.offers({ from: 'eve@elsewhere.test', to: bob.address }), on).isAccepted()
    await session.quits()

    // There is no exception for reports, which cannot be told from other mail before they are read.
    const fields = ['From: System Administrator <postmaster@exchange.test>', 'Auto-Submitted: auto-replied']
    const report = { from: '', to: bob.address, fields }
    claim(await exchange.sends(report, { helo: 'exchange.test' }), reports).isRefused()
    const named = { ...report, from: 'postmaster@exchange.test' }
    claim(await exchange.sends(named, { helo: 'exchange.test' }), reports).isAccepted()
    claim(await reader.finds(named, { in: bob }), reports).once()

    await operator.sets({ sender: { refuseNull: false } })
    claim(await stranger.offers({ from: '', to: bob.address }), on).isAccepted()
  },
})

export const nullSenderTaken = scenario('sender-checks/null-sender-taken-imail', {
  title: 'With the option off, mail from the null sender is taken and delivered',
  clauses: ['imail.sender.refuse-null-off'],
  profile: 'imail',
  policy: { sender: { refuseNull: false } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, reader: outside },
  uses: ['operator'],

  async run({ stranger, reader, bob, operator, claim }) {
    const report = { from: '', to: bob.address }
    claim(await stranger.sends(report)).isAccepted()
    claim(await reader.finds(report, { in: bob })).once()
    await operator.sets({ sender: { refuseNull: true } })
    claim(await stranger.offers(report)).isRefused({ by: 'RCPT' })
  },
})

export const senderNeedsAHost = scenario('sender-checks/sender-needs-a-host-imail', {
  title: 'With the check on, a sender has the form user@host; whether the user exists is not asked',
  clauses: ['imail.sender.check-valid-on'],
  profile: 'imail',
  policy: { sender: { requireAddressForm: true } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },

  async run({ stranger, bob, claim }) {
    const session = await stranger.opens('mx')
    for (const from of ['fred', 'bob', '@host.test']) {
      claim(await session.offers({ from, to: bob.address })).isRefused({ by: 'RCPT' })
    }
    for (const from of ['fred@host.test', 'nobody@local.test']) {
      claim(await session.offers({ from, to: bob.address })).isAccepted()
    }
    await session.quits()
  },
})

export const senderWithoutAHost = scenario('sender-checks/sender-without-a-host-imail', {
  title: 'With the check off, a sender without a host is taken, and its mail delivered',
  clauses: ['imail.sender.check-valid-off'],
  profile: 'imail',
  policy: { sender: { requireAddressForm: false } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, reader: outside },
  uses: ['operator'],

  async run({ stranger, reader, bob, operator, claim }) {
    const mail = { from: 'fred', to: bob.address }
    claim(await stranger.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
    await operator.sets({ sender: { requireAddressForm: true } })
    claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const nullSenderIsNoForm = scenario('sender-checks/null-sender-is-no-matter-of-form-imail', {
  title: 'The null sender is taken or refused by its own option, whatever the check of the form says',
  clauses: ['imail.sender.check-valid-null-separate'],
  profile: 'imail',
  policy: { sender: { requireAddressForm: true, refuseNull: false } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },
  uses: ['operator'],

  async run({ stranger, bob, operator, claim }) {
    claim(await stranger.offers({ from: '', to: bob.address })).isAccepted()
    claim(await stranger.offers({ from: 'fred', to: bob.address })).isRefused({ by: 'RCPT' })
    await operator.sets({ sender: { requireAddressForm: false, refuseNull: true } })
    claim(await stranger.offers({ from: '', to: bob.address })).isRefused({ by: 'RCPT' })
    claim(await stranger.offers({ from: 'fred', to: bob.address })).isAccepted()
  },
})
