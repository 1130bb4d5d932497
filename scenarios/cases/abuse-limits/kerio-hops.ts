import { at, outside, scenario, some } from '#dsl'

// A server may refuse a message that loops, or take it and return it to its sender: what counts is where it arrives.

const date = 'Thu, 01 Jan 2026 00:00:00 +0000'

/** The trace of so many hops, each host with a name of its own; the last one stands at the top. */
const traceOf = (hops: number, name = 'Received'): readonly string[] =>
  Array.from({ length: hops }, (_, hop) => `${name}: from h${hop + 1}.test by h${hop}.test; ${date}`)

export const loopsAreStopped = scenario('abuse-limits/loops-are-stopped-kerio', {
  title: 'A message with far more hops than allowed is not delivered; one with fewer is',
  clauses: ['kerio.limits.hops'],
  profile: 'kerio',
  policy: { limits: { hops: some(10, { from: 8, to: 100 }) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside, reader: outside },

  async run({ neighbour, reader, bob, policy, claim }) {
    const { hops } = policy.limits
    const honest = { from: 'eve@elsewhere.test', to: bob.address, fields: traceOf(hops - 7) }
    const looping = { from: 'loop@elsewhere.test', to: bob.address, fields: traceOf(3 * hops) }
    claim(await neighbour.sends(honest)).isAccepted()
    await neighbour.sends(looping)
    claim(await reader.finds(honest, { in: bob })).once()
    claim(await reader.finds(looping, { in: bob })).never()
  },
})

export const relayedLoopsAreStopped = scenario('abuse-limits/relayed-loops-are-stopped-kerio', {
  title: 'Loops are stopped in relayed mail too, for authenticated clients and on every port',
  clauses: ['kerio.limits.hops'],
  profile: 'kerio',
  policy: {
    relay: { mode: 'restricted', acceptSmtpAuth: true },
    limits: { hops: some(10, { from: 8, to: 100 }) },
  },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['sink', 'tls'],

  async run({ laptop, alice, sink, policy, claim }) {
    const { hops } = policy.limits
    for (const via of ['mx', 'submissions'] as const) {
      const honest = { from: alice.address, to: `${via}@remote.test`, fields: traceOf(hops - 7) }
      const looping = { from: alice.address, to: `${via}-loop@remote.test`, fields: traceOf(3 * hops) }
      claim(await laptop.sends(honest, { via, as: alice })).isAccepted()
      await laptop.sends(looping, { via, as: alice })
      claim(await sink.receives(honest)).once()
      claim(await sink.receives(looping)).never()
    }
  },
})

export const hopsAreCounted = scenario('abuse-limits/hops-are-counted-kerio', {
  title:
    'A message with as many hops as the limit says is accepted; with one more it is refused. Each message counts separately',
  clauses: ['kerio.limits.hops'],
  profile: 'kerio',
  policy: { limits: { hops: some(3, { from: 1, to: 100 }) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside, reader: outside },

  async run({ neighbour, reader, bob, policy, claim }) {
    const { hops } = policy.limits
    const last = { from: 'last@elsewhere.test', to: bob.address, fields: traceOf(hops) }
    const oneMore = { from: 'more@elsewhere.test', to: bob.address, fields: traceOf(hops + 1) }
    const session = await neighbour.opens('mx')
    for (const mail of [last, oneMore, last, oneMore]) await session.sends(mail)
    await session.quits()
    claim.should(await reader.finds(last, { in: bob })).times(2)
    claim.should(await reader.finds(oneMore, { in: bob })).never()
  },
})

export const whatIsAHop = scenario('abuse-limits/received-fields-are-hops-kerio', {
  title:
    'A Received field counts as a hop in capitals and folded too; one in the body or in an attached message does not',
  clauses: ['kerio.limits.hops'],
  profile: 'kerio',
  policy: { limits: { hops: some(10, { from: 8, to: 100 }) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside, reader: outside },

  async run({ neighbour, reader, bob, policy, claim }) {
    const { hops } = policy.limits
    const to = bob.address
    const tooMany = traceOf(hops * 3)
    const inCapitals = { from: 'loud@elsewhere.test', to, fields: traceOf(hops * 3, 'RECEIVED') }
    await neighbour.sends(inCapitals)
    claim.should(await reader.finds(inCapitals, { in: bob })).never()

    const folded = {
      from: 'fold@elsewhere.test',
      to,
      fields: traceOf(hops / 2).map((field) => field.replaceAll(/ (?=by|\w+,)/g, '\n\t')),
    }
    const others = { from: 'other@elsewhere.test', to, fields: traceOf(hops * 3, 'X-Received') }
    const quoting = { from: 'quote@elsewhere.test', to, body: tooMany }
    const forwarding = {
      from: 'forward@elsewhere.test',
      to,
      fields: ['MIME-Version: 1.0', 'Content-Type: message/rfc822'],
      body: [...tooMany, 'Subject: what went wrong', '', 'See above.'],
    }
    for (const mail of [folded, others, quoting, forwarding]) {
      claim.should(await neighbour.sends(mail)).isAccepted()
      claim.should(await reader.finds(mail, { in: bob })).once()
    }
  },
})

export const hopLimitChanges = scenario('abuse-limits/hop-limit-changes-kerio', {
  title: 'A changed hop limit applies to the next message, even in a session that was already open',
  clauses: ['kerio.limits.hops'],
  profile: 'kerio',
  policy: { limits: { hops: 40 } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside, reader: outside },
  uses: ['operator'],

  async run({ neighbour, reader, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address, fields: traceOf(20) }
    const later = { ...mail, from: 'adam@elsewhere.test' }
    const session = await neighbour.opens('mx')
    claim(await session.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
    await operator.sets({ limits: { hops: 10 } })
    await neighbour.sends(mail)
    claim.should(await reader.finds(mail, { in: bob })).once()
    await operator.restarts()
    await neighbour.sends(mail)
    claim.should(await reader.finds(mail, { in: bob })).once()
    await session.sends(later)
    claim.should(await reader.finds(later, { in: bob })).never()
    await operator.sets({ limits: { hops: 40 } })
    claim.should(await neighbour.sends(mail)).isAccepted()
    claim.should(await reader.finds(mail, { in: bob })).times(2)
  },
})

export const exemptGroupHasHops = scenario('abuse-limits/hops-bind-the-exempt-group-kerio', {
  title: 'The exempt group is exempt from the hourly limit but not from the hop limit',
  clauses: ['kerio.limits.exempt-not-other-limits'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['192.0.2.16/30'] },
    limits: { hops: some(10, { from: 8, to: 100 }), messagesPerHour: 1, exemptGroup: 'spared' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { list: at('192.0.2.19'), reader: outside },

  async run({ list, reader, bob, policy, claim }) {
    const news = { from: 'news@elsewhere.test', to: bob.address }
    const looping = { from: 'loop@elsewhere.test', to: bob.address, fields: traceOf(policy.limits.hops * 3) }
    claim(await list.sends(news)).isAccepted()
    claim(await list.sends(news)).isAccepted()
    await list.sends(looping)
    claim(await reader.finds(news, { in: bob })).times(2)
    claim(await reader.finds(looping, { in: bob })).never()
  },
})
