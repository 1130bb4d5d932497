import { anyNumber, at, outside, scenario, seconds, some } from '#dsl'

// The manual gives neither reply nor code: for now or for good, what counts is that the message is not taken.

export const soManyAMinute = scenario('rate-limits/so-many-a-minute-ics', {
  title: 'An address may send as many messages per minute as the limit says, and not one more',
  clauses: ['ics.rate.per-ip-per-minute', 'ics.rate.recovers-after-minute'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: some(3, { from: 2, to: 4 }) } },
  accounts: { bob: 'bob@local.test' },
  clients: { sender: outside, reader: outside },
  uses: ['clock'],

  async run({ sender, reader, bob, policy, clock, claim }) {
    const limit = policy.limits.messagesPerMinute
    const minute = seconds(60)
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const first = await sender.sends(mail)
    claim(first).isAccepted()
    for (let sent = 1; sent < limit; sent++) {
      await clock.advances(seconds(15))
      claim(await sender.sends(mail)).isAccepted()
    }
    const excess = await sender.sends(mail)
    claim(excess, 'ics.rate.per-ip-per-minute').isTurnedAway()
    claim.should(excess, 'ics.rate.per-ip-per-minute').isDeferred()
    await clock.justBefore(first, minute)
    claim(await sender.sends(mail), 'ics.rate.per-ip-per-minute').isTurnedAway()

    // The first one counts no more. What was turned away meanwhile never did.
    await clock.justAfter(first, minute)
    claim(await sender.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob }), 'ics.rate.per-ip-per-minute').times(limit + 1)
    // Any minute is meant: the others are less than one old. A server that counts from minute to minute lets more in.
    claim.should(await sender.sends(mail), 'ics.rate.per-ip-per-minute').isTurnedAway()
  },
})

export const oneAMinute = scenario('rate-limits/one-a-minute-ics', {
  title: 'With a limit of one, each message must wait until a minute after the one before',
  clauses: ['ics.rate.recovers-after-minute', 'ics.rate.per-ip-per-minute'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: 1 } },
  accounts: { bob: 'bob@local.test' },
  clients: { sender: outside },
  uses: ['clock'],

  async run({ sender, bob, clock, claim }) {
    const minute = seconds(60)
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    // Not on the minute of any clock.
    await clock.advances(seconds(40))
    let last = await sender.sends(mail)
    claim(last).isAccepted()
    for (let round = 0; round < 3; round++) {
      await clock.justBefore(last, minute)
      claim(await sender.sends(mail), 'ics.rate.per-ip-per-minute').isTurnedAway()
      await clock.justAfter(last, minute)
      last = await sender.sends(mail)
      claim(last).isAccepted()
    }
  },
})

export const recipientsCountOnce = scenario('rate-limits/recipients-count-once-ics', {
  title: 'A message counts once, however many recipients it has',
  clauses: ['ics.rate.per-ip-per-minute'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: some(2, anyNumber) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', carol: 'carol@second.test' },
  clients: { sender: outside, reader: outside },

  async run({ sender, reader, alice, bob, carol, policy, claim }) {
    const everybody = { from: 'eve@elsewhere.test', to: [alice.address, bob.address, carol.address] }
    for (let sent = 0; sent < policy.limits.messagesPerMinute; sent++) {
      claim(await sender.sends(everybody)).isAccepted()
    }
    claim(await sender.sends({ ...everybody, to: bob.address })).isTurnedAway()
    claim(await reader.finds(everybody, { in: carol })).times(policy.limits.messagesPerMinute)
  },
})

export const onlyWhatIsTakenCounts = scenario('rate-limits/only-what-is-taken-counts-ics', {
  title: 'Messages that were abandoned or refused do not count; accepted ones do',
  clauses: ['ics.rate.per-ip-per-minute'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: some(2, anyNumber) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { sender: outside },

  async run({ sender, alice, bob, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const limit = policy.limits.messagesPerMinute
    const session = await sender.opens('mx')
    for (let offered = 0; offered <= limit; offered++) {
      claim(await session.offers(mail)).isAccepted()
      claim(await session.sends({ ...mail, to: 'carol@remote.test' })).isRefused({ by: 'RCPT' })
      claim(await session.authenticates(alice, { password: 'wrong' })).isRefused()
    }
    for (let sent = 0; sent < limit; sent++) claim(await session.sends(mail)).isAccepted()
    claim(await session.sends(mail)).isTurnedAway()
    await session.quits()
    // A new session begins no new minute.
    claim(await sender.sends(mail)).isTurnedAway()
  },
})

export const sessionsAtOnce = scenario('rate-limits/sessions-open-at-once-ics', {
  title: 'Simultaneous sessions from one address share one count',
  clauses: ['ics.rate.per-ip-per-minute'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: 1 } },
  accounts: { bob: 'bob@local.test' },
  clients: { sender: outside },
  uses: ['clock'],

  async run({ sender, bob, clock, claim }) {
    const announces = `MAIL FROM:<eve@elsewhere.test>`
    const names = `RCPT TO:<${bob.address}>`
    const one = await sender.opens('mx')
    const other = await sender.opens('mx')
    // Both have begun before either is done; the shortest of messages, a lone dot, ends each.
    for (const session of [one, other]) {
      for (const line of [announces, names]) claim(await session.says(line)).isAccepted()
    }
    await clock.advances(seconds(1))
    await one.says('DATA')
    claim(await one.says('.')).isAccepted()
    await other.says('DATA')
    claim(await other.says('.')).isTurnedAway()
    claim(await one.sends({ from: 'eve@elsewhere.test', to: bob.address })).isTurnedAway()
    await one.quits()
    await other.quits()
  },
})

export const authenticatedCountToo = scenario('rate-limits/authenticated-count-too-ics', {
  title: "An authenticated user's mail to other hosts counts like any other mail from the address",
  clauses: ['ics.rate.per-ip-per-minute', 'ics.rate.counted-per-ip'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: 2 } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, phone: outside },
  uses: ['sink'],

  async run({ laptop, phone, alice, bob, sink, claim }) {
    const fromAlice = { from: alice.address, to: 'carol@remote.test' }
    const fromBob = { from: bob.address, to: 'carol@remote.test' }
    // The count belongs to the address, not to the account that sends.
    claim(await laptop.sends(fromAlice, { as: alice })).isAccepted()
    claim(await laptop.sends(fromBob, { as: bob })).isAccepted()
    for (const [account, mail] of [[alice, fromAlice] as const, [bob, fromBob] as const]) {
      claim(await laptop.sends(mail, { as: account })).isTurnedAway()
    }
    claim(await phone.sends(fromAlice, { as: alice }), 'ics.rate.counted-per-ip').isAccepted()
    claim(await sink.receives(fromAlice)).times(2)
    claim(await sink.receives(fromBob)).once()
  },
})

export const eachAddressForItself = scenario('rate-limits/each-address-for-itself-ics', {
  title: 'An address at its limit does not affect its neighbours, nor they it',
  clauses: ['ics.rate.counted-per-ip'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: some(2, anyNumber) } },
  accounts: { bob: 'bob@local.test' },
  clients: { busy: at('198.51.100.20'), neighbour: at('198.51.100.21'), distant: at('2001:db8::7') },

  async run({ busy, neighbour, distant, bob, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const limit = policy.limits.messagesPerMinute
    for (let sent = 0; sent < limit; sent++) claim(await busy.sends(mail)).isAccepted()
    claim(await busy.sends(mail)).isTurnedAway()
    for (const other of [neighbour, distant]) {
      for (let sent = 0; sent < limit; sent++) claim(await other.sends(mail)).isAccepted()
      claim(await other.sends(mail)).isTurnedAway()
    }
    claim(await busy.sends(mail)).isTurnedAway()
  },
})

export const switchedOff = scenario('rate-limits/switched-off-ics', {
  title: 'With the limit off, nobody is limited',
  clauses: ['ics.rate.enable'],
  profile: 'ics',
  policy: { limits: { rateEnabled: false, messagesPerMinute: 2 } },
  accounts: { bob: 'bob@local.test' },
  clients: { sender: outside, reader: outside },

  async run({ sender, reader, bob, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const many = 3 * policy.limits.messagesPerMinute
    for (let sent = 0; sent < many; sent++) claim(await sender.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).times(many)
  },
})

export const switchedOnAndOff = scenario('rate-limits/switched-on-and-off-ics', {
  title: 'Switching the limit on or off takes effect at once, even within a session',
  clauses: ['ics.rate.enable'],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: 2 } },
  accounts: { bob: 'bob@local.test' },
  clients: { sender: outside },
  uses: ['operator', 'clock'],

  async run({ sender, bob, policy, operator, clock, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const limit = policy.limits.messagesPerMinute
    const session = await sender.opens('mx')
    for (let sent = 0; sent < limit; sent++) claim(await session.sends(mail)).isAccepted()
    claim(await session.sends(mail)).isTurnedAway()

    await operator.sets({ limits: { rateEnabled: false } })
    for (let sent = 0; sent <= limit; sent++) claim(await session.sends(mail)).isAccepted()

    // On again. Whether mail of the time between counts is left open: that minute passes first.
    await operator.sets({ limits: { rateEnabled: true } })
    await clock.advances(seconds(60))
    for (let sent = 0; sent < limit; sent++) claim(await session.sends(mail)).isAccepted()
    claim(await session.sends(mail)).isTurnedAway()
    await session.quits()
  },
})
