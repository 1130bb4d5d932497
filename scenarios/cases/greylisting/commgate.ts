import { anyDelay, at, outside, scenario, seconds, some } from '#dsl'

// Messages are sent whole: at which command the server defers is left to it, and so is the code of the reply.

export const secondAttempt = scenario('greylisting/second-attempt-after-the-delay-commgate', {
  title: 'An unknown message is deferred until the delay since its first attempt has passed',
  clauses: [
    'commgate.greylist.first-attempt',
    'commgate.greylist.early-retry',
    'commgate.greylist.retry-accepted',
  ],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), reader: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, reader, bob, clock, policy, claim }) {
    const { delay } = policy.greylist
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const first = await server.sends(mail)
    claim(first, 'commgate.greylist.first-attempt').isDeferred()
    // The time of the first attempt counts, not that of the last one.
    await clock.advances(delay / 3)
    claim(await server.insists(mail), 'commgate.greylist.early-retry').isDeferred()
    claim(await reader.finds(mail, { in: bob }), 'commgate.greylist.first-attempt').never()
    await clock.justBefore(first, delay)
    claim(await server.sends(mail), 'commgate.greylist.early-retry').isDeferred()

    await clock.justAfter(first, delay)
    claim(await server.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob }), 'commgate.greylist.retry-accepted').once()
  },
})

export const retryWithinASession = scenario('greylisting/second-attempt-within-a-session-commgate', {
  title: 'The second attempt may come in the session of the first one or in another',
  clauses: [
    'commgate.greylist.first-attempt',
    'commgate.greylist.early-retry',
    'commgate.greylist.retry-accepted',
  ],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), other: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, other, bob, clock, policy, claim }) {
    const { delay } = policy.greylist
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await server.opens('mx')
    const waiting = await other.opens('mx')
    const first = await session.sends(mail)
    claim(first, 'commgate.greylist.first-attempt').isDeferred()
    claim(await session.sends(mail), 'commgate.greylist.early-retry').isDeferred()
    await session.says('RSET')
    await clock.justBefore(first, delay)
    claim(await session.sends(mail), 'commgate.greylist.early-retry').isDeferred()
    await clock.justAfter(first, delay)
    claim(await session.sends(mail), 'commgate.greylist.retry-accepted').isAccepted()
    await session.quits()

    // Having been connected all the time is no attempt.
    const mail2 = { from: 'zoe@remote.test', to: bob.address }
    const late = await waiting.sends(mail2)
    claim(late, 'commgate.greylist.first-attempt').isDeferred()
    await waiting.quits()
    await clock.justAfter(late, delay)
    claim(await other.sends(mail2), 'commgate.greylist.retry-accepted').isAccepted()
  },
})

export const eachWaitsForItself = scenario('greylisting/each-waits-for-itself-commgate', {
  title: 'While one message is deferred, other senders, servers and recipients stay unknown',
  clauses: ['commgate.greylist.first-attempt', 'commgate.greylist.retry-accepted'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test', carol: 'carol@local.test' },
  clients: { server: at('198.51.100.10'), stranger: at('192.0.2.10'), distant: outside },
  uses: ['clock'],

  async run({ server, stranger, distant, bob, carol, clock, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const fromZoe = { ...mail, from: 'zoe@remote.test' }
    const report = { ...mail, from: '' }
    const first = await server.sends(mail)
    claim(first, 'commgate.greylist.first-attempt').isDeferred()
    await clock.justAfter(first, policy.greylist.delay)
    const others = [
      await server.sends(fromZoe),
      await server.sends(report),
      await stranger.sends(mail),
      await distant.sends(mail),
    ]
    for (const other of others) claim(other, 'commgate.greylist.first-attempt').isDeferred()
    claim
      .should(await server.sends({ ...mail, to: carol.address }), 'commgate.greylist.first-attempt')
      .isDeferred()
    claim(await server.sends(mail), 'commgate.greylist.retry-accepted').isAccepted()

    // Each of the others has its own first attempt, and its own delay after it.
    for (const other of others) await clock.justAfter(other, policy.greylist.delay)
    for (const client of [stranger, distant]) {
      claim(await client.sends(mail), 'commgate.greylist.retry-accepted').isAccepted()
    }
  },
})

export const overIpv6 = scenario('greylisting/servers-with-ipv6-wait-as-others-commgate', {
  title: 'A server that connects over IPv6 is deferred like any other, and counted separately',
  clauses: ['commgate.greylist.first-attempt', 'commgate.greylist.retry-accepted'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), distant: at('2001:db8::25') },
  uses: ['clock'],

  async run({ server, distant, bob, clock, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const first = await server.sends(mail)
    claim(first, 'commgate.greylist.first-attempt').isDeferred()
    await clock.justAfter(first, policy.greylist.delay)
    const other = await distant.sends(mail)
    claim(other, 'commgate.greylist.first-attempt').isDeferred()
    claim(await server.sends(mail), 'commgate.greylist.retry-accepted').isAccepted()
    await clock.justAfter(other, policy.greylist.delay)
    claim(await distant.sends(mail), 'commgate.greylist.retry-accepted').isAccepted()
  },
})

export const whateverLetterCase = scenario('greylisting/second-attempt-in-other-letters-commgate', {
  title: 'The second attempt counts as the same message whatever the letter case of the domains',
  clauses: ['commgate.greylist.retry-accepted'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), reader: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, reader, bob, clock, policy, claim }) {
    const first = await server.sends({ from: 'eve@elsewhere.test', to: bob.address })
    claim(first).isDeferred()
    await clock.justAfter(first, policy.greylist.delay)
    // RFC 5321 2.4: domains are compared without regard to letter case.
    const again = { from: 'eve@Elsewhere.TEST', to: 'bob@LOCAL.test' }
    claim(await server.sends(again)).isAccepted()
    claim(await reader.finds(again, { in: bob })).once()
  },
})

export const manyRecipients = scenario('greylisting/many-recipients-commgate', {
  title: 'Each recipient of a message is deferred, and each is accepted after the delay',
  clauses: ['commgate.greylist.first-attempt', 'commgate.greylist.retry-accepted'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', carol: 'carol@second.test' },
  clients: { server: at('198.51.100.10'), reader: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, reader, alice, bob, carol, clock, policy, claim }) {
    const people = [alice, bob, carol]
    const mail = { from: 'eve@elsewhere.test', to: people.map(({ address }) => address) }
    const first = await server.insists(mail)
    claim(first, 'commgate.greylist.first-attempt').isDeferred()
    for (const person of people) {
      claim(await reader.finds(mail, { in: person }), 'commgate.greylist.first-attempt').never()
    }
    await clock.justAfter(first, policy.greylist.delay)
    claim(await server.sends(mail), 'commgate.greylist.retry-accepted').isAccepted()
    for (const person of people) {
      claim(await reader.finds(mail, { in: person }), 'commgate.greylist.retry-accepted').once()
    }
  },
})

const delayOf = (delay: '45s' | '2m' | '95m') =>
  scenario(`greylisting/delay-of-${delay}-commgate`, {
    title: `With the delay at ${delay}, a message is taken that long after its first attempt, and not before`,
    clauses: ['commgate.greylist.delay-configurable'],
    profile: 'commgate',
    policy: { greylist: { enabled: true, delay } },
    accounts: { bob: 'bob@local.test' },
    clients: { server: at('198.51.100.10') },
    uses: ['clock'],

    async run({ server, bob, clock, policy, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      const first = await server.sends(mail)
      claim(first).isDeferred()
      await clock.justBefore(first, policy.greylist.delay)
      claim(await server.sends(mail)).isDeferred()
      await clock.justAfter(first, policy.greylist.delay)
      claim(await server.sends(mail)).isAccepted()
    },
  })

export const delays = [delayOf('45s'), delayOf('2m'), delayOf('95m')]

export const delayIsChanged = scenario('greylisting/delay-is-changed-commgate', {
  title: 'A changed delay applies to later attempts',
  clauses: ['commgate.greylist.delay-configurable'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: '2m' } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), other: at('192.0.2.10') },
  uses: ['clock', 'operator'],

  async run({ server, other, bob, clock, operator, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const first = await server.sends(mail)
    claim(first).isDeferred()
    await clock.justAfter(first, policy.greylist.delay)
    claim(await server.sends(mail)).isAccepted()

    // A sender who is as new as the server: what else may make mail known is not for this story to say.
    const fromZoe = { from: 'zoe@remote.test', to: bob.address }
    await operator.sets({ greylist: { delay: '30s' } })
    const second = await other.sends(fromZoe)
    claim(second).isDeferred()
    await clock.justBefore(second, seconds(30))
    claim(await other.sends(fromZoe)).isDeferred()
    await clock.justAfter(second, seconds(30))
    claim(await other.sends(fromZoe)).isAccepted()
  },
})

export const switchedOff = scenario('greylisting/switched-off-commgate', {
  title: 'With greylisting off, all mail is accepted at the first attempt; with it on, unknown mail is not',
  clauses: ['commgate.greylist.off'],
  profile: 'commgate',
  policy: { greylist: { enabled: false, delay: '1m' } },
  accounts: { bob: 'bob@local.test' },
  clients: {
    server: at('198.51.100.10'),
    other: at('192.0.2.10'),
    stranger: outside,
    reader: at('192.0.2.60'),
  },
  uses: ['operator'],

  async run({ server, other, stranger, reader, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await server.sends(mail)).isAccepted()
    claim(await server.sends({ ...mail, from: '' })).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()

    await operator.sets({ greylist: { enabled: true } })
    const fromZoe = { from: 'zoe@remote.test', to: bob.address }
    claim(await other.sends(fromZoe)).isDeferred()

    // Off again: neither the one that waits nor anybody else has to wait.
    await operator.sets({ greylist: { enabled: false } })
    claim(await other.sends(fromZoe)).isAccepted()
    claim(await stranger.sends({ ...mail, from: 'ann@pal.test' })).isAccepted()
    claim(await reader.finds(fromZoe, { in: bob })).once()
  },
})
