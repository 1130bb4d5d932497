import { at, outside, scenario } from '#dsl'

const reply = { code: 501, text: 'unacceptable mail address' } as const

export const killedAddress = scenario('access-control/killed-address-imail', {
  title:
    'A sender in the kill file is refused at MAIL in the words of the manual; nobody else of the host is',
  clauses: ['imail.kill-file.address-entry', 'imail.kill-file.reply-501'],
  profile: 'imail',
  policy: { sender: { block: ['fred@widget.test'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, reader: outside },

  async run({ stranger, reader, bob, claim }) {
    const entry = 'imail.kill-file.address-entry'
    const words = 'imail.kill-file.reply-501'
    const session = await stranger.opens('mx')
    for (const from of ['fred@widget.test', 'FRED@Widget.Test']) {
      const refused = await session.offers({ from, to: bob.address })
      claim(refused, entry).isRefused({ by: 'RCPT' })
      claim(refused, words).isRefused({ by: 'RCPT' })
      claim.form(refused, words).is(reply)
    }
    for (const from of ['jane@widget.test', 'alfred@widget.test', 'fred@other.test', '']) {
      claim(await session.offers({ from, to: bob.address }), entry).isAccepted()
    }
    const mail = { from: 'jane@widget.test', to: bob.address }
    claim(await session.sends(mail), words).isAccepted()
    claim(await reader.finds(mail, { in: bob }), entry).once()
    await session.quits()
  },
})

export const killedHost = scenario('access-control/killed-host-imail', {
  title: 'An entry for a host refuses all of its users, and those of no other host',
  clauses: ['imail.kill-file.host-entry'],
  profile: 'imail',
  policy: { sender: { block: ['@widget.test'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },

  async run({ stranger, bob, claim }) {
    for (const from of ['fred@widget.test', 'jane@widget.test', 'jane@WIDGET.test']) {
      claim(await stranger.offers({ from, to: bob.address })).isRefused({ by: 'RCPT' })
    }
    for (const from of ['fred@other.test', 'fred@notwidget.test', 'fred@mail.widget.test']) {
      claim(await stranger.offers({ from, to: bob.address })).isAccepted()
    }
  },
})

export const killFileReadsTheEnvelope = scenario('access-control/kill-file-reads-the-envelope-imail', {
  title: 'The kill file is compared with the envelope, not with the header',
  clauses: ['imail.kill-file.envelope-only'],
  profile: 'imail',
  policy: { sender: { block: ['fred@widget.test'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, reader: outside },

  async run({ stranger, reader, bob, claim }) {
    const fields = ['From: Fred <fred@widget.test>', 'Sender: fred@widget.test', 'Reply-To: fred@widget.test']
    const mail = { from: 'ok@good.test', to: bob.address, fields }
    claim(await stranger.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
    const disguised = { from: 'fred@widget.test', to: bob.address, fields: ['From: ok@good.test'] }
    claim(await stranger.sends(disguised)).isRefused()
    claim(
      await stranger.offers({ from: 'ok@good.test', to: bob.address }, { helo: 'widget.test' }),
    ).isAccepted()
  },
})

export const killFileForAllDomains = scenario('access-control/kill-file-for-all-domains-imail', {
  title: 'One kill file serves all hosted domains',
  clauses: ['imail.kill-file.all-domains'],
  profile: 'imail',
  policy: { sender: { block: ['fred@widget.test'] } },
  accounts: { bob: 'bob@local.test', dave: 'dave@second.test' },
  clients: { stranger: outside },

  async run({ stranger, bob, dave, claim }) {
    for (const to of [bob.address, dave.address]) {
      claim(await stranger.offers({ from: 'fred@widget.test', to })).isRefused({ by: 'RCPT' })
      claim(await stranger.offers({ from: 'jane@widget.test', to })).isAccepted()
    }
  },
})

export const killFileForAnyClient = scenario('access-control/kill-file-for-any-client-imail', {
  title: 'The kill file binds clients on the relay list as it binds strangers',
  clauses: ['imail.kill-file.any-client'],
  profile: 'imail',
  policy: { sender: { block: ['fred@widget.test'] }, relay: { mode: 'restricted', trusted: ['192.0.2.20'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, office: at('192.0.2.20') },

  async run({ stranger, office, bob, claim }) {
    for (const to of [bob.address, 'carol@remote.test']) {
      const refused = await office.offers({ from: 'fred@widget.test', to })
      claim(refused).isRefused({ by: 'RCPT' })
      claim.form(refused).is(reply)
      claim(await office.offers({ from: 'jane@widget.test', to })).isAccepted()
    }
    claim(await stranger.offers({ from: 'fred@widget.test', to: bob.address })).isRefused({ by: 'RCPT' })
    claim(await stranger.offers({ from: 'jane@widget.test', to: bob.address })).isAccepted()
  },
})

export const killFileAndAccessList = scenario('access-control/kill-file-and-access-list-imail', {
  title: 'The kill file judges senders, the access list clients; each works beside the other',
  clauses: ['imail.kill-file.not-access-list'],
  profile: 'imail',
  policy: {
    sender: { block: ['fred@widget.test'] },
    access: { mode: 'granted', exceptions: ['192.0.2.66'] },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, denied: at('192.0.2.66') },

  async run({ stranger, denied, bob, claim }) {
    claim(await stranger.offers({ from: 'fred@widget.test', to: bob.address })).isRefused({ by: 'RCPT' })
    claim(await stranger.offers({ from: 'jane@widget.test', to: bob.address })).isAccepted()
    for (const from of ['fred@widget.test', 'jane@widget.test']) {
      claim(await denied.offers({ from, to: bob.address })).isTurnedAway({ by: 'MAIL' })
    }
  },
})
