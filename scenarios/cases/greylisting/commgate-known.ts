import {
  anyDelay,
  at,
  days,
  hours,
  outside,
  scenario,
  some,
  type Account,
  type Claim,
  type Client,
  type Clock,
} from '#dsl'

// The manual says that senders and servers get validated, and not by how many messages. A server that comes back ten
// times, an hour apart, is known wherever servers get known at all.

const times = 10

interface Way {
  readonly to: Account
  readonly clock: Clock
  readonly delay: number
}

/** Has a sender's message pass: sent, and sent again when the delay is over. */
async function passes(server: Client, from: string, { to, clock, delay }: Way) {
  const mail = { from, to: to.address }
  const first = await server.sends(mail)
  await clock.justAfter(first, delay)
  return server.sends(mail)
}

/** Has a server show that it comes back, the last time for this sender. */
async function getsKnown(server: Client, from: string, way: Way) {
  for (let nth = 1; nth < times; nth++) {
    await passes(server, `writer${nth}@pal.test`, way)
    await way.clock.advances(hours(1))
  }
  return passes(server, from, way)
}

export const knownSender = scenario('greylisting/known-sender-commgate', {
  title: 'A sender whose mail was accepted once is not deferred again; others are',
  clauses: ['commgate.greylist.validated-sender', 'commgate.greylist.new-sender-still-deferred'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test', carol: 'carol@local.test' },
  clients: { server: at('198.51.100.10'), beside: at('198.51.100.200'), stranger: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, beside, stranger, bob, carol, clock, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const fromZoe = { from: 'zoe@remote.test', to: bob.address }
    claim(await server.sends(mail), 'commgate.greylist.new-sender-still-deferred').isDeferred()
    await passes(server, mail.from, { to: bob, clock, delay: policy.greylist.delay })
    claim(await server.sends(mail), 'commgate.greylist.validated-sender').isAccepted()
    claim(await stranger.sends(fromZoe)).isDeferred()

    const session = await server.opens('mx')
    claim(await session.sends(mail), 'commgate.greylist.validated-sender').isAccepted()
    await session.says('RSET')
    claim(await session.sends(mail), 'commgate.greylist.validated-sender').isAccepted()
    await session.quits()

    // Another machine of its network, and another recipient: both could be read otherwise.
    const toCarol = { ...mail, to: carol.address }
    claim(await beside.sends(mail), 'commgate.greylist.validated-sender').isAccepted()
    claim.should(await server.sends(toCarol), 'commgate.greylist.validated-sender').isAccepted()
    claim(await stranger.sends(fromZoe)).isDeferred()
  },
})

export const otherSenderBesideIt = scenario('greylisting/other-sender-beside-known-one-commgate', {
  title: 'A validated sender exempts only that sender',
  clauses: ['commgate.greylist.validated-sender', 'commgate.greylist.new-sender-still-deferred'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), stranger: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, stranger, bob, clock, policy, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    // An attempt is not enough: a sender is known when its mail has passed.
    const attempt = await server.sends(mail)
    claim(attempt).isDeferred()
    claim(await server.sends(mail)).isDeferred()
    await passes(server, mail.from, { to: bob, clock, delay: policy.greylist.delay })
    await clock.advances(hours(1))
    for (const from of ['zoe@elsewhere.test', 'eve@remote.test', 'eve@sub.elsewhere.test', '']) {
      claim(await stranger.sends({ from, to: bob.address })).isDeferred()
    }
    claim(await server.sends(mail), 'commgate.greylist.validated-sender').isAccepted()
  },
})

export const knownServer = scenario('greylisting/known-server-commgate', {
  title: 'A server that has retried once is not deferred again, whoever the sender is',
  clauses: ['commgate.greylist.validated-server', 'commgate.greylist.new-sender-still-deferred'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), beside: at('198.51.100.200'), stranger: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, beside, stranger, bob, clock, policy, claim }) {
    await getsKnown(server, 'ann@elsewhere.test', { to: bob, clock, delay: policy.greylist.delay })
    for (const from of ['dora@remote.test', 'newsletter@second-hand.test']) {
      claim(await stranger.sends({ from, to: bob.address })).isDeferred()
      claim(await server.sends({ from, to: bob.address }), 'commgate.greylist.validated-server').isAccepted()
    }
    const unheardOf = { from: 'fred@remote.test', to: bob.address }
    claim.should(await beside.sends(unheardOf), 'commgate.greylist.validated-server').isDeferred()
    claim(await stranger.sends(unheardOf)).isDeferred()
  },
})

/** Two networks: a mail server in each, and a machine beside it. */
const networks = {
  early: at('198.51.100.10'),
  besideEarly: at('198.51.100.200'),
  late: at('192.0.2.10'),
  besideLate: at('192.0.2.200'),
} as const

type Networks = { readonly [K in keyof typeof networks]: Client }

/** Has the mail of ann and the server early get known, each by messages of its own, and after them zoe and late. */
async function allGetKnown({ early, late }: Networks, way: Way) {
  // Some servers look at how old things are when they clear up at night. The story begins at noon, whenever it is told.
  await way.clock.untilTimeOfDay('12:00')
  const ofAnn = await passes(early, 'ann@elsewhere.test', way)
  const ofEarly = await staysKnown(early, way)
  const ofZoe = await passes(late, 'zoe@remote.test', way)
  const ofLate = await staysKnown(late, way)
  return { ofAnn, ofEarly, ofZoe, ofLate }
}

/** Has a server get known, and send once more an hour later, when some note anew that they have seen it. */
async function staysKnown(server: Client, way: Way) {
  await way.clock.advances(hours(1))
  await getsKnown(server, 'regular@pal.test', way)
  await way.clock.advances(hours(1))
  return server.sends({ from: 'guest@pal.test', to: way.to.address })
}

interface Told extends Networks {
  readonly bob: Account
  readonly clock: Clock
  readonly policy: { readonly greylist: { readonly delay: number } }
  readonly claim: Claim<never>
}

/** A machine beside the server shows what is known of the sender, a new sender what is known of the server. */
async function remembersFor(retention: number, told: Told) {
  const { early, besideEarly, late, besideLate, bob, clock, policy, claim } = told
  const to = bob.address
  const known = await allGetKnown(told, { to: bob, clock, delay: policy.greylist.delay })

  await clock.justBefore(known.ofAnn, retention)
  claim(await besideEarly.sends({ from: 'ann@elsewhere.test', to })).isAccepted()
  await clock.justBefore(known.ofEarly, retention)
  claim(await early.sends({ from: 'dora@elsewhere.test', to })).isAccepted()

  await clock.justAfter(known.ofZoe, retention)
  claim(await besideLate.sends({ from: 'zoe@remote.test', to })).isDeferred()
  await clock.justAfter(known.ofLate, retention)
  claim(await late.sends({ from: 'fred@remote.test', to })).isDeferred()
}

export const keptForAMonth = scenario('greylisting/kept-for-35-days-commgate', {
  title: 'By default, senders and servers are remembered for 35 days after their last message',
  clauses: ['commgate.greylist.retention-default'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) } },
  accounts: { bob: 'bob@local.test' },
  clients: networks,
  uses: ['clock', 'profileDefaults'],

  async run(world) {
    const { late, bob, clock, policy, claim } = world
    await remembersFor(days(35), world)
    claim(await late.sends({ from: 'zoe@remote.test', to: bob.address })).isDeferred()
    const way = { to: bob, clock, delay: policy.greylist.delay }
    claim(await passes(late, 'zoe@remote.test', way)).isAccepted()
  },
})

const keptFor = (retention: '1d' | '60d') =>
  scenario(`greylisting/kept-for-${retention}-commgate`, {
    title: `With the retention time at ${retention}, it remembers senders and servers that long`,
    clauses: ['commgate.greylist.retention-configurable'],
    profile: 'commgate',
    policy: { greylist: { enabled: true, delay: '1m', retention } },
    accounts: { bob: 'bob@local.test' },
    clients: networks,
    uses: ['clock'],
    run: (world) => remembersFor(world.policy.greylist.retention, world),
  })

export const retentions = [keptFor('1d'), keptFor('60d')]

export const forgottenOvernight = scenario('greylisting/forgotten-after-35-days-and-a-night-commgate', {
  title:
    'With a retention time of 35 days, an idle sender or server is forgotten by the night after those 35 days, and not before',
  clauses: ['commgate.greylist.retention-configurable', 'commgate.greylist.new-sender-still-deferred'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: '1m', retention: '35d' } },
  accounts: { bob: 'bob@local.test' },
  clients: { ...networks, nightOwl: outside },
  uses: ['clock'],

  async run({ nightOwl, bob, clock, policy, claim, ...world }) {
    const { early, besideEarly, late, besideLate } = world
    const { retention, delay } = policy.greylist
    const to = bob.address
    const way = { to: bob, clock, delay }
    const known = await allGetKnown(world, way)

    /** Somebody writes at night: whoever clears up does so then, and after it has answered. */
    const aNightPasses = async (from: string) => {
      await clock.untilTimeOfDay('03:10')
      claim(await nightOwl.sends({ from, to }), 'commgate.greylist.new-sender-still-deferred').isDeferred()
    }

    await clock.justBefore(known.ofAnn, retention - days(1))
    await aNightPasses('owl@elsewhere.test')
    claim(await besideEarly.sends({ from: 'ann@elsewhere.test', to })).isAccepted()
    claim(await early.sends({ from: 'dora@elsewhere.test', to })).isAccepted()

    await clock.justAfter(known.ofLate, retention)
    await aNightPasses('owl@remote.test')
    claim(await besideLate.sends({ from: 'zoe@remote.test', to })).isDeferred()
    claim(await late.sends({ from: 'fred@remote.test', to })).isDeferred()

    // What was seen two nights ago is as good as ever, and who was forgotten may get known again.
    claim(await besideEarly.sends({ from: 'ann@elsewhere.test', to })).isAccepted()
    claim(await early.sends({ from: 'gina@elsewhere.test', to })).isAccepted()
    claim(await passes(late, 'zoe@remote.test', way)).isAccepted()
  },
})

export const writesWeekly = scenario('greylisting/writes-weekly-commgate', {
  title: 'For a sender who writes every week, only the first message is delayed',
  clauses: ['commgate.greylist.weekly-sender-delayed-once'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: '1m', retention: '35d' } },
  accounts: { bob: 'bob@local.test' },
  clients: { server: at('198.51.100.10'), successor: at('198.51.100.200'), reader: at('192.0.2.10') },
  uses: ['clock'],

  async run({ server, successor, reader, bob, clock, policy, claim }) {
    const mail = { from: 'dave@elsewhere.test', to: bob.address }
    const first = await server.sends(mail)
    claim(first).isDeferred()
    await clock.justAfter(first, policy.greylist.delay)
    claim(await server.sends(mail)).isAccepted()
    for (let week = 1; week <= 5; week++) {
      await clock.justAfter(first, days(7 * week))
      claim(await server.sends(mail)).isAccepted()
    }
    // From now on another machine sends for dave: it is he who is known.
    for (let week = 6; week <= 8; week++) {
      await clock.justAfter(first, days(7 * week))
      claim(await successor.sends(mail)).isAccepted()
    }
    claim(await reader.finds(mail, { in: bob })).times(9)

    // Had he stopped, he would have been forgotten, at the latest when somebody else has written at night.
    await clock.advances(policy.greylist.retention)
    await clock.untilTimeOfDay('03:10')
    claim(await reader.sends({ ...mail, from: 'zoe@remote.test' })).isDeferred()
    claim(await successor.sends(mail)).isDeferred()
  },
})
