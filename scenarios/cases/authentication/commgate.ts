import { at, outside, scenario } from '#dsl'

export const sendingTakesAuthentication = scenario('authentication/sending-takes-authentication-commgate', {
  title: 'With SMTP authentication on, users who give name and password may send through the server',
  clauses: ['commgate.smtp.auth-on'],
  profile: 'commgate',
  policy: { auth: { required: true }, relay: { trusted: ['198.51.100.0/24'] } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, reader: outside },
  uses: ['sink'],

  async run({ laptop, reader, alice, bob, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const inbound = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await laptop.opens('mx')
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await session.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await session.quits()

    // The name was given for that session, and mail that comes in needs none.
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await laptop.sends(inbound)).isAccepted()
    claim(await reader.finds(inbound, { in: bob })).once()
  },
})

export const authenticationIsNoWayIn = scenario('authentication/authentication-is-no-way-in-commgate', {
  title: 'With SMTP authentication off, only the trusted networks may send through the server',
  clauses: ['commgate.smtp.auth-off'],
  profile: 'commgate',
  policy: { auth: { required: false }, relay: { trusted: ['198.51.100.0/24'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, office: at('198.51.100.20') },
  uses: ['sink'],
  control: 'authentication/sending-takes-authentication-commgate',

  async run({ laptop, office, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await laptop.opens('mx')
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    await session.authenticates(alice)
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    await session.quits()

    claim(await office.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})
