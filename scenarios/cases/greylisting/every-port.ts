import { anyDelay, at, scenario, some } from '#dsl'

export const onEveryPort = scenario('greylisting/every-port-defers-commgate', {
  title: 'An unknown message is deferred on every SMTP port, and its second attempt may come to another one',
  clauses: ['commgate.greylist.first-attempt', 'commgate.greylist.retry-accepted'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), other: at('192.0.2.10') },
  uses: ['clock', 'tls'],

  async run({ server, other, bob, clock, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const via = 'submissions'
    const first = await server.sends(mail, { via })
    claim(first, 'commgate.greylist.first-attempt').isDeferred()
    claim(await other.sends(mail), 'commgate.greylist.first-attempt').isDeferred()
    await clock.justAfter(first, policy.greylist.delay)
    claim(await server.sends(mail), 'commgate.greylist.retry-accepted').isAccepted()
    claim(await other.sends({ ...mail, from: 'max@elsewhere.test' }, { via })).isDeferred()
  },
})

export const sendersOfOneNetwork = scenario('greylisting/known-senders-have-a-network-commgate', {
  title: 'A validated sender is known in any letters, and only where it comes from its own network',
  clauses: ['commgate.greylist.validated-sender'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: {
    server: at('198.51.100.10'),
    beside: at('198.51.100.200'),
    far: at('192.0.2.10'),
    next: at('198.51.101.10'),
  },
  uses: ['clock'],

  async run({ server, beside, far, next, bob, clock, policy, claim }) {
    const mail = { from: 'Eve@elsewhere.test', to: bob.address }
    const first = await server.sends(mail)
    await clock.justAfter(first, policy.greylist.delay)
    claim(await server.sends(mail)).isAccepted()
    claim(await beside.sends({ ...mail, from: 'Eve@ELSEWHERE.test' })).isAccepted()
    claim(await far.sends(mail)).isDeferred()
    // How large a network is, the manual leaves open: 24 bits are usual, and half the Internet is none.
    claim.should(await next.sends(mail)).isDeferred()
  },
})
