import { at, minutes, outside, scenario } from '#dsl'

// The manual names neither delay nor retention time. An hour is longer than any delay in use.

const soon = minutes(60)

export const permittedNetworks = scenario('greylisting/permitted-networks-are-not-checked-ics', {
  title:
    'Mail from permitted networks is accepted at the first attempt; mail from neighbouring addresses is not',
  clauses: ['ics.whitelist.networks-no-greylist', 'ics.sender.greylist-otherwise'],
  profile: 'ics',
  policy: { greylist: { enabled: true }, relay: { trusted: ['192.0.2.16/28', '198.51.100.7'] } },
  accounts: { bob: 'bob@local.test' },
  clients: {
    first: at('192.0.2.16'),
    last: at('192.0.2.31'),
    single: at('198.51.100.7'),
    below: at('192.0.2.15'),
    above: at('192.0.2.32'),
    neighbour: at('198.51.100.8'),
    stranger: outside,
    reader: outside,
  },
  uses: ['clock'],

  async run({ first, last, single, below, above, neighbour, stranger, reader, bob, clock, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const spared = [first, last, single]
    for (const member of spared) {
      claim(await member.sends(mail), 'ics.whitelist.networks-no-greylist').isAccepted()
      claim(await member.sends({ ...mail, from: '' }), 'ics.whitelist.networks-no-greylist').isAccepted()
    }
    claim(await reader.finds(mail, { in: bob }), 'ics.whitelist.networks-no-greylist').times(spared.length)

    const toBob = { from: 'zoe@remote.test', to: bob.address }
    const others = [below, above, neighbour, stranger]
    for (const other of others) claim(await other.insists(toBob)).isDeferred()
    claim(await reader.finds(toBob, { in: bob }), 'ics.sender.greylist-otherwise').never()
    await clock.advances(soon)
    for (const other of others) {
      claim(await other.sends(toBob), 'ics.sender.greylist-otherwise').isAccepted()
    }
    claim(await reader.finds(toBob, { in: bob }), 'ics.sender.greylist-otherwise').times(others.length)
  },
})

export const networkIsTakenOff = scenario('greylisting/network-is-taken-off-the-list-ics', {
  title: 'A network is exempt only while it is on the list; its exempt mail does not validate it',
  clauses: ['ics.whitelist.networks-no-greylist', 'ics.sender.greylist-otherwise'],
  profile: 'ics',
  policy: { greylist: { enabled: true }, relay: { trusted: ['192.0.2.16/28'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), branch: at('198.51.100.20') },
  uses: ['operator', 'clock'],

  async run({ office, branch, bob, operator, clock, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await branch.opens('mx')
    claim(await session.sends(mail), 'ics.sender.greylist-otherwise').isDeferred()
    claim(await office.sends(mail), 'ics.whitelist.networks-no-greylist').isAccepted()

    await operator.sets({ relay: { trusted: ['198.51.100.16/28'] } })
    claim(await session.sends(mail), 'ics.whitelist.networks-no-greylist').isAccepted()
    await session.quits()
    const other = { ...mail, from: 'zoe@remote.test' }
    claim(await office.sends(other), 'ics.sender.greylist-otherwise').isDeferred()
    await clock.advances(soon)
    claim(await office.sends(other), 'ics.sender.greylist-otherwise').isAccepted()
  },
})

export const entriesByHand = scenario('greylisting/entries-by-hand-are-not-checked-ics', {
  title:
    'Mail from addresses, domains and mailboxes entered by hand is accepted at the first attempt, as from permitted networks',
  clauses: [
    'ics.whitelist.entry-ip',
    'ics.whitelist.entry-domain',
    'ics.whitelist.entry-mailbox',
    'ics.whitelist.entry-not-others',
    'ics.sender.greylist-otherwise',
  ],
  profile: 'ics',
  policy: {
    greylist: { enabled: true },
    relay: { trusted: ['192.0.2.16/28'], trustedEntries: ['198.51.100.20', 'friend.test', 'zoe@pal.test'] },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { scanner: at('198.51.100.20'), neighbour: at('198.51.100.21'), visitor: outside },
  uses: ['clock'],

  async run({ scanner, neighbour, visitor, bob, clock, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await scanner.sends(mail), 'ics.whitelist.entry-ip').isAccepted()
    claim(
      await visitor.sends({ ...mail, from: 'ann@friend.test' }),
      'ics.whitelist.entry-domain',
    ).isAccepted()
    claim(await visitor.sends({ ...mail, from: 'zoe@pal.test' }), 'ics.whitelist.entry-mailbox').isAccepted()

    const others = [
      await neighbour.sends(mail),
      await visitor.sends({ ...mail, from: 'ann@sub.friend.test' }),
      await visitor.sends({ ...mail, from: 'wim@pal.test' }),
    ]
    for (const other of others) {
      claim(other, 'ics.whitelist.entry-not-others').isDeferred()
      claim(other, 'ics.sender.greylist-otherwise').isDeferred()
    }
    await clock.advances(soon)
    claim(await neighbour.sends(mail), 'ics.sender.greylist-otherwise').isAccepted()
  },
})
