import { at, outside, scenario } from '#dsl'

// Entries made by hand. What they also free from, grey list and PTR check, has its own clauses.

export const addressEntry = scenario('relay/address-entry-ics', {
  title: 'An address entered by hand may send anywhere without AUTH; its neighbours may not',
  clauses: ['ics.whitelist.entry-ip', 'ics.whitelist.entry-not-others'],
  profile: 'ics',
  policy: { relay: { trustedEntries: ['198.51.100.20', '2001:DB8:0::7'] } },
  clients: {
    scanner: at('198.51.100.20'),
    printer: at('2001:db8::7'),
    below: at('198.51.100.19'),
    above: at('198.51.100.21'),
    shorter: at('198.51.100.2'),
    longer: at('198.51.100.200'),
    next: at('2001:db8::8'),
    pretender: outside,
  },
  uses: ['sink'],

  async run({ scanner, printer, below, above, shorter, longer, next, pretender, sink, claim }) {
    const mail = { from: 'scan@elsewhere.test', to: 'carol@remote.test' }
    claim(await scanner.sends(mail), 'ics.whitelist.entry-ip').isAccepted()
    claim(await sink.receives(mail), 'ics.whitelist.entry-ip').once()
    claim(await printer.offers(mail), 'ics.whitelist.entry-ip').isAccepted()
    // It is the address that counts, whoever the sender is.
    claim(await scanner.offers({ ...mail, from: '' }), 'ics.whitelist.entry-ip').isAccepted()

    for (const other of [below, above, shorter, longer, next]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
    // An address is nothing one can claim in a reverse-path or a greeting.
    const claimed = { ...mail, from: 'scan@[198.51.100.20]' }
    claim(await pretender.offers(claimed, { helo: '[198.51.100.20]' })).isRefused({ by: 'RCPT' })
  },
})

export const domainEntry = scenario('relay/domain-entry-ics', {
  title: 'Senders of a domain entered by hand may send anywhere, transaction by transaction',
  clauses: ['ics.whitelist.entry-domain', 'ics.whitelist.entry-not-others'],
  profile: 'ics',
  policy: { relay: { trustedEntries: ['friend.test'] } },
  clients: { visitor: outside, pretender: outside },
  uses: ['sink'],

  async run({ visitor, pretender, sink, claim }) {
    // The domain of the envelope sender is what an entry is compared with.
    const to = 'carol@remote.test'
    const mail = { from: 'zoe@friend.test', to }
    claim(await visitor.sends(mail), 'ics.whitelist.entry-domain').isAccepted()
    claim(await sink.receives(mail), 'ics.whitelist.entry-domain').once()
    claim(await visitor.offers({ from: 'yan@FRIEND.Test', to }), 'ics.whitelist.entry-domain').isAccepted()

    const session = await visitor.opens('mx')
    claim(await session.offers({ from: 'zoe@other.test', to })).isRefused({ by: 'RCPT' })
    claim(await session.offers(mail), 'ics.whitelist.entry-domain').isAccepted()
    claim(await session.offers({ from: 'zoe@other.test', to })).isRefused({ by: 'RCPT' })
    await session.quits()

    // The entry names senders: neither a greeting nor a recipient will do.
    const greeting = { from: 'zoe@other.test', to }
    claim(await pretender.offers(greeting, { helo: 'friend.test' })).isRefused({ by: 'RCPT' })
    const recipient = { from: 'zoe@other.test', to: 'yan@friend.test' }
    claim(await pretender.offers(recipient)).isRefused({ by: 'RCPT' })
  },
})

export const mailboxEntry = scenario('relay/mailbox-entry-ics', {
  title: 'A mailbox entered by hand may send anywhere; other senders of its domain may not',
  clauses: ['ics.whitelist.entry-mailbox', 'ics.whitelist.entry-not-others'],
  profile: 'ics',
  policy: { relay: { trustedEntries: ['zoe@friend.test'] } },
  clients: { visitor: outside },
  uses: ['sink'],

  async run({ visitor, sink, claim }) {
    const to = 'carol@remote.test'
    const mail = { from: 'zoe@friend.test', to }
    claim(await visitor.sends(mail), 'ics.whitelist.entry-mailbox').isAccepted()
    claim(await sink.receives(mail), 'ics.whitelist.entry-mailbox').once()
    claim(await visitor.offers({ from: 'zoe@FRIEND.test', to }), 'ics.whitelist.entry-mailbox').isAccepted()
    for (const from of ['yan@friend.test', 'zoe@other.test', 'zoe.zoe@friend.test', '']) {
      claim(await visitor.offers({ from, to })).isRefused({ by: 'RCPT' })
    }
  },
})

export const entriesCoverNoOthers = scenario('relay/entries-cover-no-others-ics', {
  title: 'Subdomains, other mailboxes and look-alikes gain nothing from entries made by hand',
  clauses: ['ics.whitelist.entry-not-others'],
  profile: 'ics',
  policy: { relay: { trustedEntries: ['friend.test', 'zoe@pal.test', '198.51.100.20'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },
  uses: ['sink'],

  async run({ visitor, bob, sink, claim }) {
    const to = 'carol@remote.test'
    const session = await visitor.opens('mx')
    // Sub-domains are read as not covered.
    const others = [
      'ann@sub.friend.test',
      'ann@notfriend.test',
      'ann@friend.test.other.test',
      'friend.test@other.test',
      'wim@pal.test',
      'zoe@sub.pal.test',
      '"zoe@pal.test"@other.test',
      'ann@[198.51.100.20]',
      '',
    ]
    for (const from of others) claim(await session.offers({ from, to })).isRefused({ by: 'RCPT' })
    claim(await session.offers({ from: 'wim@pal.test', to: bob.address })).isAccepted()

    for (const from of ['ann@friend.test', 'zoe@pal.test']) {
      claim(await session.sends({ from, to })).isAccepted()
      claim(await sink.receives({ from, to })).once()
    }
    await session.quits()
  },
})
