import { outside, scenario } from '#dsl'

export const strangersReachLocalDomainsOnly = scenario('relay/strangers-reach-local-domains-only-kerio', {
  title: 'Anyone may send to the local domains; a stranger may not send to any other',
  clauses: ['kerio.relay.local-from-anyone', 'kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', acceptSmtpAuth: true } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { stranger: outside, laptop: outside, reader: outside },
  uses: ['sink'],

  async run({ stranger, laptop, reader, alice, bob, sink, claim }) {
    const toLocal = { from: 'eve@elsewhere.test', to: bob.address }
    const toForeign = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }

    claim(await stranger.sends(toLocal), 'kerio.relay.local-from-anyone').isAccepted()
    claim(await reader.finds(toLocal, { in: bob }), 'kerio.relay.local-from-anyone').once()
    claim(await stranger.insists(toForeign)).isRefused({ by: 'RCPT' })
    // The local recipient beside it gets the message, and the foreign one does not.
    const mixed = { from: 'max@elsewhere.test', to: [bob.address, 'dave@remote.test'] }
    claim(await stranger.insists(mixed)).isRefused({ by: 'RCPT' })
    claim(await reader.finds(mixed, { in: bob }), 'kerio.relay.local-from-anyone').once()

    // The same foreign recipient, for somebody who is known.
    const fromAlice = { from: alice.address, to: 'carol@remote.test' }
    claim(await laptop.sends(fromAlice, { as: alice }), 'kerio.relay.remote-only-authorized').isAccepted()
    claim(await sink.receives(fromAlice), 'kerio.relay.remote-only-authorized').once()
    claim(await sink.receives(toForeign), 'kerio.relay.remote-only-authorized').never()
    claim(
      await sink.receives({ ...mixed, to: 'dave@remote.test' }),
      'kerio.relay.remote-only-authorized',
    ).never()
  },
})

export const oneSessionTwoAnswers = scenario('relay/one-session-two-answers-kerio', {
  title: "In one session, a stranger's foreign recipient is refused and the local one is accepted",
  clauses: [
    'kerio.relay.remote-only-authorized',
    'kerio.relay.local-from-anyone',
    'rfc5321.relay-denied-550',
  ],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted' } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },

  async run({ stranger, bob, claim }) {
    const session = await stranger.opens('mx')
    const foreign = await session.offers({ from: 'eve@elsewhere.test', to: 'carol@remote.test' })
    claim(foreign).isRefused({ by: 'RCPT' })
    claim.form(foreign, 'rfc5321.relay-denied-550').is({ code: 550, status: '5.7.1' })
    claim(await session.offers({ from: 'eve@elsewhere.test', to: bob.address })).isAccepted()

    // A local recipient first opens no door for a foreign one after it, in the same transaction.
    const both = { from: 'eve@elsewhere.test', to: [bob.address, 'carol@remote.test'] }
    claim(await session.offers(both)).isRefused({ by: 'RCPT' })
    await session.quits()
  },
})

export const spellingsThatFoolServers = scenario('relay/spellings-that-fool-servers-kerio', {
  title: 'No spelling makes a foreign recipient count as local, and no sender address grants relaying',
  clauses: ['kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted' } },
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },

  async run({ stranger, bob, claim }) {
    const session = await stranger.opens('mx')
    const spellings = [
      'carol%remote.test@local.test',
      'remote.test!carol@local.test',
      '"carol@remote.test"@local.test',
      '@local.test:carol@remote.test',
      'carol@REMOTE.test',
      'carol@remote.test.',
      'carol@[192.0.2.99]',
      // Postmaster is everybody's name, and here only that of the local domains.
      'postmaster@remote.test',
    ]
    for (const to of spellings) {
      claim(await session.offers({ from: 'eve@elsewhere.test', to })).isRefused({ by: 'RCPT' })
    }
    for (const from of [bob.address, '', 'postmaster@local.test']) {
      claim(await session.offers({ from, to: 'carol@remote.test' })).isRefused({ by: 'RCPT' })
    }
    claim(await session.offers({ from: 'eve@elsewhere.test', to: bob.address })).isAccepted()
    claim(await session.offers({ from: 'eve@elsewhere.test', to: 'bob@LOCAL.test' })).isAccepted()
    await session.quits()

    const pretender = await stranger.opens('mx', { helo: 'mx.local.test' })
    claim(await pretender.offers({ from: bob.address, to: 'carol@remote.test' })).isRefused({ by: 'RCPT' })
    await pretender.quits()
  },
})
