import { at, outside, scenario } from '#dsl'

// Who may relay is asked on every port, and of addresses of either family; a name that a client gives says nothing.

const relay = { mode: 'restricted', trusted: ['group:clients'] } as const

export const onEveryPort = scenario('relay/every-port-asks-kerio', {
  title: 'Strangers may not relay on any port, and members of the group may on each',
  clauses: ['kerio.relay.remote-only-authorized', 'kerio.relay.ip-group'],
  profile: 'kerio',
  policy: { ipGroups: { clients: ['192.0.2.20'] }, relay },
  clients: { office: at('192.0.2.20'), stranger: outside },
  uses: ['tls'],

  async run({ office, stranger, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    for (const via of ['mx', 'submissions'] as const) {
      claim(await stranger.offers(mail, { via })).isRefused({ by: 'RCPT' })
      claim(await office.offers(mail, { via })).isAccepted()
    }
  },
})

export const overIpv6 = scenario('relay/ipv6-networks-kerio', {
  title: 'A group may hold IPv6 addresses and networks, and their neighbours are strangers',
  clauses: ['kerio.relay.remote-only-authorized', 'kerio.relay.ip-group'],
  profile: 'kerio',
  policy: { ipGroups: { clients: ['2001:db8:1::10/124', '2001:db8:2::7'] }, relay },
  clients: {
    first: at('2001:db8:1::10'),
    last: at('2001:db8:1::1f'),
    single: at('2001:db8:2::7'),
    below: at('2001:db8:1::f'),
    above: at('2001:db8:1::20'),
    neighbour: at('2001:db8:2::8'),
    stranger: at('2001:db8:3::1'),
  },

  async run({ first, last, single, below, above, neighbour, stranger, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    for (const member of [first, last, single]) claim(await member.offers(mail)).isAccepted()
    for (const other of [below, above, neighbour, stranger]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const namesSayNothing = scenario('relay/names-say-nothing-kerio', {
  title: 'A stranger who greets with the name or the address of a member is a stranger still',
  clauses: ['kerio.relay.remote-only-authorized', 'kerio.relay.ip-group'],
  profile: 'kerio',
  policy: { ipGroups: { clients: ['192.0.2.20'] }, relay },
  clients: { office: at('192.0.2.20'), stranger: outside },

  async run({ office, stranger, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    for (const helo of ['office.client.test', '[192.0.2.20]', '192.0.2.20', 'localhost']) {
      claim(await office.offers(mail, { helo })).isAccepted()
      claim(await stranger.offers(mail, { helo })).isRefused({ by: 'RCPT' })
    }
  },
})

/** A network may be written by any of its addresses. */
export const hostBits = [
  scenario('relay/network-by-any-of-its-addresses-kerio', {
    title: 'A network that is written by one of its addresses is the whole network',
    clauses: ['kerio.relay.ip-group'],
    profile: 'kerio',
    policy: { ipGroups: { clients: ['192.0.2.20/28'] }, relay },
    clients: {
      first: at('192.0.2.16'),
      last: at('192.0.2.31'),
      below: at('192.0.2.15'),
      above: at('192.0.2.32'),
    },

    async run({ first, last, below, above, claim }) {
      const mail = { from: 'office@local.test', to: 'carol@remote.test' }
      for (const member of [first, last]) claim(await member.offers(mail)).isAccepted()
      for (const other of [below, above]) claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    },
  }),
  scenario('relay/group-by-any-of-its-addresses-imail', {
    title: 'A group whose address is one of its members, with its mask, is the whole group',
    clauses: ['imail.relay.entry-group-mask'],
    profile: 'imail',
    policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20 255.255.255.240'] } },
    clients: {
      first: at('192.0.2.16'),
      last: at('192.0.2.31'),
      below: at('192.0.2.15'),
      above: at('192.0.2.32'),
    },

    async run({ first, last, below, above, claim }) {
      const mail = { from: 'office@local.test', to: 'carol@remote.test' }
      for (const member of [first, last]) claim(await member.offers(mail)).isAccepted()
      for (const other of [below, above]) claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    },
  }),
]
