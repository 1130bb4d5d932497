import { at, outside, scenario } from '#dsl'

export const trustedNeedNoAuth = scenario('relay/trusted-need-no-auth-icewarp', {
  title: 'A trusted address may send anywhere without AUTH, with any sender and any number of times',
  clauses: ['icewarp.trusted-ips.no-auth-needed'],
  profile: 'icewarp',
  policy: { relay: { trusted: ['192.0.2.20'] }, trust: { whitelistTrusted: true } },
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20'), stranger: outside },
  uses: ['sink'],

  async run({ office, stranger, alice, sink, claim }) {
    const mails = [
      { from: alice.address, to: 'carol@remote.test' },
      { from: 'nobody@local.test', to: 'dave@elsewhere.test' },
      { from: 'eve@elsewhere.test', to: 'carol@remote.test' },
      { from: '', to: 'carol@remote.test' },
      { from: alice.address, to: Array.from({ length: 30 }, (_, number) => `reader${number}@remote.test`) },
    ]
    const session = await office.opens('mx')
    for (const mail of mails) {
      claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await session.sends(mail)).isAccepted()
      claim(await sink.receives(mail)).once()
    }

    // An AUTH that fails is none, and none is needed.
    await session.authenticates(alice, { password: 'wrong' })
    for (const mail of mails) claim(await session.offers(mail)).isAccepted()
    await session.quits()

    const wrong = await stranger.opens('mx')
    await wrong.authenticates(alice, { password: 'wrong' })
    for (const mail of mails) claim(await wrong.offers(mail)).isRefused({ by: 'RCPT' })
    await wrong.quits()
  },
})

export const trustNeedsTheOption = scenario('relay/trust-needs-the-option-icewarp', {
  title: 'Without the option that whitelists trusted addresses, they must authenticate like any other',
  clauses: ['icewarp.trusted-ips.requires-whitelist-option'],
  profile: 'icewarp',
  policy: { relay: { trusted: ['192.0.2.20'] }, trust: { whitelistTrusted: false } },
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20'), laptop: outside },
  uses: ['sink'],
  control: 'relay/trusted-need-no-auth-icewarp',

  async run({ office, laptop, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    for (const client of [office, laptop]) claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await office.sends(mail, { as: alice })).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await laptop.offers(mail, { as: alice })).isAccepted()
    claim(await office.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const trustFollowsTheOption = scenario('relay/trust-follows-the-option-icewarp', {
  title: 'Ticking the option exempts trusted addresses from AUTH; unticking it ends the exemption',
  clauses: ['icewarp.trusted-ips.requires-whitelist-option', 'icewarp.trusted-ips.no-auth-needed'],
  profile: 'icewarp',
  policy: { relay: { trusted: ['192.0.2.20'] }, trust: { whitelistTrusted: false } },
  clients: { office: at('192.0.2.20'), stranger: outside },
  uses: ['operator', 'sink'],

  async run({ office, stranger, operator, sink, claim }) {
    const option = 'icewarp.trusted-ips.requires-whitelist-option'
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await office.offers(mail), option).isRefused({ by: 'RCPT' })
    await operator.sets({ trust: { whitelistTrusted: true } })
    claim(await office.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await stranger.offers(mail), 'icewarp.trusted-ips.no-auth-needed').isRefused({ by: 'RCPT' })
    await operator.sets({ trust: { whitelistTrusted: false } })
    claim(await office.offers(mail), option).isRefused({ by: 'RCPT' })
  },
})

export const localhostByDefault = scenario('relay/localhost-by-default-icewarp', {
  title: 'By default only the machine itself is trusted; removed from the list, it is a stranger',
  clauses: ['icewarp.trusted-ips.localhost-by-default'],
  profile: 'icewarp',
  policy: {},
  clients: { itself: at('127.0.0.1'), next: at('127.0.0.2'), office: at('192.0.2.20'), stranger: outside },
  uses: ['profileDefaults', 'operator', 'sink'],

  async run({ itself, next, office, stranger, operator, sink, claim }) {
    const mail = { from: 'root@local.test', to: 'carol@remote.test' }
    claim(await itself.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const other of [next, office, stranger]) claim(await other.offers(mail)).isRefused({ by: 'RCPT' })

    // The entry is one like any other.
    await operator.sets({ relay: { trusted: ['192.0.2.20'] } })
    claim(await office.offers(mail)).isAccepted()
    claim(await itself.offers(mail)).isRefused({ by: 'RCPT' })
    await operator.sets({ relay: { trusted: ['192.0.2.20', '127.0.0.1'] } })
    for (const trusted of [office, itself]) claim(await trusted.offers(mail)).isAccepted()
    await operator.sets({ relay: { trusted: [] } })
    for (const other of [office, itself]) claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
  },
})
