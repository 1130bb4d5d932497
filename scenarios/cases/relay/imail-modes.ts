import { at, outside, scenario } from '#dsl'

export const anyoneRelays = scenario('relay/anyone-relays-imail', {
  title: "In the mode 'Relay mail for anyone' everybody may relay; choosing 'No Mail Relay' ends that",
  clauses: ['imail.relay.anyone', 'imail.relay.none'],
  profile: 'imail',
  policy: { relay: { mode: 'open' } },
  clients: { stranger: outside, other: outside },
  uses: ['operator', 'sink'],

  async run({ stranger, other, operator, sink, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: ['carol@remote.test', 'dave@elsewhere.test'] }
    claim(await stranger.sends(mail), 'imail.relay.anyone').isAccepted()
    for (const to of mail.to) claim(await sink.receives({ ...mail, to }), 'imail.relay.anyone').once()
    claim(await other.offers({ ...mail, from: '' }), 'imail.relay.anyone').isAccepted()

    await operator.sets({ relay: { mode: 'none' } })
    await operator.restarts()
    for (const client of [stranger, other]) {
      claim(await client.offers(mail), 'imail.relay.none').isRefused({ by: 'RCPT' })
    }
  },
})

// An open relay by default is what the manual documents. It is safe on a stage only.
export const anyoneByDefault = scenario('relay/anyone-relays-by-default-imail', {
  title: 'Until another mode is chosen, anyone relays',
  clauses: ['imail.relay.anyone-is-default'],
  profile: 'imail',
  policy: {},
  clients: { stranger: outside },
  uses: ['profileDefaults', 'sink'],
  control: 'relay/nobody-relays-imail',

  async run({ stranger, sink, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
    claim(await stranger.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

export const nobodyRelays = scenario('relay/nobody-relays-imail', {
  title: 'With No Mail Relay nobody may send to other hosts, listed or not; local mail is still accepted',
  clauses: ['imail.relay.none', 'imail.relay.none-local-still-accepted'],
  profile: 'imail',
  policy: { relay: { mode: 'none', trusted: ['192.0.2.20'] } },
  accounts: { alice: 'alice@local.test', bob: 'bob@second.test' },
  clients: { office: at('192.0.2.20'), stranger: outside, reader: outside },
  uses: ['sink'],
  control: 'relay/listed-systems-relay-imail',

  async run({ office, stranger, reader, alice, bob, sink, claim }) {
    const toForeign = { from: alice.address, to: 'carol@remote.test' }
    const toLocal = { from: 'eve@elsewhere.test', to: [alice.address, bob.address] }
    const mixed = { from: 'max@elsewhere.test', to: [bob.address, 'carol@remote.test'] }
    for (const client of [office, stranger]) {
      const session = await client.opens('mx')
      claim(await session.offers(toForeign), 'imail.relay.none').isRefused({ by: 'RCPT' })
      claim(await session.sends(toLocal), 'imail.relay.none-local-still-accepted').isAccepted()
      claim(await session.insists(toForeign), 'imail.relay.none').isRefused({ by: 'RCPT' })
      claim(await session.insists(mixed), 'imail.relay.none').isRefused({ by: 'RCPT' })
      await session.quits()
    }
    claim(await reader.finds(mixed, { in: bob }), 'imail.relay.none-local-still-accepted').times(2)
    for (const account of [alice, bob]) {
      const found = await reader.finds(toLocal, { in: account })
      claim(found, 'imail.relay.none-local-still-accepted').times(2)
    }

    // Who has read his mail, over whatever protocol, is nobody special either.
    await office.logsIn('pop3', alice)
    claim(await office.offers(toForeign), 'imail.relay.none').isRefused({ by: 'RCPT' })
    await office.logsIn('imap', alice)
    claim(await office.offers(toForeign), 'imail.relay.none').isRefused({ by: 'RCPT' })
    claim(await sink.receives(toForeign), 'imail.relay.none').never()
    claim(await sink.receives({ ...mixed, to: 'carol@remote.test' }), 'imail.relay.none').never()
  },
})
