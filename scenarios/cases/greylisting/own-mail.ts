import { anyDelay, at, hours, outside, scenario, some } from '#dsl'

// What the grey list leaves alone: mail of people who have logged in, mail that leaves, and mail nobody could get.

const products = {
  commgate: {
    prefix: 'commgate.greylist.',
    policy: { greylist: { enabled: true, delay: some('1m', anyDelay) }, auth: { required: true } },
  },
  ics: { prefix: 'ics.sender.greylist-', policy: { greylist: { enabled: true } } },
} as const

const authenticatedPass = (product: keyof typeof products) =>
  scenario(`greylisting/authenticated-users-do-not-wait-${product}`, {
    title:
      'Mail of an authenticated user is accepted at the first attempt from any address; the same mail without AUTH is deferred',
    clauses: [`${products[product].prefix}authenticated-passes`],
    profile: product,
    policy: products[product].policy,
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside, stranger: outside, reader: outside },

    async run({ laptop, stranger, reader, alice, bob, claim }) {
      const mail = { from: alice.address, to: bob.address }
      claim(await stranger.sends(mail)).isDeferred()
      claim(await laptop.sends(mail, { as: alice })).isAccepted()
      claim(await reader.finds(mail, { in: bob })).once()

      // Within one session it is the login that counts.
      const session = await stranger.opens('mx')
      const other = { from: bob.address, to: alice.address }
      claim(await session.sends(other)).isDeferred()
      claim(await session.authenticates(bob)).isAccepted()
      claim(await session.sends(other)).isAccepted()
      await session.quits()
      claim(await reader.finds(other, { in: alice })).once()
    },
  })

export const authenticatedUsersDoNotWait = (['commgate', 'ics'] as const).map(authenticatedPass)

const unknownRefused = (product: keyof typeof products) =>
  scenario(`greylisting/unknown-recipients-are-refused-${product}`, {
    title:
      'A recipient without a mailbox is refused permanently at once; one with a mailbox is deferred and then accepted',
    clauses: [`${products[product].prefix}unknown-recipient-refused`],
    profile: product,
    policy: products[product].policy,
    accounts: { bob: 'bob@local.test' },
    clients: { server: outside },
    uses: ['clock'],

    async run({ server, bob, clock, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      const toNobody = { ...mail, to: 'nobody@local.test' }
      claim.should(await server.sends(toNobody)).isRefused()
      claim.should(await server.sends(mail)).isDeferred()
      await clock.advances(hours(1))
      claim.should(await server.sends(toNobody)).isRefused()
      claim.should(await server.sends(mail)).isAccepted()
    },
  })

export const unknownRecipientsAreRefused = (['commgate', 'ics'] as const).map(unknownRefused)

export const outgoingDoesNotWait = scenario('greylisting/outgoing-mail-does-not-wait-commgate', {
  title:
    'Outgoing mail is accepted at the first attempt; mail from the same client for a local mailbox is deferred',
  clauses: ['commgate.greylist.outgoing-passes'],
  profile: 'commgate',
  policy: { greylist: { enabled: true, delay: some('1m', anyDelay) }, relay: { trusted: ['192.0.2.20'] } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20'), stranger: outside },
  uses: ['sink'],

  async run({ office, stranger, alice, bob, sink, claim }) {
    const mail = { from: alice.address, to: ['carol@remote.test', 'dave@elsewhere.test'] }
    claim(await stranger.sends({ from: 'eve@elsewhere.test', to: bob.address })).isDeferred()
    claim(await office.sends(mail)).isAccepted()
    for (const to of mail.to) claim(await sink.receives({ ...mail, to })).once()
  },
})
