import { anyPort, at, outside, scenario, some } from '#dsl'

export const existingLocalSender = scenario('submission/existing-local-sender-is-permitted-icewarp', {
  title: 'On the submission port, any local sender with an account is permitted, whoever has authenticated',
  clauses: [
    'icewarp.submission.existing-local-sender-permitted',
    'icewarp.submission.unknown-local-sender-rejected',
  ],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', dave: 'dave@second.test' },
  clients: { laptop: outside, stranger: outside, reader: outside },

  async run({ laptop, stranger, reader, alice, bob, dave, claim }) {
    const existing = 'icewarp.submission.existing-local-sender-permitted'
    const unknown = 'icewarp.submission.unknown-local-sender-rejected'
    const strays = ['nobody@local.test', 'nobody@second.test', 'alice@second.test']
    for (const from of strays) {
      const offer = await stranger.offers({ from, to: bob.address }, { via: 'submission' })
      claim(offer, unknown).isRefused({ by: 'RCPT' })
    }

    const session = await laptop.opens('submission')
    claim(await session.authenticates(alice), existing).isAccepted()
    for (const from of [alice.address, bob.address, dave.address, 'BOB@LOCAL.test']) {
      claim(await session.offers({ from, to: bob.address })).isAccepted()
    }
    // Once somebody has authenticated, the manual leaves the refusal open to a second reading.
    for (const from of strays) {
      claim.should(await session.offers({ from, to: bob.address }), unknown).isRefused({ by: 'RCPT' })
    }
    const mail = { from: bob.address, to: dave.address }
    claim(await session.sends(mail), existing).isAccepted()
    claim(await reader.finds(mail, { in: dave }), existing).once()
    await session.quits()
  },
})

export const trustedAddressNeedsKnownSender = scenario(
  'submission/trusted-address-needs-known-sender-icewarp',
  {
    title: 'On the submission port, a trusted address is held to senders that exist, as anybody is',
    clauses: ['icewarp.submission.unknown-local-sender-rejected'],
    profile: 'icewarp',
    policy: {
      submission: { enabled: true, port: some(587, anyPort) },
      relay: { trusted: ['192.0.2.20'] },
      trust: { whitelistTrusted: true },
    },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { printer: at('192.0.2.20') },

    async run({ printer, alice, bob, claim }) {
      const via = 'submission'
      for (const from of ['nobody@local.test', 'nobody@second.test', 'alice@second.test']) {
        claim(await printer.offers({ from, to: bob.address }, { via })).isRefused({ by: 'RCPT' })
      }
      for (const from of [alice.address, 'scanner@elsewhere.test', '']) {
        claim(await printer.offers({ from, to: bob.address }, { via })).isAccepted()
      }
    },
  },
)

export const foreignSenderAfterAuth = scenario('submission/foreign-sender-after-auth-icewarp', {
  title: 'An authenticated user may use a sender address of another domain',
  clauses: ['icewarp.submission.foreign-sender-after-auth'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, reader: outside },

  async run({ laptop, reader, alice, bob, claim }) {
    const mail = { from: 'alice@elsewhere.test', to: bob.address }
    claim(await laptop.sends(mail, { via: 'submission', as: alice })).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
  },
})
