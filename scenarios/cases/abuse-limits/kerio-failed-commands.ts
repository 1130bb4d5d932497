import { anyNumber, at, outside, scenario, some } from '#dsl'

export const failuresEndTheSession = scenario('abuse-limits/failed-commands-end-the-session-kerio', {
  title: 'A session with too many failed commands is closed; other sessions from the address are not',
  clauses: ['kerio.limits.failed-commands'],
  profile: 'kerio',
  policy: { limits: { failedCommands: some(3, anyNumber) } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, reader: outside },

  async run({ laptop, reader, bob, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const { failedCommands } = policy.limits
    const clumsy = await laptop.opens('mx')
    const careful = await laptop.opens('mx')
    for (let count = 1; count < failedCommands; count++) {
      claim(await clumsy.says('BOGUS')).isRefused()
      claim(await careful.says('BOGUS')).isRefused()
    }
    // Whether the command that reaches the number ends the session or the next one, the manual leaves open.
    await clumsy.says('BOGUS')
    await clumsy.says('BOGUS')
    claim(await clumsy.says('NOOP')).isClosed()

    claim(await careful.sends(mail)).isAccepted()
    claim(await laptop.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).times(2)
    await careful.quits()
  },
})

export const refusalsAreFailures = scenario('abuse-limits/refusals-are-failed-commands-kerio', {
  title: 'A refused recipient counts as a failed command',
  clauses: ['kerio.limits.failed-commands'],
  profile: 'kerio',
  policy: { limits: { failedCommands: some(3, anyNumber) } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, policy, claim }) {
    const toNobody = { from: 'eve@elsewhere.test', to: 'nobody@local.test' }
    const session = await laptop.opens('mx')
    for (let count = 1; count < policy.limits.failedCommands; count++) {
      claim(await session.offers(toNobody)).isRefused({ by: 'RCPT' })
    }
    claim(await session.offers({ from: 'eve@elsewhere.test', to: bob.address })).isAccepted()
    await session.offers(toNobody)
    await session.offers(toNobody)
    claim.should(await session.says('NOOP')).isClosed()
  },
})

export const failuresWithoutALimit = scenario('abuse-limits/failed-commands-without-a-limit-kerio', {
  title:
    'With the limit on failed commands off, no number of them ends a session; once the limit is set, it does',
  clauses: ['kerio.limits.failed-commands-off'],
  profile: 'kerio',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['operator', 'profileDefaults'],

  async run({ laptop, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await laptop.opens('mx')
    for (let count = 1; count <= 20; count++) claim(await session.says('BOGUS')).staysOpen()
    claim(await session.says('NOOP')).isAccepted()
    claim(await session.sends(mail)).isAccepted()
    await session.quits()

    await operator.sets({ limits: { failedCommands: 3 } })
    const limited = await laptop.opens('mx')
    for (let count = 1; count <= 4; count++) await limited.says('BOGUS')
    claim(await limited.says('NOOP')).isClosed()
  },
})

export const exemptGroupIsBound = scenario('abuse-limits/failed-commands-bind-the-exempt-group-kerio', {
  title: 'The exempt group is exempt from the hourly limit but not from the limit on failed commands',
  clauses: ['kerio.limits.exempt-not-other-limits'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['192.0.2.16/30'] },
    limits: { failedCommands: some(3, anyNumber), messagesPerHour: 1, exemptGroup: 'spared' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { list: at('192.0.2.19') },

  async run({ list, bob, policy, claim }) {
    const news = { from: 'news@elsewhere.test', to: bob.address }
    const session = await list.opens('mx')
    claim(await session.sends(news)).isAccepted()
    claim(await session.sends(news)).isAccepted()
    for (let count = 1; count < policy.limits.failedCommands; count++) {
      claim(await session.says('BOGUS')).staysOpen()
    }
    await session.says('BOGUS')
    await session.says('BOGUS')
    claim(await session.says('NOOP')).isClosed()
  },
})
