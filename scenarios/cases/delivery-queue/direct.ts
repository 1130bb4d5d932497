import { at, scenario, smtpPeer } from '#dsl'

const office = at('192.0.2.20')

export const mxInOrder = scenario('delivery-queue/mx-in-order-kerio', {
  title:
    'In the direct mode the MX of the lowest preference gets the mail, and the next one when that is down',
  clauses: ['kerio.delivery.direct-mx'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] }, delivery: { mode: 'direct' } },
  clients: { office },
  peers: {
    nearest: smtpPeer(),
    farther: smtpPeer(),
    down: smtpPeer(),
    other: smtpPeer({ mxOf: ['elsewhere.test'] }),
  },
  uses: ['dns'],

  async run({ office: client, nearest, farther, down, other, dns, claim }) {
    await dns.answers('remote.test', {
      MX: [
        { preference: 20, host: 'farther.test' },
        { preference: 10, host: 'nearest.test' },
      ],
    })
    const usual = { from: 'usual@local.test', to: 'carol@remote.test' }
    claim(await client.sends(usual)).isAccepted()
    claim(await nearest.receives(usual)).once()
    claim(await farther.receives(usual)).never()

    await down.leaves()
    await dns.answers('distant.test', {
      MX: [
        { preference: 20, host: 'farther.test' },
        { preference: 10, host: 'down.test' },
      ],
    })
    const late = { from: 'late@local.test', to: 'carol@distant.test' }
    claim(await client.sends(late)).isAccepted()
    claim(await farther.receives(late)).once()

    const another = { from: 'another@local.test', to: 'dave@elsewhere.test' }
    claim(await client.sends(another)).isAccepted()
    claim(await other.receives(another)).once()
    claim(await farther.receives(another)).never()
  },
})

export const eachDomainItsServer = scenario('delivery-queue/each-domain-has-its-own-server-kerio', {
  title:
    'In the direct mode the recipients of one message go to the servers of their domains, and to no others',
  clauses: ['kerio.delivery.direct-mx'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] }, delivery: { mode: 'direct' } },
  clients: { office },
  peers: { other: smtpPeer({ mxOf: ['elsewhere.test'] }) },
  uses: ['sink'],

  async run({ office: client, other, sink, claim }) {
    const [carol, dave, erin] = ['carol@remote.test', 'dave@elsewhere.test', 'erin@remote.test'] as const
    const mail = { from: 'office@local.test', to: [carol, dave, erin] }
    claim(await client.sends(mail)).isAccepted()
    for (const to of [carol, erin]) {
      claim(await sink.receives({ ...mail, to })).once()
      claim(await other.receives({ ...mail, to })).never()
    }
    claim(await other.receives({ ...mail, to: dave })).once()
    claim(await sink.receives({ ...mail, to: dave })).never()
  },
})
