import { at, outside, scenario } from '#dsl'

export const authenticatedUserRelays = scenario('relay/authenticated-user-relays-kerio', {
  title: 'A valid name and password let a session send anywhere, a wrong password does not',
  clauses: ['kerio.relay.smtp-auth', 'kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', acceptSmtpAuth: true } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, guesser: outside },
  uses: ['sink'],

  async run({ laptop, guesser, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await laptop.opens('mx')
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await session.quits()

    // The right belonged to that session, not to the address.
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    const wrong = await guesser.opens('mx')
    claim(await wrong.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await wrong.offers(mail)).isRefused({ by: 'RCPT' })
    await wrong.quits()
  },
})

export const authenticationSwitchedOff = scenario('relay/authentication-switched-off-kerio', {
  title: 'With the option off, authentication gives no right to relay',
  clauses: ['kerio.relay.smtp-auth-off'],
  profile: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: false },
  },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, office: at('192.0.2.20') },
  uses: ['sink'],
  control: 'relay/authenticated-user-relays-kerio',

  async run({ laptop, office, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await laptop.opens('mx')
    await session.authenticates(alice)
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    await session.quits()

    claim(await office.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

export const everyAccountMayRelay = scenario('relay/every-account-may-relay-kerio', {
  title: 'Every account has the right, even a new one; a name without an account does not',
  clauses: ['kerio.relay.smtp-auth-every-account'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', acceptSmtpAuth: true } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, guesser: outside },
  uses: ['operator', 'sink'],

  async run({ laptop, guesser, alice, bob, operator, sink, claim }) {
    const nobody = { address: 'newcomer@local.test' }
    const before = { from: nobody.address, to: 'carol@remote.test' }
    claim(await guesser.offers(before, { as: nobody })).isRefused({ by: 'RCPT' })

    const newcomer = await operator.adds(nobody.address)
    for (const account of [alice, bob, newcomer]) {
      const mail = { from: account.address, to: 'carol@remote.test' }
      claim(await laptop.sends(mail, { as: account })).isAccepted()
      claim(await sink.receives(mail)).once()
    }
  },
})
