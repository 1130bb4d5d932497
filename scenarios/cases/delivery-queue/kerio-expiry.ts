import { at, hours, minutes, scenario, type Dns } from '#dsl'

// The next hop is at first where nobody is, and then where the sink stands.

const nobody = '192.0.2.61'
const sinkAddress = '192.0.2.60'
const office = at('192.0.2.20')
const relay = { mode: 'restricted', trusted: ['192.0.2.20'] } as const
const queue = { retryInterval: '1m', expireAfter: '10m' } as const

/** Sets where the next hop is: `hop.remote.test`, and with it the server of remote.test. */
async function hopIsAt(address: string, dns: Dns): Promise<void> {
  await dns.answers('hop.remote.test', { A: [address] })
  await dns.answers('remote.test', { MX: [{ preference: 10, host: 'hop.remote.test' }] })
}

export const expiredMailComesBack = scenario('delivery-queue/expired-mail-comes-back-kerio', {
  title: 'What could not be delivered in the time set is dropped, and its header comes back in a report',
  clauses: ['kerio.queue.expiry-bounce', 'kerio.queue.expiry-removed'],
  profile: 'kerio',
  policy: { relay, delivery: { mode: 'direct' }, queue },
  accounts: { alice: 'alice@local.test' },
  clients: { office },
  uses: ['clock', 'dns', 'sink'],

  async run({ office: client, alice, clock, dns, sink, policy, claim }) {
    const { expireAfter } = policy.queue
    await hopIsAt(nobody, dns)
    const early = { from: alice.address, to: 'early@remote.test' }
    const inTime = await client.sends(early)
    claim(inTime).isAccepted()
    await clock.justAfter(inTime, minutes(5))
    await hopIsAt(sinkAddress, dns)
    await clock.justBefore(inTime, expireAfter)
    claim(await sink.receives(early), 'kerio.queue.expiry-bounce').once()

    await hopIsAt(nobody, dns)
    const late = {
      from: alice.address,
      to: 'late@remote.test',
      subject: 'the budget',
      body: ['It has no room for tea.'],
    }
    const sent = await client.sends(late)
    claim(sent).isAccepted()
    await clock.justAfter(sent, expireAfter)
    const report = await client.readsReport(late, { in: alice })
    claim(report, 'kerio.queue.expiry-bounce').isReportOf(late)
    claim(report, 'kerio.queue.expiry-bounce').hasHeader('Return-Path', '<>')
    claim.should(report, 'kerio.queue.expiry-bounce').hasPart('text/rfc822-headers', 'the budget')
    claim.should(report, 'kerio.queue.expiry-bounce').lacksText('no room for tea')

    await hopIsAt(sinkAddress, dns)
    await clock.advances(hours(1))
    claim(await sink.receives(late), 'kerio.queue.expiry-removed').never()
    claim(await sink.receives(early), 'kerio.queue.expiry-removed').once()
  },
})

export const relayHostHasItsOwnTimes = scenario('delivery-queue/a-relay-server-has-its-own-times-kerio', {
  title: 'The intervals are for mail that goes to its domains: what goes by the relay server waits longer',
  clauses: ['kerio.queue.intervals-ignored-with-relay'],
  profile: 'kerio',
  policy: { relay, delivery: { mode: 'relay' }, smarthost: { host: 'hop.remote.test' }, queue },
  clients: { office },
  uses: ['clock', 'dns', 'operator', 'sink'],

  async run({ office: client, clock, dns, operator, sink, policy, claim }) {
    const { expireAfter } = policy.queue
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    const direct = { ...mail, from: 'direct@local.test' }

    await hopIsAt(nobody, dns)
    const sent = await client.sends(mail)
    claim(sent).isAccepted()
    await clock.justAfter(sent, expireAfter)
    await clock.advances(minutes(1))
    await hopIsAt(sinkAddress, dns)
    await clock.advances(hours(6))
    claim(await sink.receives(mail)).once()

    await operator.sets({ delivery: { mode: 'direct' } })
    await hopIsAt(nobody, dns)
    const later = await client.sends(direct)
    claim(later).isAccepted()
    await clock.justAfter(later, expireAfter)
    await clock.advances(minutes(1))
    await hopIsAt(sinkAddress, dns)
    await clock.advances(hours(6))
    claim(await sink.receives(direct)).never()
  },
})
