import { at, hours, minutes, scenario, smtpPeer, type Dns } from '#dsl'

// The server of the foreign domain is at first where nobody is, and then where the sink stands.

const nobody = '192.0.2.61'
const sinkAddress = '192.0.2.60'
const office = at('192.0.2.20')
const relay = { mode: 'restricted', trusted: ['192.0.2.20'] } as const
const mail = { from: 'office@local.test', to: 'carol@remote.test' }

async function exchangerIsAt(address: string, dns: Dns): Promise<void> {
  await dns.answers('exchanger.remote.test', { A: [address] })
  await dns.answers('remote.test', { MX: [{ preference: 10, host: 'exchanger.remote.test' }] })
}

export const triedAgainAfterInterval = scenario('delivery-queue/tried-again-after-the-interval-kerio', {
  title: 'A message that could not be sent is retried after the interval, and not before',
  clauses: ['kerio.queue.retry-interval'],
  profile: 'kerio',
  policy: { relay, delivery: { mode: 'direct' }, queue: { retryInterval: '10m' } },
  clients: { office },
  uses: ['clock', 'dns', 'sink'],

  async run({ office: client, clock, dns, sink, policy, claim }) {
    const { retryInterval } = policy.queue
    await exchangerIsAt(nobody, dns)
    const sent = await client.sends(mail)
    claim(sent).isAccepted()
    claim(await sink.receives(mail)).never()
    await exchangerIsAt(sinkAddress, dns)
    await clock.justBefore(sent, retryInterval)
    claim(await sink.receives(mail)).never()
    await clock.justAfter(sent, retryInterval)
    claim(await sink.receives(mail)).once()
  },
})

export const everyIntervalAnew = scenario('delivery-queue/every-interval-anew-kerio', {
  title:
    'A message is retried after each interval until it is sent; a changed interval applies from the moment it is set',
  clauses: ['kerio.queue.retry-interval'],
  profile: 'kerio',
  policy: { relay, delivery: { mode: 'direct' }, queue: { retryInterval: '10m' } },
  clients: { office },
  uses: ['clock', 'dns', 'operator', 'sink'],

  async run({ office: client, clock, dns, operator, sink, claim }) {
    await exchangerIsAt(nobody, dns)
    const sent = await client.sends(mail)
    claim(sent).isAccepted()
    await clock.justAfter(sent, minutes(30))
    claim(await sink.receives(mail)).never()
    await exchangerIsAt(sinkAddress, dns)
    await clock.justBefore(sent, minutes(40))
    claim(await sink.receives(mail)).never()
    await clock.justAfter(sent, minutes(40))
    claim(await sink.receives(mail)).once()

    await operator.sets({ queue: { retryInterval: '1h' } })
    const other = { ...mail, from: 'other@local.test' }
    await exchangerIsAt(nobody, dns)
    const later = await client.sends(other)
    claim(later).isAccepted()
    claim(await sink.receives(other)).never()
    await exchangerIsAt(sinkAddress, dns)
    await clock.justBefore(later, hours(1))
    claim(await sink.receives(other)).never()
    await clock.justAfter(later, hours(1))
    claim(await sink.receives(other)).once()
    // Nothing of it is left to be sent once more.
    await clock.advances(hours(5))
    claim(await sink.receives(other)).once()
    claim(await sink.receives(mail)).once()
  },
})

export const reachedOnceOnly = scenario('delivery-queue/who-was-reached-is-left-alone-kerio', {
  title: 'If one of two recipients was reached, a retry for the other sends it nothing more',
  clauses: ['kerio.queue.retry-interval'],
  profile: 'kerio',
  policy: { relay, delivery: { mode: 'direct' }, queue: { retryInterval: '10m' } },
  accounts: { bob: 'bob@local.test' },
  clients: { office },
  uses: ['clock', 'dns', 'sink'],

  async run({ office: client, bob, clock, dns, sink, claim }) {
    await exchangerIsAt(nobody, dns)
    const to = [bob.address, 'dave@elsewhere.test', 'carol@remote.test']
    const sent = await client.sends({ ...mail, to })
    claim(sent).isAccepted()
    await exchangerIsAt(sinkAddress, dns)
    await clock.justAfter(sent, minutes(10))
    for (const one of to.slice(1)) claim(await sink.receives({ ...mail, to: one })).once()
    claim(await client.finds({ ...mail, to }, { in: bob })).once()
  },
})

export const reachedOnceAcrossRestarts = scenario(
  'delivery-queue/who-was-reached-is-known-after-a-restart-kerio',
  {
    title: 'If one of two recipients was reached before a restart, only the other gets the message after it',
    clauses: ['kerio.queue.retry-interval'],
    profile: 'kerio',
    policy: { relay, delivery: { mode: 'direct' }, queue: { retryInterval: '10m' } },
    accounts: { bob: 'bob@local.test' },
    clients: { office },
    uses: ['clock', 'dns', 'operator', 'sink'],

    async run({ office: client, bob, clock, dns, operator, sink, claim }) {
      await exchangerIsAt(nobody, dns)
      const to = [bob.address, 'dave@elsewhere.test', 'carol@remote.test']
      const sent = await client.sends({ ...mail, to })
      claim(sent).isAccepted()
      claim(await sink.receives({ ...mail, to: 'dave@elsewhere.test' })).once()
      await operator.restarts()
      await exchangerIsAt(sinkAddress, dns)
      await clock.justAfter(sent, minutes(10))
      for (const one of to.slice(1)) claim(await sink.receives({ ...mail, to: one })).once()
      claim(await client.finds({ ...mail, to }, { in: bob })).once()
    },
  },
)

export const eachRecipientItsTime = scenario('delivery-queue/each-recipient-waits-its-own-interval-kerio', {
  title:
    'If two recipients of one message are deferred at different times, each is retried after its own interval',
  clauses: ['kerio.queue.retry-interval'],
  profile: 'kerio',
  policy: { relay, delivery: { mode: 'direct' }, queue: { retryInterval: '10m' } },
  clients: { office },
  peers: { other: smtpPeer({ mxOf: ['elsewhere.test'], delays: { at: 'MAIL', by: minutes(3) } }) },
  uses: ['clock', 'dns', 'sink'],

  async run({ office: client, other, clock, dns, sink, claim }) {
    const [carol, dave] = ['carol@remote.test', 'dave@elsewhere.test']
    const both = { from: mail.from, to: [carol, dave] }
    await exchangerIsAt(nobody, dns)
    await other.defers({ at: 'RCPT', times: 1 })
    const sent = await client.sends(both)
    claim(sent).isAccepted()
    await clock.justAfter(sent, minutes(4))
    await exchangerIsAt(sinkAddress, dns)
    await other.accepts()
    await clock.justAfter(sent, minutes(11))
    claim(await sink.receives({ ...both, to: carol })).once()
    claim(await other.receives({ ...both, to: dave })).never()
    await clock.justAfter(sent, minutes(14))
    claim(await other.receives({ ...both, to: dave })).once()
    claim(await sink.receives({ ...both, to: carol })).once()
  },
})
