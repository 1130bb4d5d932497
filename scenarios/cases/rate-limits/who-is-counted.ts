import {
  anyNumber,
  anyWindow,
  at,
  outside,
  scenario,
  some,
  type Claim,
  type Client,
  type Message,
  type Via,
} from '#dsl'

// Whoever an address is, and however it comes, its messages count: by the address, and by nothing else.

const clause = { kerio: 'kerio.rate.per-hour', ics: 'ics.rate.per-ip-per-minute' } as const

/** Sends as many as the limit lets in, and one more, which is turned away. */
async function reachesLimit<Cited extends string>(
  client: Client,
  mail: Message,
  { limit, claim, ways = [{}] }: { limit: number; claim: Claim<Cited>; ways?: readonly Via[] },
): Promise<void> {
  const [first = {}] = ways
  for (let sent = 0; sent < limit; sent++) {
    claim(await client.sends(mail, ways[sent % ways.length] ?? first)).isAccepted()
  }
  for (const how of ways) claim.should(await client.insists(mail, how)).isTurnedAway({ by: 'MESSAGE' })
}

const toForeign = (from: string) => ({ from, to: 'carol@remote.test' })

export const everybodyIsCounted = scenario('rate-limits/everybody-is-counted-kerio', {
  title: 'The limit holds for those who may relay too, by address, AUTH or window, and for the null sender',
  clauses: [clause.kerio],
  profile: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: true },
    popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) },
    limits: { messagesPerHour: some(2, anyNumber) },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), laptop: outside, phone: outside, list: outside, reader: outside },
  uses: ['sink'],

  async run({ office, laptop, phone, list, reader, alice, bob, policy, sink, claim }) {
    const limit = policy.limits.messagesPerHour
    await laptop.logsIn('pop3', alice)
    const cases = [
      [office, toForeign('office@local.test'), {}],
      [laptop, toForeign('laptop@local.test'), {}],
      [phone, toForeign(alice.address), { as: alice }],
    ] as const
    for (const [client, mail, how] of cases) {
      await reachesLimit(client, mail, { limit, claim, ways: [how] })
      claim(await sink.receives(mail)).times(limit)
    }
    const report = { from: '', to: bob.address }
    await reachesLimit(list, report, { limit, claim })
    claim(await reader.finds(report, { in: bob })).times(limit)
  },
})

export const nullSendersAreCounted = scenario('rate-limits/null-senders-count-ics', {
  title: 'The limit holds for the null sender, as for any other',
  clauses: [clause.ics],
  profile: 'ics',
  policy: { limits: { rateEnabled: true, messagesPerMinute: some(2, anyNumber) } },
  accounts: { bob: 'bob@local.test' },
  clients: { list: outside, reader: outside },

  async run({ list, reader, bob, policy, claim }) {
    const limit = policy.limits.messagesPerMinute
    const report = { from: '', to: bob.address }
    await reachesLimit(list, report, { limit, claim })
    claim(await reader.finds(report, { in: bob })).times(limit)
  },
})

export const onEveryPort = [
  scenario('rate-limits/every-port-counts-kerio', {
    title: 'Messages count together, whichever SMTP port they come to',
    clauses: [clause.kerio],
    profile: 'kerio',
    policy: { limits: { messagesPerHour: some(2, anyNumber) } },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { busy: outside, other: outside, reader: outside },
    uses: ['tls'],

    async run({ busy, other, reader, alice, bob, policy, claim }) {
      const limit = policy.limits.messagesPerHour
      const submits = { via: 'submissions', as: alice } as const
      const mail = { from: alice.address, to: bob.address }
      await reachesLimit(busy, mail, { limit, claim, ways: [{}, submits] })
      claim(await reader.finds(mail, { in: bob })).times(limit)
      const more = { from: alice.address, to: alice.address }
      await reachesLimit(other, more, { limit, claim, ways: [submits] })
      claim(await reader.finds(more, { in: alice })).times(limit)
    },
  }),
  scenario('rate-limits/every-port-counts-ics', {
    title: 'Messages count together, whichever SMTP port they come to',
    clauses: [clause.ics],
    profile: 'ics',
    policy: { limits: { rateEnabled: true, messagesPerMinute: some(2, anyNumber) } },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { busy: outside, other: outside, reader: outside },
    uses: ['tls'],

    async run({ busy, other, reader, alice, bob, policy, claim }) {
      const limit = policy.limits.messagesPerMinute
      const submits = { via: 'submissions', as: alice } as const
      const mail = { from: alice.address, to: bob.address }
      await reachesLimit(busy, mail, { limit, claim, ways: [{}, submits] })
      claim(await reader.finds(mail, { in: bob })).times(limit)
      const more = { from: alice.address, to: alice.address }
      await reachesLimit(other, more, { limit, claim, ways: [submits] })
      claim(await reader.finds(more, { in: alice })).times(limit)
    },
  }),
]

/** Names that one client gives, and another borrows. */
const names = ['busy.client.test', 'another.client.test', '[203.0.113.10]'].map((helo) => ({ helo }))

export const whateverTheName = [
  scenario('rate-limits/whatever-the-name-kerio', {
    title: 'The limit knows clients by their address, and not by the name they give',
    clauses: [clause.kerio],
    profile: 'kerio',
    policy: { limits: { messagesPerHour: some(3, { ...anyNumber, from: names.length }) } },
    accounts: { bob: 'bob@local.test' },
    clients: { busy: outside, namesake: outside, reader: outside },

    async run({ busy, namesake, reader, bob, policy, claim }) {
      const limit = policy.limits.messagesPerHour
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      await reachesLimit(busy, mail, { limit, claim, ways: names })
      for (const how of names) claim(await namesake.sends(mail, how)).isAccepted()
      claim(await reader.finds(mail, { in: bob })).times(limit + names.length)
    },
  }),
  scenario('rate-limits/whatever-the-name-ics', {
    title: 'The limit knows clients by their address, and not by the name they give',
    clauses: [clause.ics, 'ics.rate.counted-per-ip'],
    profile: 'ics',
    policy: {
      limits: { rateEnabled: true, messagesPerMinute: some(3, { ...anyNumber, from: names.length }) },
    },
    accounts: { bob: 'bob@local.test' },
    clients: { busy: outside, namesake: outside, reader: outside },

    async run({ busy, namesake, reader, bob, policy, claim }) {
      const limit = policy.limits.messagesPerMinute
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      await reachesLimit(busy, mail, { limit, claim, ways: names })
      for (const how of names) claim(await namesake.sends(mail, how)).isAccepted()
      claim(await reader.finds(mail, { in: bob })).times(limit + names.length)
    },
  }),
]

const neighbours = {
  busy: at('2001:db8::7'),
  neighbour: at('2001:db8::8'),
  far: at('2001:db8:7::7'),
}

export const ipv6Neighbours = [
  scenario('rate-limits/ipv6-neighbours-kerio', {
    title: 'Over IPv6 too, each address has a number of its own',
    clauses: [clause.kerio],
    profile: 'kerio',
    policy: { limits: { messagesPerHour: some(2, anyNumber) } },
    accounts: { bob: 'bob@local.test' },
    clients: { ...neighbours, reader: outside },

    async run({ busy, neighbour, far, reader, bob, policy, claim }) {
      const limit = policy.limits.messagesPerHour
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      for (const client of [busy, neighbour, far]) await reachesLimit(client, mail, { limit, claim })
      claim(await reader.finds(mail, { in: bob })).times(3 * limit)
    },
  }),
  scenario('rate-limits/ipv6-neighbours-ics', {
    title: 'Over IPv6 too, each address has a number of its own',
    clauses: [clause.ics, 'ics.rate.counted-per-ip'],
    profile: 'ics',
    policy: { limits: { rateEnabled: true, messagesPerMinute: some(2, anyNumber) } },
    accounts: { bob: 'bob@local.test' },
    clients: { ...neighbours, reader: outside },

    async run({ busy, neighbour, far, reader, bob, policy, claim }) {
      const limit = policy.limits.messagesPerMinute
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      for (const client of [busy, neighbour, far]) await reachesLimit(client, mail, { limit, claim })
      claim(await reader.finds(mail, { in: bob })).times(3 * limit)
    },
  }),
]

export const limitsOfTwoDigits = [
  scenario('rate-limits/twelve-an-hour-kerio', {
    title: 'A limit may have two digits, and be changed: the new one holds from then on',
    clauses: [clause.kerio],
    profile: 'kerio',
    policy: { limits: { messagesPerHour: 12 } },
    accounts: { bob: 'bob@local.test' },
    clients: { busy: outside, slower: outside, faster: outside, reader: outside },
    uses: ['operator'],

    async run({ busy, slower, faster, reader, bob, policy, operator, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      const limit = policy.limits.messagesPerHour
      await reachesLimit(busy, mail, { limit, claim })
      await operator.sets({ limits: { messagesPerHour: 4 } })
      await reachesLimit(slower, mail, { limit: 4, claim })
      await operator.sets({ limits: { messagesPerHour: 5 } })
      await reachesLimit(faster, mail, { limit: 5, claim })
      claim(await reader.finds(mail, { in: bob })).times(limit + 4 + 5)
    },
  }),
  scenario('rate-limits/twelve-a-minute-ics', {
    title: 'A limit may have two digits, and be changed: the new one holds from then on',
    clauses: [clause.ics],
    profile: 'ics',
    policy: { limits: { rateEnabled: true, messagesPerMinute: 12 } },
    accounts: { bob: 'bob@local.test' },
    clients: { busy: outside, slower: outside, faster: outside, reader: outside },
    uses: ['operator'],

    async run({ busy, slower, faster, reader, bob, policy, operator, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      const limit = policy.limits.messagesPerMinute
      await reachesLimit(busy, mail, { limit, claim })
      await operator.sets({ limits: { messagesPerMinute: 4 } })
      await reachesLimit(slower, mail, { limit: 4, claim })
      await operator.sets({ limits: { messagesPerMinute: 5 } })
      await reachesLimit(faster, mail, { limit: 5, claim })
      claim(await reader.finds(mail, { in: bob })).times(limit + 4 + 5)
    },
  }),
]
