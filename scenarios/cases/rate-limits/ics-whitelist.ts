import { anyNumber, at, outside, scenario, seconds, some } from '#dsl'

export const permittedAreFree = scenario('rate-limits/permitted-addresses-are-free-ics', {
  title: 'With the ignore option on, permitted networks and addresses entered by hand are not limited',
  clauses: ['ics.rate.ignore-permitted'],
  profile: 'ics',
  policy: {
    relay: { trusted: ['192.0.2.16/28'], trustedEntries: ['198.51.100.20'] },
    limits: { rateEnabled: true, messagesPerMinute: some(2, anyNumber), exemptWhitelisted: true },
  },
  accounts: { bob: 'bob@local.test' },
  clients: {
    office: at('192.0.2.31'),
    outsideOffice: at('192.0.2.32'),
    scanner: at('198.51.100.20'),
    neighbour: at('198.51.100.21'),
  },
  uses: ['sink'],

  async run({ office, outsideOffice, scanner, neighbour, bob, policy, sink, claim }) {
    const toLocal = { from: 'scan@elsewhere.test', to: bob.address }
    const toForeign = { from: 'scan@elsewhere.test', to: 'carol@remote.test' }
    const limit = policy.limits.messagesPerMinute
    for (const permitted of [office, scanner]) {
      for (let sent = 0; sent <= limit; sent++) {
        claim(await permitted.sends(toLocal)).isAccepted()
        claim(await permitted.sends(toForeign)).isAccepted()
      }
    }
    claim(await sink.receives(toForeign)).times(2 * (limit + 1))

    for (const other of [outsideOffice, neighbour]) {
      for (let sent = 0; sent < limit; sent++) claim(await other.sends(toLocal)).isAccepted()
      claim(await other.sends(toLocal)).isTurnedAway()
    }
  },
})

export const listedSendersAreFree = scenario('rate-limits/listed-senders-are-free-ics', {
  title: 'With the ignore option on, senders of a domain or mailbox entered by hand are not limited',
  clauses: ['ics.rate.ignore-sender-entries'],
  profile: 'ics',
  policy: {
    relay: { trustedEntries: ['friend.test', 'zoe@pal.test'] },
    limits: { rateEnabled: true, messagesPerMinute: 2, exemptWhitelisted: true },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },
  uses: ['clock'],

  async run({ visitor, bob, policy, clock, claim }) {
    const limit = policy.limits.messagesPerMinute
    for (const from of ['ann@friend.test', 'zoe@pal.test']) {
      for (let sent = 0; sent <= limit; sent++) {
        claim(await visitor.sends({ from, to: bob.address })).isAccepted()
      }
    }

    // Whether these count for others of the address is left open: the rest has a minute of its own.
    await clock.advances(seconds(60))
    const session = await visitor.opens('mx')
    const others = ['wim@pal.test', 'ann@other.test']
    for (const from of others) claim(await session.sends({ from, to: bob.address })).isAccepted()
    for (const from of others) claim(await session.sends({ from, to: bob.address })).isTurnedAway()
    claim(await session.sends({ from: 'ann@friend.test', to: bob.address })).isAccepted()
    claim(await session.sends({ from: 'ann@other.test', to: bob.address })).isTurnedAway()
    await session.quits()
  },
})

export const permittedAreCounted = scenario('rate-limits/permitted-are-counted-when-off-ics', {
  title: 'With the ignore option off, the white lists exempt nobody from the limit; with it on, they do',
  clauses: ['ics.rate.permitted-counted-when-off', 'ics.rate.ignore-permitted'],
  profile: 'ics',
  policy: {
    relay: { trusted: ['192.0.2.16/28'], trustedEntries: ['198.51.100.20', 'friend.test'] },
    limits: { rateEnabled: true, messagesPerMinute: 2, exemptWhitelisted: false },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), scanner: at('198.51.100.20'), visitor: outside },
  uses: ['operator'],

  async run({ office, scanner, visitor, bob, policy, operator, claim }) {
    const from = (sender: string) => ({ from: sender, to: bob.address })
    const mail = from('eve@elsewhere.test')
    for (const permitted of [office, scanner]) {
      for (let sent = 0; sent < policy.limits.messagesPerMinute; sent++) {
        claim(await permitted.sends(mail), 'ics.rate.permitted-counted-when-off').isAccepted()
      }
      claim(await permitted.sends(mail), 'ics.rate.permitted-counted-when-off').isTurnedAway()
    }
    const listed = from('ann@friend.test')
    for (let sent = 0; sent < policy.limits.messagesPerMinute; sent++) {
      claim(await visitor.sends(listed), 'ics.rate.permitted-counted-when-off').isAccepted()
    }
    claim(await visitor.sends(listed), 'ics.rate.permitted-counted-when-off').isTurnedAway()

    await operator.sets({ limits: { exemptWhitelisted: true } })
    for (const permitted of [office, scanner]) claim(await permitted.sends(mail)).isAccepted()
  },
})
