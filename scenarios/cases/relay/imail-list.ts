import { at, outside, scenario } from '#dsl'

export const listedSystemsRelay = scenario('relay/listed-systems-relay-imail', {
  title: 'Systems on the list may send anywhere; all others only to local users',
  clauses: [
    'imail.relay.listed-addresses',
    'imail.relay.unlisted-refused',
    'imail.relay.local-destination-always',
  ],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), stranger: outside, reader: outside },
  uses: ['sink'],

  async run({ office, stranger, reader, bob, sink, claim }) {
    const toForeign = { from: 'office@elsewhere.test', to: 'carol@remote.test' }
    claim(await office.sends(toForeign), 'imail.relay.listed-addresses').isAccepted()
    claim(await sink.receives(toForeign), 'imail.relay.listed-addresses').once()

    // The same session is refused the one and granted the other.
    const fromEve = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
    const toLocal = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await stranger.opens('mx')
    claim(await session.insists(fromEve)).isRefused({ by: 'RCPT' })
    claim(await session.sends(toLocal), 'imail.relay.local-destination-always').isAccepted()
    claim(await session.sends({ ...fromEve, from: bob.address })).isRefused({ by: 'RCPT' })
    const mixed = { ...fromEve, to: [bob.address, fromEve.to] }
    claim(await session.insists(mixed)).isRefused({ by: 'RCPT' })
    await session.quits()
    claim(await reader.finds(mixed, { in: bob }), 'imail.relay.local-destination-always').once()
    claim(await reader.finds(toLocal, { in: bob }), 'imail.relay.local-destination-always').once()
    claim(await sink.receives(fromEve), 'imail.relay.unlisted-refused').never()
  },
})

export const unlistedStaySo = scenario('relay/unlisted-systems-stay-so-imail', {
  title: 'A mailbox login, a greeting name or a spelling does not make a system a listed one',
  clauses: ['imail.relay.unlisted-refused'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20'), laptop: outside },
  uses: ['sink'],

  async run({ office, laptop, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    await laptop.logsIn('pop3', alice)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    await laptop.logsIn('imap', alice)
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await laptop.offers(mail, { helo: '[192.0.2.20]' })).isRefused({ by: 'RCPT' })

    const session = await laptop.opens('mx')
    for (const to of [
      'carol%remote.test@local.test',
      '@local.test:carol@remote.test',
      'carol@[192.0.2.20]',
    ]) {
      claim(await session.offers({ ...mail, to })).isRefused({ by: 'RCPT' })
    }
    await session.quits()

    claim(await office.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

export const refusalNamesTheHost = scenario('relay/refusal-names-the-host-imail', {
  title: 'The refusal is 550 and names the host that is not local',
  clauses: ['imail.relay.refusal-550-text'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), stranger: outside },

  async run({ office, stranger, bob, claim }) {
    // The host is read as that of the refused recipient.
    const session = await stranger.opens('mx')
    for (const host of ['remote.test', 'elsewhere.test']) {
      const refused = await session.offers({ from: 'eve@other.test', to: [bob.address, `carol@${host}`] })
      claim(refused).isRefused({ by: 'RCPT' })
      claim.form(refused).is({ code: 550, text: `unknown local host ${host}, not a gateway` })
    }
    await session.quits()
    claim(await office.offers({ from: 'eve@other.test', to: 'carol@remote.test' })).isAccepted()
  },
})

export const singleAddresses = scenario('relay/single-address-on-the-list-imail', {
  title: 'An entry may be one address, and does not cover its neighbours',
  clauses: ['imail.relay.entry-single-address'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.10'] } },
  clients: {
    computer: at('192.0.2.10'),
    below: at('192.0.2.9'),
    above: at('192.0.2.11'),
    shorter: at('192.0.2.1'),
    longer: at('192.0.2.100'),
  },
  uses: ['sink'],

  async run({ computer, below, above, shorter, longer, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await computer.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const other of [below, above, shorter, longer]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const groupsByMask = scenario('relay/group-on-the-list-imail', {
  title: 'An entry may be a group given by address and subnet mask, and covers the whole block',
  clauses: ['imail.relay.entry-group-mask'],
  profile: 'imail',
  policy: {
    relay: { mode: 'restricted', trusted: ['192.0.2.64 255.255.255.192', '198.51.100.0 255.255.255.0'] },
  },
  clients: {
    first: at('192.0.2.64'),
    last: at('192.0.2.127'),
    lowest: at('198.51.100.1'),
    highest: at('198.51.100.254'),
    below: at('192.0.2.63'),
    above: at('192.0.2.128'),
    blockBelow: at('198.51.99.254'),
    blockAbove: at('198.51.101.1'),
  },
  uses: ['sink'],

  async run({ first, last, lowest, highest, below, above, blockBelow, blockAbove, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await first.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const member of [last, lowest, highest]) claim(await member.offers(mail)).isAccepted()
    for (const other of [below, above, blockBelow, blockAbove]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const wholeListCounts = scenario('relay/whole-list-counts-imail', {
  title: 'One list may hold single addresses and groups, and every entry counts',
  clauses: ['imail.relay.all-listed'],
  profile: 'imail',
  policy: {
    relay: {
      mode: 'restricted',
      trusted: ['192.0.2.10', '198.51.100.32 255.255.255.224', '192.0.2.200'],
    },
  },
  clients: {
    first: at('192.0.2.10'),
    member: at('198.51.100.40'),
    last: at('192.0.2.200'),
    between: at('192.0.2.100'),
    stranger: outside,
  },
  uses: ['sink'],

  async run({ first, member, last, between, stranger, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    for (const listed of [first, member, last]) claim(await listed.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).times(3)
    for (const other of [between, stranger]) claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
  },
})
