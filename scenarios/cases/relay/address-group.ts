import { at, outside, scenario } from '#dsl'

export const groupMembersRelay = scenario('relay/group-members-relay-kerio', {
  title: 'Addresses of the chosen group may send anywhere; their neighbours may not',
  clauses: ['kerio.relay.ip-group', 'kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.16/28', '198.51.100.7'] },
    relay: { mode: 'restricted', trusted: ['group:clients'] },
  },
  clients: {
    first: at('192.0.2.16'),
    last: at('192.0.2.31'),
    single: at('198.51.100.7'),
    below: at('192.0.2.15'),
    above: at('192.0.2.32'),
    neighbour: at('198.51.100.8'),
    stranger: outside,
  },
  uses: ['sink'],

  async run({ first, last, single, below, above, neighbour, stranger, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await first.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const member of [last, single]) claim(await member.offers(mail)).isAccepted()
    for (const other of [below, above, neighbour, stranger]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const oneConditionIsEnough = scenario('relay/one-condition-is-enough-kerio', {
  title: 'Address and authentication are independent rights: either one is enough',
  clauses: [
    'kerio.relay.any-condition-suffices',
    'kerio.relay.remote-only-authorized',
    'kerio.relay.valid-auth-outside-group',
  ],
  profile: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: true },
  },
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20'), laptop: outside, stranger: outside },
  uses: ['sink'],

  async run({ office, laptop, stranger, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    claim(await office.offers(mail)).isAccepted()
    claim(await laptop.sends(mail, { as: alice })).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await office.offers(mail, { as: alice })).isAccepted()
    claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
  },
})
