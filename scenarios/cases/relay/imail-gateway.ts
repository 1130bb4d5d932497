import { outside, scenario } from '#dsl'

// Which is read: a host whose address is on the relay list, under the name the hosts file gives it, is one this
// server receives for. Anyone may write to it, and its mail goes to that address. The hosts file belongs to the
// machine; each change of it is followed by a restart, so nothing hangs on when the server reads it.

export const gatewayReceives = scenario('relay/gateway-receives-for-mapped-host-imail', {
  title:
    'Mail for a host that is on the relay list and in the hosts file is accepted from anyone and passed on to it',
  clauses: ['imail.relay.gateway-domain'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.60'], hostsFile: 'hosts' } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },
  uses: ['operator', 'sink'],

  async run({ stranger, bob, operator, sink, claim }) {
    await operator.writes('hosts', ['192.0.2.60 mailer2.acme.test'])
    await operator.restarts()
    const mail = { from: 'eve@elsewhere.test', to: 'yan@mailer2.acme.test' }
    claim(await stranger.sends(mail)).isAccepted()
    // No name server knows mailer2.acme.test: it is reached by the address in the file, or not at all.
    claim(await sink.receives(mail)).once()

    const session = await stranger.opens('mx')
    claim(await session.offers({ from: '', to: [bob.address, mail.to] })).isAccepted()
    for (const to of ['yan@mailer3.acme.test', 'yan@acme.test', 'yan@sub.mailer2.acme.test']) {
      claim(await session.offers({ ...mail, to })).isRefused({ by: 'RCPT' })
    }
    // A gateway's recipient opens no door for those after it.
    claim(await session.offers({ ...mail, to: [mail.to, 'carol@remote.test'] })).isRefused({ by: 'RCPT' })
    claim(await session.offers(mail)).isAccepted()
    await session.quits()
  },
})

export const gatewayNeedsHostsEntry = scenario('relay/gateway-needs-hosts-entry-imail', {
  title: 'A listed host is not a gateway without its line in the hosts file, and is one with it',
  clauses: ['imail.relay.gateway-needs-hosts-entry'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.60'], hostsFile: 'hosts' } },
  clients: { stranger: outside },
  uses: ['operator', 'sink'],

  async run({ stranger, operator, sink, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: 'yan@mailer2.acme.test' }
    const refused = await stranger.offers(mail)
    claim(refused).isRefused({ by: 'RCPT' })
    claim.form(refused).is({ code: 550, text: 'unknown local host mailer2.acme.test, not a gateway' })
    // Lines of others do not help.
    await operator.writes('hosts', ['192.0.2.60 mailer3.acme.test'])
    await operator.restarts()
    claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })

    await operator.writes('hosts', ['192.0.2.60 mailer3.acme.test', '192.0.2.60 mailer2.acme.test'])
    await operator.restarts()
    claim(await stranger.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()

    await operator.writes('hosts', ['192.0.2.60 mailer3.acme.test'])
    await operator.restarts()
    claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
    await operator.removes('hosts')
    await operator.restarts()
    claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const gatewayNeedsListEntry = scenario('relay/gateway-needs-list-entry-imail', {
  title:
    'A host in the hosts file is not a gateway without its address on the relay list; with it, after a restart, it is',
  clauses: ['imail.relay.gateway-needs-list-entry', 'imail.admin.restart-relay-list'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.61'], hostsFile: 'hosts' } },
  clients: { stranger: outside },
  uses: ['operator', 'sink'],

  async run({ stranger, operator, sink, claim }) {
    await operator.writes('hosts', ['192.0.2.60 mailer2.acme.test'])
    await operator.restarts()
    const mail = { from: 'eve@elsewhere.test', to: 'yan@mailer2.acme.test' }
    const refused = await stranger.offers(mail)
    claim(refused, 'imail.relay.gateway-needs-list-entry').isRefused({ by: 'RCPT' })
    claim
      .form(refused, 'imail.relay.gateway-needs-list-entry')
      .is({ code: 550, text: 'unknown local host mailer2.acme.test, not a gateway' })

    await operator.sets({ relay: { trusted: ['192.0.2.61', '192.0.2.60'] } })
    claim(await stranger.offers(mail), 'imail.admin.restart-relay-list').isRefused({ by: 'RCPT' })
    await operator.restarts()
    claim(await stranger.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()

    await operator.sets({ relay: { trusted: ['192.0.2.61'] } })
    claim(await stranger.offers(mail), 'imail.admin.restart-relay-list').isAccepted()
    await operator.restarts()
    claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })

    // A group that holds the address lists it too.
    await operator.sets({ relay: { trusted: ['192.0.2.32 255.255.255.224'] } })
    await operator.restarts()
    claim(await stranger.offers(mail), 'imail.relay.gateway-needs-list-entry').isAccepted()
  },
})
