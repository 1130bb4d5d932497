import { at, outside, scenario } from '#dsl'

const remote = 'carol@remote.test'

export const blacklistDeclinesAll = scenario('access-control/blacklist-declines-all-ics', {
  title:
    'Mail from an address or domain on the black list is declined, from whatever client to whatever recipient',
  clauses: ['ics.blacklist.declines-all'],
  profile: 'ics',
  policy: {
    sender: { block: ['bad@evil.test', 'spam.test'] },
    relay: { trusted: ['192.0.2.20'] },
  },
  accounts: { bob: 'bob@local.test', dave: 'dave@second.test' },
  clients: { stranger: outside, office: at('192.0.2.20'), reader: outside },
  uses: ['operator', 'sink'],

  async run({ stranger, office, reader, bob, dave, operator, sink, claim }) {
    for (const from of ['bad@evil.test', 'BAD@Evil.Test', 'zoe@spam.test']) {
      for (const client of [stranger, office]) {
        claim(await client.offers({ from, to: bob.address })).isRefused({ by: 'RCPT' })
        claim(await client.offers({ from, to: dave.address })).isRefused({ by: 'RCPT' })
        claim(await client.offers({ from, to: remote })).isRefused({ by: 'RCPT' })
      }
    }
    const good = { from: 'good@other.test', to: bob.address }
    claim(await stranger.sends(good)).isAccepted()
    claim(await reader.finds(good, { in: bob })).once()
    const away = { from: 'good@other.test', to: remote }
    claim(await office.sends(away)).isAccepted()
    claim(await sink.receives(away)).once()
    // A recipient is no sender.
    claim(await office.offers({ from: 'good@other.test', to: 'bad@evil.test' })).isAccepted()

    await operator.sets({ sender: { block: ['spam.test'] } })
    const freed = { from: 'bad@evil.test', to: bob.address }
    claim(await stranger.sends(freed)).isAccepted()
    claim(await reader.finds(freed, { in: bob })).once()
    claim(await stranger.offers({ from: 'zoe@spam.test', to: bob.address })).isRefused({ by: 'RCPT' })
  },
})

export const blacklistedDomain = scenario('access-control/blacklisted-domain-ics', {
  title: 'A domain on the black list stands for all of its senders, and for those of no other domain',
  clauses: ['ics.blacklist.entry-domain'],
  profile: 'ics',
  policy: { sender: { block: ['evil.test'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside, neighbour: outside },

  async run({ stranger, neighbour, bob, claim }) {
    for (const from of ['a@evil.test', 'b@evil.test', 'c@EVIL.test']) {
      claim(await stranger.offers({ from, to: bob.address })).isRefused({ by: 'RCPT' })
      claim(await neighbour.offers({ from, to: bob.address })).isRefused({ by: 'RCPT' })
    }
    for (const from of [
      'a@good.test',
      'evil.test@good.test',
      'a@notevil.test',
      'a@evil.test.good.test',
      '',
    ]) {
      claim(await stranger.offers({ from, to: bob.address })).isAccepted()
    }
    // Each transaction is judged by its own sender.
    const session = await stranger.opens('mx')
    claim(await session.offers({ from: 'a@good.test', to: bob.address })).isAccepted()
    claim(await session.offers({ from: 'a@evil.test', to: bob.address })).isRefused({ by: 'RCPT' })
    claim(await session.offers({ from: 'a@good.test', to: bob.address })).isAccepted()
    await session.quits()
  },
})

export const blacklistedMailbox = scenario('access-control/blacklisted-mailbox-ics', {
  title: 'A mailbox on the black list stands for itself alone',
  clauses: ['ics.blacklist.entry-mailbox'],
  profile: 'ics',
  policy: { sender: { block: ['bad@evil.test'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },

  async run({ stranger, bob, claim }) {
    claim(await stranger.offers({ from: 'bad@evil.test', to: bob.address })).isRefused({ by: 'RCPT' })
    for (const from of ['good@evil.test', 'verybad@evil.test', 'bad@good.test', 'bad@sub.evil.test']) {
      claim(await stranger.offers({ from, to: bob.address })).isAccepted()
    }
  },
})

export const blacklistedClient = scenario('access-control/blacklisted-client-ics', {
  title: 'From a client on the black list no mail is taken, whatever the sender; its neighbours are heard',
  clauses: ['ics.blacklist.entry-ip'],
  profile: 'ics',
  policy: { sender: { block: ['198.51.100.20', '2001:DB8::7'] } },
  accounts: { bob: 'bob@local.test' },
  clients: {
    listed: at('198.51.100.20'),
    below: at('198.51.100.19'),
    shorter: at('198.51.100.2'),
    longer: at('198.51.100.200'),
    sixth: at('2001:db8::7'),
    next: at('2001:db8::8'),
  },

  async run({ listed, below, shorter, longer, sixth, next, bob, claim }) {
    for (const from of ['a@good.test', 'b@elsewhere.test', '']) {
      const mail = { from, to: bob.address }
      for (const client of [listed, sixth]) claim(await client.offers(mail)).isTurnedAway({ by: 'RCPT' })
      for (const client of [below, shorter, longer, next]) claim(await client.offers(mail)).isAccepted()
    }
  },
})

export const blacklistBeatsWhitelist = scenario('access-control/blacklist-beats-white-list-ics', {
  title: 'Whoever is on both lists is declined, from permitted networks and after AUTH as well',
  clauses: ['ics.blacklist.beats-white-list'],
  profile: 'ics',
  policy: {
    sender: { block: ['zoe@friend.test'] },
    relay: { trusted: ['192.0.2.20'], trustedEntries: ['friend.test', 'zoe@friend.test'] },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { stranger: outside, office: at('192.0.2.20'), laptop: outside },

  async run({ stranger, office, laptop, alice, bob, claim }) {
    for (const to of [bob.address, remote]) {
      const mail = { from: 'zoe@friend.test', to }
      claim.should(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
      claim.should(await office.offers(mail)).isRefused({ by: 'RCPT' })
      claim.should(await laptop.offers(mail, { as: alice })).isRefused({ by: 'RCPT' })
      const other = { from: 'yan@friend.test', to }
      claim(await stranger.offers(other)).isAccepted()
      claim(await office.offers(other)).isAccepted()
      claim(await laptop.offers(other, { as: alice })).isAccepted()
    }
  },
})
