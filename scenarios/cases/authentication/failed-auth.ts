import { at, outside, scenario } from '#dsl'

export const failedAuthOverridesGroup = scenario('authentication/failed-auth-overrides-group-kerio', {
  title: 'If group and AUTH are both selected, a failed AUTH removes the right of the address',
  clauses: ['kerio.relay.failed-auth-overrides-ip', 'kerio.relay.failed-auth-local-mail'],
  profile: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: true },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), reader: outside },
  uses: ['sink'],

  async run({ office, reader, alice, bob, sink, claim }) {
    const toForeign = { from: alice.address, to: 'carol@remote.test' }
    const toLocal = { from: alice.address, to: bob.address }

    const session = await office.opens('mx')
    claim(await session.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await session.offers(toForeign)).isRefused({ by: 'RCPT' })
    claim(await session.sends(toLocal), 'kerio.relay.failed-auth-local-mail').isAccepted()
    claim(await reader.finds(toLocal, { in: bob }), 'kerio.relay.failed-auth-local-mail').once()

    // It lasts for the session: a fresh one stands on its address again, as long as it tries no AUTH.
    claim(await office.sends(toForeign), 'kerio.relay.failed-auth-overrides-ip').isAccepted()
    claim(await sink.receives(toForeign), 'kerio.relay.failed-auth-overrides-ip').once()

    // And a later AUTH that works makes the session whole.
    claim(await session.offers(toForeign), 'kerio.relay.failed-auth-overrides-ip').isRefused({ by: 'RCPT' })
    claim(await session.authenticates(alice), 'kerio.relay.failed-auth-overrides-ip').isAccepted()
    claim(await session.offers(toForeign), 'kerio.relay.failed-auth-overrides-ip').isAccepted()
    await session.quits()
  },
})

export const failedAuthWithGroupAlone = scenario('authentication/failed-auth-with-group-alone-kerio', {
  title: 'If only the group is selected, a failed AUTH removes no right',
  clauses: ['kerio.relay.failed-auth-ip-only-mode'],
  profile: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: false },
  },
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20'), stranger: outside },
  uses: ['sink'],

  async run({ office, stranger, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await office.opens('mx')
    await session.authenticates(alice, { password: 'wrong' })
    claim(await session.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await session.quits()

    const other = await stranger.opens('mx')
    await other.authenticates(alice, { password: 'wrong' })
    claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    await other.quits()
  },
})
