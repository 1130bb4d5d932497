import { at, scenario, smtpPeer } from '#dsl'

// Two servers stand outside, and each tells what it was given: one that everything may be handed to, and the MX of the
// foreign domain.

const office = at('192.0.2.20')
const trusted = ['192.0.2.20']
const peers = { smarthost: smtpPeer(), exchanger: smtpPeer({ mxOf: ['remote.test'] }) }
const relayThrough = {
  kerio: { mode: 'restricted', trusted },
  ics: { trustedEntries: trusted },
} as const

export const emptyFieldDeliversDirectly = scenario('smarthost/empty-field-delivers-directly-ics', {
  title: 'With no relay server in force mail goes to the MX of its domain, and with one to that alone',
  clauses: ['ics.smarthost.off-direct', 'ics.smarthost.all-non-local'],
  profile: 'ics',
  policy: { relay: relayThrough.ics, delivery: { mode: 'direct' } },
  clients: { office },
  peers,
  uses: ['operator'],

  async run({ office: client, smarthost, exchanger, operator, claim }) {
    const direct = { from: 'direct@local.test', to: 'carol@remote.test' }
    claim(await client.sends(direct), 'ics.smarthost.off-direct').isAccepted()
    claim(await exchanger.receives(direct), 'ics.smarthost.off-direct').once()
    claim(await smarthost.sees({ at: 'CONNECT' }), 'ics.smarthost.off-direct').never()

    await operator.sets({ delivery: { mode: 'relay' }, smarthost: { host: 'smarthost.test' } })
    const relayed = { from: 'relayed@local.test', to: 'carol@remote.test' }
    claim(await client.sends(relayed), 'ics.smarthost.all-non-local').isAccepted()
    claim(await smarthost.receives(relayed), 'ics.smarthost.all-non-local').once()
    claim(await exchanger.sees({ at: 'CONNECT' }), 'ics.smarthost.all-non-local').once()
  },
})

const ports = {
  kerio: 'kerio.smarthost.port-default-25',
  ics: 'ics.smarthost.port',
} as const

/** One name, two servers: the port alone tells which of them is meant. */
export const portIsConfigurable = (['kerio', 'ics'] as const).map((product) =>
  scenario(`smarthost/port-is-configurable-${product}`, {
    title: 'The relay server is found on port 25 unless another one is set',
    clauses: [ports[product]],
    profile: product,
    policy: {
      relay: relayThrough[product],
      delivery: { mode: 'relay' },
      smarthost: { host: 'usual.test' },
    },
    clients: { office },
    peers: { usual: smtpPeer(), special: smtpPeer({ port: 2526 }) },
    uses: ['operator'],

    async run({ office: client, usual, special, operator, claim }) {
      const first = { from: 'first@local.test', to: 'carol@remote.test' }
      claim(await client.sends(first)).isAccepted()
      claim(await usual.receives(first)).once()

      await operator.sets({ smarthost: { host: 'special.test', port: 2526 } })
      const second = { from: 'second@local.test', to: 'carol@remote.test' }
      claim(await client.sends(second)).isAccepted()
      claim(await special.receives(second)).once()
      claim(await usual.sees({ at: 'CONNECT' })).once()
    },
  }),
)
