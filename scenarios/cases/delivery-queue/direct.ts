import { at, scenario, smtpPeer } from '#dsl'

const office = at('192.0.2.20')

export const mxInOrder = scenario('delivery-queue/mx-in-order-kerio', {
  title:
    'In the direct mode the MX of the lowest preference gets the mail, and the next one when that is down',
  clauses: ['kerio.delivery.direct-mx'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] }, delivery: { mode: 'direct' } },
  clients: { office },
  peers: { nearest: smtpPeer(), second: smtpPeer(), third: smtpPeer({ mxOf: ['elsewhere.test'] }) },
  uses: ['dns'],

  async run({ office: client, nearest, second, third, dns, claim }) {
    await dns.answers('remote.test', {
      MX: [
        { preference: 20, host: 'second.test' },
        { preference: 10, host: 'nearest.test' },
      ],
    })
    const usual = { from: 'usual@local.test', to: 'carol@remote.test' }
    claim(await client.sends(usual)).isAccepted()
    claim(await nearest.receives(usual)).once()
    claim(await second.receives(usual)).never()

    await nearest.drops({ at: 'CONNECT' })
    const other = { from: 'other@local.test', to: 'carol@remote.test' }
    claim(await client.sends(other)).isAccepted()
    claim(await second.receives(other)).once()

    const another = { from: 'another@local.test', to: 'dave@elsewhere.test' }
    claim(await client.sends(another)).isAccepted()
    claim(await third.receives(another)).once()
    claim(await second.receives(another)).never()
  },
})
