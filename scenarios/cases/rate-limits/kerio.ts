import { anyNumber, at, hours, minutes, outside, scenario, some } from '#dsl'

export const hourlyNumberAndNoMore = scenario('rate-limits/hourly-number-and-no-more-kerio', {
  title: 'An address may send the configured number of messages per hour; further ones reach nobody',
  clauses: ['kerio.rate.per-hour', 'kerio.rate.excess-discarded'],
  profile: 'kerio',
  policy: { limits: { messagesPerHour: some(3, anyNumber) } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, neighbour: outside, reader: outside },

  async run({ laptop, neighbour, reader, bob, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const excess = { from: 'eager@elsewhere.test', to: bob.address }
    const later = { from: 'carol@remote.test', to: bob.address }
    const { messagesPerHour } = policy.limits
    for (let count = 1; count <= messagesPerHour; count++) {
      claim(await laptop.sends(mail), 'kerio.rate.per-hour').isAccepted()
    }
    // Whether the client is told, or its mail vanishes, the manual leaves open.
    claim.should(await laptop.sends(excess)).isTurnedAway({ by: 'MESSAGE' })
    claim.should(await laptop.insists(excess)).isTurnedAway({ by: 'MESSAGE' })

    claim(await neighbour.sends(later), 'kerio.rate.per-hour').isAccepted()
    claim(await reader.finds(later, { in: bob })).once()
    claim(await reader.finds(mail, { in: bob })).times(messagesPerHour)
    claim(await reader.finds(excess, { in: bob })).never()
  },
})

export const messagesAreCounted = scenario('rate-limits/messages-are-counted-not-recipients-kerio', {
  title: 'One message counts once; its recipients, and abandoned sessions or transactions, do not count',
  clauses: ['kerio.rate.per-hour'],
  profile: 'kerio',
  policy: { limits: { messagesPerHour: 2 } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', carol: 'carol@local.test' },
  clients: { laptop: outside, reader: outside },

  async run({ laptop, reader, alice, bob, carol, claim }) {
    const toAll = { from: 'eve@elsewhere.test', to: [alice.address, bob.address, carol.address] }
    const toBob = { from: 'eager@elsewhere.test', to: bob.address }
    const session = await laptop.opens('mx')
    for (const envelope of [toAll, toBob, toAll]) claim(await session.offers(envelope)).isAccepted()
    claim(await session.sends(toAll)).isAccepted()
    claim(await session.sends(toAll)).isAccepted()
    claim.should(await session.sends(toBob)).isTurnedAway({ by: 'MESSAGE' })
    await session.quits()

    // A fresh session from the same address has no number of its own.
    claim.should(await laptop.insists(toBob)).isTurnedAway({ by: 'MESSAGE' })
    for (const account of [alice, bob, carol]) claim(await reader.finds(toAll, { in: account })).times(2)
    claim(await reader.finds(toBob, { in: bob })).never()
  },
})

export const lastHourCounts = scenario('rate-limits/the-last-hour-counts-kerio', {
  title: 'The hour is always the last hour: each message counts until it is an hour old',
  clauses: ['kerio.rate.sliding-hour', 'kerio.rate.per-hour'],
  profile: 'kerio',
  policy: { limits: { messagesPerHour: 2 } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, reader: outside },
  uses: ['clock'],

  async run({ laptop, reader, bob, clock, claim }) {
    const mailNamed = (name: string) => ({ from: `${name}@elsewhere.test`, to: bob.address })
    const taken = ['first', 'second', 'third', 'fourth'].map(mailNamed)
    const tooEarly = mailNamed('early')
    await clock.advances(minutes(35))
    const opening = await laptop.sends(mailNamed('first'))
    claim(opening).isAccepted()
    await clock.advances(minutes(20))
    const following = await laptop.sends(mailNamed('second'))
    claim(following).isAccepted()

    // A clock hour later, by whatever minute hours begin, but not an hour later.
    await clock.justBefore(opening, hours(1))
    claim.should(await laptop.sends(tooEarly)).isTurnedAway({ by: 'MESSAGE' })
    await clock.justAfter(opening, hours(1))
    claim(await laptop.sends(mailNamed('third'))).isAccepted()

    // The first is forgotten, the second not yet.
    claim.should(await laptop.insists(tooEarly)).isTurnedAway({ by: 'MESSAGE' })
    await clock.justBefore(following, hours(1))
    claim.should(await laptop.sends(tooEarly)).isTurnedAway({ by: 'MESSAGE' })
    await clock.justAfter(following, hours(1))
    claim(await laptop.sends(mailNamed('fourth'))).isAccepted()

    for (const mail of taken) claim(await reader.finds(mail, { in: bob })).once()
    claim(await reader.finds(tooEarly, { in: bob })).never()
  },
})

export const withoutNumber = scenario('rate-limits/without-a-number-kerio', {
  title:
    'With the hourly limit off, an address may send any number of messages; once the limit is set, it may not',
  clauses: ['kerio.rate.off'],
  profile: 'kerio',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, neighbour: outside, reader: outside },
  uses: ['operator', 'profileDefaults'],

  async run({ laptop, neighbour, reader, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const other = { from: 'carol@remote.test', to: bob.address }
    for (let count = 1; count <= 12; count++) claim(await laptop.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).times(12)

    await operator.sets({ limits: { messagesPerHour: 3 } })
    for (let count = 1; count <= 3; count++) claim(await neighbour.sends(other)).isAccepted()
    claim.should(await neighbour.sends(other)).isTurnedAway({ by: 'MESSAGE' })
    claim(await reader.finds(other, { in: bob })).times(3)
  },
})

export const exemptGroupIsNotCounted = scenario('rate-limits/exempt-group-is-not-counted-kerio', {
  title: 'The hourly limit does not apply to the exempt group, but applies to its neighbour',
  clauses: ['kerio.limits.exempt-rate', 'kerio.rate.per-hour'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['192.0.2.16/30'] },
    limits: { messagesPerHour: 2, exemptGroup: 'spared' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { list: at('192.0.2.19'), neighbour: at('192.0.2.20'), reader: outside },

  async run({ list, neighbour, reader, bob, claim }) {
    const news = { from: 'news@elsewhere.test', to: bob.address }
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    for (let count = 1; count <= 5; count++) {
      claim(await list.sends(news), 'kerio.limits.exempt-rate').isAccepted()
    }
    claim(await reader.finds(news, { in: bob }), 'kerio.limits.exempt-rate').times(5)

    for (let count = 1; count <= 2; count++) claim(await neighbour.sends(mail)).isAccepted()
    claim.should(await neighbour.sends(mail)).isTurnedAway({ by: 'MESSAGE' })
    claim(await reader.finds(mail, { in: bob })).times(2)
  },
})

export const exemptGroupNamesAHost = scenario('rate-limits/exempt-group-names-a-host-kerio', {
  title: 'A host listed by name in the exempt group is exempt at the address of that name',
  clauses: ['kerio.limits.exempt-rate'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['news.elsewhere.test'] },
    limits: { messagesPerHour: 1, exemptGroup: 'spared' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { list: at('192.0.2.19'), neighbour: at('192.0.2.20'), reader: outside },
  uses: ['dns'],

  async run({ list, neighbour, reader, bob, dns, claim }) {
    const news = { from: 'news@elsewhere.test', to: bob.address }
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    await dns.answers('news.elsewhere.test', { A: ['192.0.2.19'] })
    for (let count = 1; count <= 3; count++) claim(await list.sends(news)).isAccepted()
    claim(await reader.finds(news, { in: bob })).times(3)

    claim(await neighbour.sends(mail)).isAccepted()
    claim.should(await neighbour.sends(mail)).isTurnedAway({ by: 'MESSAGE' })
    claim(await reader.finds(mail, { in: bob })).once()
  },
})
