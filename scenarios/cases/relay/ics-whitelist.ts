import { at, outside, scenario } from '#dsl'

// What the white lists also free from, grey list and PTR check, has its own clauses: here it is about AUTH.

export const permittedNetworks = scenario('relay/permitted-networks-need-no-auth-ics', {
  title: 'Permitted networks may send anywhere without AUTH; everybody else must authenticate',
  clauses: ['ics.whitelist.networks-no-auth', 'ics.sender.auth-required-otherwise'],
  profile: 'ics',
  policy: { relay: { trusted: ['192.0.2.16/28', '198.51.100.7'] } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
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

  async run({ first, last, single, below, above, neighbour, stranger, alice, bob, sink, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: ['carol@remote.test', 'dave@elsewhere.test'] }
    for (const member of [first, last, single]) {
      claim(await member.offers(mail), 'ics.whitelist.networks-no-auth').isAccepted()
    }
    const toCarol = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
    claim(await last.sends(toCarol), 'ics.whitelist.networks-no-auth').isAccepted()
    claim(await sink.receives(toCarol), 'ics.whitelist.networks-no-auth').once()
    claim(await last.offers({ ...mail, to: bob.address }), 'ics.whitelist.networks-no-auth').isAccepted()

    for (const other of [below, above, neighbour, stranger]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
    const fromAlice = { from: alice.address, to: 'carol@remote.test' }
    claim(await below.sends(fromAlice, { as: alice }), 'ics.sender.auth-required-otherwise').isAccepted()
    claim(await sink.receives(fromAlice), 'ics.sender.auth-required-otherwise').once()
  },
})

export const authIsOfTheSession = scenario('relay/auth-is-of-the-session-ics', {
  title:
    'Outside the white lists, a session may relay only after AUTH in that session; an earlier mailbox login is not enough',
  clauses: ['ics.sender.auth-required-otherwise'],
  profile: 'ics',
  policy: { relay: { trusted: ['192.0.2.16/28'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, guesser: outside },
  uses: ['sink'],

  async run({ laptop, guesser, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    await laptop.logsIn('pop3', alice)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    await laptop.logsIn('imap', alice)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

    const session = await laptop.opens('mx')
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    // The next transaction of the same session has the right too, another session of the same address has not.
    claim(await session.offers(mail)).isAccepted()
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    await session.quits()

    const wrong = await guesser.opens('mx')
    claim(await wrong.authenticates(alice, { password: 'wrong' })).isRefused()
    claim(await wrong.offers(mail)).isRefused({ by: 'RCPT' })
    await wrong.quits()
  },
})

export const failedAuthInPermittedNetwork = scenario('relay/failed-auth-in-permitted-network-ics', {
  title: 'If AUTH is not required, a failed AUTH takes no right away',
  clauses: ['ics.whitelist.networks-no-auth'],
  profile: 'ics',
  policy: { relay: { trusted: ['192.0.2.16/28'] } },
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

export const networksFollowInterfaces = scenario('relay/permitted-networks-follow-interfaces-ics', {
  title: 'With nothing entered by hand, the permitted networks are those of the interfaces',
  clauses: ['ics.whitelist.networks-from-interfaces'],
  profile: 'ics',
  policy: {},
  clients: {
    first: at('192.0.2.1'),
    last: at('192.0.2.254'),
    branch: at('198.51.100.30'),
    outsideBranch: at('198.51.100.33'),
    stranger: outside,
  },
  uses: ['profileDefaults', 'operator', 'sink'],

  async run({ first, last, branch, outsideBranch, stranger, operator, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    await operator.connects(['192.0.2.0/24', '198.51.100.16/28'])
    claim(await first.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const member of [last, branch]) claim(await member.offers(mail)).isAccepted()
    for (const other of [outsideBranch, stranger]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }

    // One interface is taken away, the other stays.
    await operator.connects(['198.51.100.16/28'])
    for (const other of [first, last]) claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await branch.offers(mail)).isAccepted()
  },
})
