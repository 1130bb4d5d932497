import { anyDeclaredSize, anySize, at, outside, scenario, some } from '#dsl'

export const largeMessagesAreRefused = scenario('abuse-limits/large-messages-are-refused-kerio', {
  title:
    'Within one session, a message above the limit is refused and not delivered, and one below it is delivered',
  clauses: ['kerio.limits.message-size'],
  profile: 'kerio',
  policy: { limits: { messageSize: some(102_400, anySize) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside, reader: outside },

  async run({ neighbour, reader, bob, policy, claim }) {
    const { messageSize } = policy.limits
    const letter = { from: 'eve@elsewhere.test', to: bob.address, octets: Math.floor(messageSize / 2) }
    const film = { from: 'film@elsewhere.test', to: bob.address, octets: messageSize * 2 }
    const session = await neighbour.opens('mx')
    claim(await session.sends(film)).isRefused()
    claim(await session.sends(letter)).isAccepted()
    claim(await session.sends(film)).isRefused()
    claim(await session.sends(letter)).isAccepted()
    await session.quits()
    claim(await reader.finds(letter, { in: bob })).times(2)
    claim(await reader.finds(film, { in: bob })).never()
  },
})

export const declaredSizesAreJudged = scenario('abuse-limits/declared-sizes-are-judged-kerio', {
  title:
    'The limit is announced; a declared size above it is refused at once, and one below it guarantees nothing',
  clauses: ['kerio.limits.message-size'],
  profile: 'kerio',
  policy: { limits: { messageSize: some(102_400, anySize) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside },

  async run({ neighbour, bob, policy, claim }) {
    const { messageSize } = policy.limits
    const envelope = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await neighbour.opens('mx')
    claim.should(await session.offers({ ...envelope, declares: messageSize * 2 })).isRefused({ by: 'MAIL' })
    claim(await session.offers({ ...envelope, declares: Math.floor(messageSize / 2) })).isAccepted()

    const honest = { ...envelope, octets: Math.floor(messageSize / 2), declares: Math.floor(messageSize / 2) }
    claim(await session.sends({ ...honest, octets: messageSize * 2 })).isRefused()
    claim(await session.sends({ ...honest, declares: 1 })).isAccepted()
    claim(await session.sends(honest)).isAccepted()
    await session.quits()
  },
})

export const sizeLimitIsAnnounced = scenario('abuse-limits/message-size-is-announced-kerio', {
  title: 'The limit stands in the reply to EHLO',
  clauses: ['kerio.limits.message-size'],
  profile: 'kerio',
  policy: { limits: { messageSize: some(102_400, anyDeclaredSize) } },
  clients: { neighbour: outside },

  async run({ neighbour, policy, claim }) {
    const session = await neighbour.opens('mx')
    const hello = await session.says('EHLO neighbour.client.test')
    claim.should(hello).lists(`SIZE ${policy.limits.messageSize}`)
    await session.quits()
  },
})

export const sizeLimitBindsEveryone = scenario('abuse-limits/message-size-binds-everyone-kerio', {
  title: 'The limit also applies to authenticated clients on every port, and to relayed mail',
  clauses: ['kerio.limits.message-size'],
  profile: 'kerio',
  policy: {
    relay: { mode: 'restricted', acceptSmtpAuth: true },
    limits: { messageSize: some(102_400, anySize) },
  },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['sink', 'tls'],

  async run({ laptop, alice, sink, policy, claim }) {
    const { messageSize } = policy.limits
    for (const via of ['mx', 'submissions'] as const) {
      const letter = { from: alice.address, to: `${via}@remote.test`, octets: Math.floor(messageSize / 2) }
      const film = { from: alice.address, to: `${via}-film@remote.test`, octets: messageSize * 2 }
      claim(await laptop.sends(letter, { via, as: alice })).isAccepted()
      claim(await laptop.sends(film, { via, as: alice })).isRefused()
      claim(await sink.receives(letter)).once()
      claim(await sink.receives(film)).never()
    }
  },
})

export const sizeLimitChanges = scenario('abuse-limits/message-size-changes-kerio', {
  title: 'A changed size limit applies to the next message, and still applies after a restart',
  clauses: ['kerio.limits.message-size'],
  profile: 'kerio',
  policy: { limits: { messageSize: 204_800 } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside },
  uses: ['operator'],

  async run({ neighbour, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address, octets: 153_600 }
    claim(await neighbour.sends(mail)).isAccepted()
    await operator.sets({ limits: { messageSize: 102_400 } })
    claim(await neighbour.sends(mail)).isRefused()
    claim.should(await neighbour.offers({ ...mail, declares: mail.octets })).isRefused({ by: 'MAIL' })
    await operator.restarts()
    claim(await neighbour.sends(mail)).isRefused()
    await operator.sets({ limits: { messageSize: 204_800 } })
    claim(await neighbour.sends(mail)).isAccepted()
  },
})

export const noSizeLimit = scenario('abuse-limits/message-size-zero-is-no-limit-kerio', {
  title: 'With the limit at 0 a message of 30 MB is accepted; with a limit set one of 1 MB is refused',
  clauses: ['kerio.limits.message-size-zero'],
  profile: 'kerio',
  policy: { limits: { messageSize: 0 } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside },
  uses: ['operator'],

  async run({ neighbour, bob, operator, claim }) {
    const octets = 30 * 2 ** 20
    const film = { from: 'film@elsewhere.test', to: bob.address, octets }
    claim(await neighbour.sends({ ...film, declares: octets })).isAccepted()
    claim(await neighbour.sends({ ...film, octets: 1000 })).isAccepted()

    await operator.sets({ limits: { messageSize: '100KB' } })
    claim(await neighbour.sends({ ...film, octets: 2 ** 20 })).isRefused()
    await operator.sets({ limits: { messageSize: 0 } })
    claim(await neighbour.offers({ ...film, declares: octets })).isAccepted()
  },
})

export const exemptGroupHasSizes = scenario('abuse-limits/message-size-binds-the-exempt-group-kerio', {
  title: 'The exempt group is exempt from the hourly limit but not from the size limit',
  clauses: ['kerio.limits.exempt-not-other-limits'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['192.0.2.16/30'] },
    limits: { messageSize: some(102_400, anySize), messagesPerHour: 1, exemptGroup: 'spared' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { list: at('192.0.2.19') },

  async run({ list, bob, policy, claim }) {
    const news = { from: 'news@elsewhere.test', to: bob.address }
    claim(await list.sends(news)).isAccepted()
    claim(await list.sends(news)).isAccepted()
    claim(await list.sends({ ...news, octets: policy.limits.messageSize * 2 })).isRefused()
  },
})
