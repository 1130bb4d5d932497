import { at, scenario, type Dns } from '#dsl'

// The relay server is 192.0.2.60, where the sink stands. The MX of the foreign domains is moved to where nobody is:
// what arrives has not come by it.

const relayServer = '192.0.2.60'
const nobody = '192.0.2.61'
const office = at('192.0.2.20')
const trusted = ['192.0.2.20']
const from = 'office@local.test'

async function nobodyIsMx(dns: Dns): Promise<void> {
  await dns.answers('nobody.remote.test', { A: [nobody] })
  for (const domain of ['remote.test', 'elsewhere.test'])
    await dns.answers(domain, { MX: [{ preference: 10, host: 'nobody.remote.test' }] })
}

const outgoing = {
  kerio: { clause: 'kerio.smarthost.all-outgoing', relay: { mode: 'restricted', trusted } },
  ics: { clause: 'ics.smarthost.all-non-local', relay: { trustedEntries: trusted } },
  commgate: { clause: 'commgate.smtp.outbound-relay', relay: { trusted } },
} as const

/** Every domain's mail goes the same way, and one message for two of them too. */
const allOutgoing = (product: keyof typeof outgoing) =>
  scenario(`smarthost/all-outgoing-goes-to-it-${product}`, {
    title: 'Outgoing mail goes to the relay server, whatever MX records its domain has',
    clauses: [outgoing[product].clause],
    profile: product,
    policy: {
      relay: outgoing[product].relay,
      delivery: { mode: 'relay' },
      smarthost: { host: relayServer },
    },
    clients: { office },
    uses: ['dns', 'sink'],

    async run({ office: client, dns, sink, claim }) {
      await nobodyIsMx(dns)
      for (const to of ['carol@remote.test', 'dave@elsewhere.test']) {
        claim(await client.sends({ from, to })).isAccepted()
        claim(await sink.receives({ from, to })).once()
      }
      const both = { from: 'both@local.test', to: ['carol@remote.test', 'dave@elsewhere.test'] }
      claim(await client.sends(both)).isAccepted()
      for (const to of both.to) claim(await sink.receives({ from: both.from, to })).once()
    },
  })

export const allOutgoingGoesToIt = (['kerio', 'ics', 'commgate'] as const).map(allOutgoing)

export const localMailStays = scenario('smarthost/local-mail-stays-ics', {
  title: 'If a message has a local and a foreign recipient, only the foreign copy goes to the relay server',
  clauses: ['ics.smarthost.local-not-relayed', 'ics.smarthost.all-non-local'],
  profile: 'ics',
  policy: {
    relay: { trustedEntries: trusted },
    delivery: { mode: 'relay' },
    smarthost: { host: relayServer },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { office },
  uses: ['dns', 'sink'],

  async run({ office: client, bob, dns, sink, claim }) {
    await nobodyIsMx(dns)
    const local = { from, to: bob.address }
    claim(await client.sends(local), 'ics.smarthost.local-not-relayed').isAccepted()
    claim(await client.finds(local, { in: bob }), 'ics.smarthost.local-not-relayed').once()
    claim(await sink.receives(local), 'ics.smarthost.local-not-relayed').never()

    const mixed = { from: 'mixed@local.test', to: [bob.address, 'carol@remote.test'] }
    claim(await client.sends(mixed)).isAccepted()
    claim(await client.finds(mixed, { in: bob }), 'ics.smarthost.local-not-relayed').once()
    claim(await sink.receives({ ...mixed, to: 'carol@remote.test' }), 'ics.smarthost.all-non-local').once()
    claim(await sink.receives({ ...mixed, to: bob.address }), 'ics.smarthost.local-not-relayed').never()
  },
})

const byNameOrAddress = (product: 'kerio' | 'ics') =>
  scenario(`smarthost/host-name-or-address-${product}`, {
    title: 'The relay server may be given as a name or as an address',
    clauses: [`${product}.smarthost.host-name-or-ip`],
    profile: product,
    policy: {
      relay: outgoing[product].relay,
      delivery: { mode: 'relay' },
      smarthost: { host: 'relay.remote.test' },
    },
    clients: { office },
    uses: ['dns', 'operator', 'sink'],

    async run({ office: client, dns, operator, sink, claim }) {
      await nobodyIsMx(dns)
      await dns.answers('relay.remote.test', { A: [relayServer] })
      const byName = { from, to: 'carol@remote.test' }
      claim(await client.sends(byName)).isAccepted()
      claim(await sink.receives(byName)).once()

      await operator.sets({ smarthost: { host: relayServer } })
      const byAddress = { from, to: 'dave@remote.test' }
      claim(await client.sends(byAddress)).isAccepted()
      claim(await sink.receives(byAddress)).once()
    },
  })

export const hostNameOrAddress = (['kerio', 'ics'] as const).map(byNameOrAddress)
