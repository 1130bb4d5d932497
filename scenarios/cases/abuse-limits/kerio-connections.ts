import { at, outside, scenario } from '#dsl'

export const connectionsOfOneAddress = scenario('abuse-limits/connections-of-one-address-kerio', {
  title:
    'An address has no more SMTP sessions open than the limit; others connect meanwhile, and it may once one ends',
  clauses: ['kerio.limits.connections-per-ip', 'kerio.limits.connections-other-ips'],
  profile: 'kerio',
  policy: { limits: { connectionsPerIp: 2 } },
  accounts: { bob: 'bob@local.test' },
  clients: { busy: outside, neighbour: outside, reader: outside },

  async run({ busy, neighbour, reader, bob, claim }) {
    const per = 'kerio.limits.connections-per-ip'
    const others = 'kerio.limits.connections-other-ips'
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const first = await busy.opens('mx', { greets: 'not' })
    const second = await busy.opens('mx', { greets: 'not' })
    claim(first.greeting, per).isAccepted()
    claim(second.greeting, per).isAccepted()
    // The manual leaves open how the connection is refused.
    claim(await busy.offers(mail), per).isClosed()
    claim(await neighbour.sends(mail), others).isAccepted()
    claim(await reader.finds(mail, { in: bob }), others).once()
    claim(await busy.offers(mail), others).isClosed()

    // A session may count for a moment after its goodbye: somebody else is served before the next one.
    await first.quits()
    claim(await neighbour.sends(mail), others).isAccepted()
    const third = await busy.opens('mx', { greets: 'not' })
    claim(third.greeting, per).isAccepted()
    claim(await busy.offers(mail), per).isClosed()
    await second.quits()
    await third.quits()
    for (let count = 1; count <= 3; count++) {
      claim(await neighbour.sends(mail), others).isAccepted()
      claim(await busy.sends(mail), per).isAccepted()
    }
  },
})

export const exemptGroupConnects = scenario('abuse-limits/exempt-group-connects-at-will-kerio', {
  title: 'The limit on connections does not bind the exempt group; it binds its neighbours',
  clauses: ['kerio.limits.exempt-connections'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['192.0.2.16/30'] },
    limits: { connectionsPerIp: 2, exemptGroup: 'spared' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { list: at('192.0.2.19'), above: at('192.0.2.20'), stranger: outside },

  async run({ list, above, stranger, bob, claim }) {
    const mail = { from: 'news@elsewhere.test', to: bob.address }
    const open = []
    for (let count = 1; count <= 5; count++) open.push(await list.opens('mx', { greets: 'not' }))
    for (const session of open) claim(session.greeting).isAccepted()
    claim(await list.sends(mail)).isAccepted()
    for (const client of [above, stranger]) {
      const greets = 'not'
      const held = [await client.opens('mx', { greets }), await client.opens('mx', { greets })]
      claim(await client.offers(mail)).isClosed()
      for (const session of held) await session.quits()
      claim(await list.sends(mail)).isAccepted()
      claim(await client.offers(mail)).isAccepted()
    }
    for (const session of open) await session.quits()
  },
})
