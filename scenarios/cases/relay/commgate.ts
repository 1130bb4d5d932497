import { at, outside, scenario } from '#dsl'

export const trustedNetworksRelay = scenario('relay/trusted-networks-relay-commgate', {
  title: 'Clients in a trusted network may send anywhere without authentication; their neighbours may not',
  clauses: ['commgate.smtp.trusted-networks'],
  profile: 'commgate',
  policy: { relay: { trusted: ['198.51.100.0/25', '192.0.2.20'] }, auth: { required: true } },
  accounts: { bob: 'bob@local.test' },
  clients: {
    first: at('198.51.100.0'),
    last: at('198.51.100.127'),
    single: at('192.0.2.20'),
    above: at('198.51.100.128'),
    beside: at('192.0.2.21'),
    stranger: outside,
  },
  uses: ['sink'],

  async run({ first, last, single, above, beside, stranger, bob, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    const toLocal = { from: 'office@local.test', to: bob.address }
    for (const client of [first, last, single]) claim(await client.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).times(3)
    for (const client of [above, beside, stranger]) {
      claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await client.offers(toLocal)).isAccepted()
    }
  },
})

export const trustedFromTheStart = scenario('relay/trusted-from-the-start-commgate', {
  title: 'Until a list is written, the networks 192.168.x.x are trusted, and no others',
  clauses: ['commgate.smtp.trusted-default-192-168'],
  profile: 'commgate',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: {
    first: at('192.168.0.0'),
    low: at('192.168.0.5'),
    high: at('192.168.255.5'),
    last: at('192.168.255.255'),
    below: at('192.167.255.255'),
    above: at('192.169.0.5'),
  },
  uses: ['sink', 'profileDefaults'],

  async run({ first, low, high, last, below, above, bob, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await low.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const client of [first, high, last]) claim(await client.offers(mail)).isAccepted()
    for (const client of [below, above]) {
      claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await client.offers({ ...mail, to: bob.address })).isAccepted()
    }
  },
})

export const tenIsAddedByHand = scenario('relay/ten-is-added-by-hand-commgate', {
  title: 'Addresses 10.x.x.x are trusted only once 10.0.0.0/8 is on the list',
  clauses: ['commgate.smtp.trusted-10-not-default'],
  profile: 'commgate',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { near: at('10.0.0.1'), far: at('10.255.255.254'), beyond: at('11.0.0.1') },
  uses: ['operator', 'sink', 'profileDefaults'],

  async run({ near, far, beyond, bob, operator, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    for (const client of [near, far]) {
      claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await client.offers({ ...mail, to: bob.address })).isAccepted()
    }
    await operator.sets({ relay: { trusted: ['192.168.0.0/16', '10.0.0.0/8'] } })
    claim(await near.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await far.offers(mail)).isAccepted()
    claim(await beyond.offers(mail)).isRefused({ by: 'RCPT' })
  },
})
