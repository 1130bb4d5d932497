import { anyWindow, at, outside, scenario, some } from '#dsl'

const remote = 'carol@remote.test'

export const localSendersNeedAuthorization = scenario(
  'sender-checks/local-senders-need-authorization-icewarp',
  {
    title: 'Without authorization, a sender of a hosted domain is refused, even towards a mailbox here',
    clauses: [
      'icewarp.local-originator.rejects-unauthorized',
      'icewarp.local-originator.domain-is-enough',
      'icewarp.local-originator.foreign-sender-unaffected',
    ],
    profile: 'icewarp',
    policy: { sender: { rejectUnauthorizedLocal: true } },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test', dave: 'dave@second.test' },
    clients: { stranger: outside, reader: outside },

    async run({ stranger, reader, alice, bob, dave, claim }) {
      const claimed = [
        alice.address,
        'ALICE@Local.TEST',
        dave.address,
        'nobody@local.test',
        'nobody@second.test',
      ]
      for (const from of claimed) {
        const mail = { from, to: bob.address }
        const clause =
          from === alice.address
            ? 'icewarp.local-originator.rejects-unauthorized'
            : 'icewarp.local-originator.domain-is-enough'
        claim(await stranger.sends(mail), clause).isRefused()
      }
      // A sender that only looks local, a foreign one, and a report are no claim.
      for (const from of [remote, 'alice@local.test.elsewhere.test', 'alice@notlocal.test', '']) {
        const mail = { from, to: bob.address }
        claim(await stranger.sends(mail), 'icewarp.local-originator.foreign-sender-unaffected').isAccepted()
        claim(
          await reader.finds(mail, { in: bob }),
          'icewarp.local-originator.foreign-sender-unaffected',
        ).once()
      }
    },
  },
)

export const localSendersWithTheCheckOff = scenario(
  'sender-checks/local-senders-with-the-check-off-icewarp',
  {
    title: 'With the check on local senders off, anyone may use one towards a mailbox here',
    clauses: ['icewarp.local-originator.off'],
    profile: 'icewarp',
    policy: { sender: { rejectUnauthorizedLocal: false } },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test', dave: 'dave@second.test' },
    clients: { stranger: outside, reader: outside },
    uses: ['operator'],

    async run({ stranger, reader, alice, bob, dave, operator, claim }) {
      for (const from of [alice.address, dave.address]) {
        const mail = { from, to: bob.address }
        claim(await stranger.sends(mail)).isAccepted()
        claim(await reader.finds(mail, { in: bob })).once()
      }
      await operator.sets({ sender: { rejectUnauthorizedLocal: true } })
      const mail = { from: alice.address, to: bob.address }
      claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await reader.finds(mail, { in: bob })).once()
    },
  },
)

export const authAuthorizesLocalSenders = scenario('sender-checks/auth-authorizes-local-senders-icewarp', {
  title: 'A client that has authenticated may use any local sender, in that session alone',
  clauses: ['icewarp.local-originator.smtp-auth-authorizes'],
  profile: 'icewarp',
  policy: { sender: { rejectUnauthorizedLocal: true } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', dave: 'dave@second.test' },
  clients: { laptop: outside, reader: outside },

  async run({ laptop, reader, alice, bob, dave, claim }) {
    const mail = { from: alice.address, to: bob.address }
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    for (const from of [alice.address, bob.address, dave.address]) {
      claim(await laptop.sends({ from, to: bob.address }, { as: alice })).isAccepted()
      claim(await reader.finds({ from, to: bob.address }, { in: bob })).once()
    }
    const session = await laptop.opens('mx')
    claim(await session.authenticates(dave)).isAccepted()
    claim(await session.offers(mail)).isAccepted()
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await session.offers(mail)).isAccepted()
    await session.quits()
  },
})

export const trustAuthorizesLocalSenders = scenario('sender-checks/trust-authorizes-local-senders-icewarp', {
  title: 'From an address that may relay, a local sender needs no more; from its neighbours it does',
  clauses: ['icewarp.local-originator.trusted-ip-authorizes'],
  profile: 'icewarp',
  policy: {
    sender: { rejectUnauthorizedLocal: true },
    relay: { trusted: ['192.0.2.20', '198.51.100.32/28'] },
    trust: { whitelistTrusted: true },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: {
    printer: at('192.0.2.20'),
    first: at('198.51.100.32'),
    last: at('198.51.100.47'),
    beside: at('192.0.2.21'),
    above: at('198.51.100.48'),
    reader: outside,
  },

  async run({ printer, first, last, beside, above, reader, alice, bob, claim }) {
    const mail = { from: alice.address, to: bob.address }
    for (const client of [printer, first, last]) claim(await client.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).times(3)
    for (const client of [beside, above]) claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const windowAuthorizesLocalSenders = scenario(
  'sender-checks/window-authorizes-local-senders-icewarp',
  {
    title: 'A login over POP3 authorizes local senders from that address until the window closes',
    clauses: ['icewarp.local-originator.pop-before-smtp-authorizes'],
    profile: 'icewarp',
    policy: {
      sender: { rejectUnauthorizedLocal: true },
      popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) },
    },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside, neighbour: outside, reader: outside },
    uses: ['clock'],

    async run({ laptop, neighbour, reader, alice, bob, clock, policy, claim }) {
      const mail = { from: alice.address, to: bob.address }
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
      const login = await laptop.logsIn('pop3', alice)
      claim(await laptop.sends(mail)).isAccepted()
      claim(await reader.finds(mail, { in: bob })).once()
      claim(await neighbour.offers(mail)).isRefused({ by: 'RCPT' })
      await clock.justAfter(login, policy.popBeforeSmtp.window)
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    },
  },
)

export const otherServersAuthorizeNobody = scenario('sender-checks/other-servers-authorize-nobody-icewarp', {
  title:
    "A user's mail that comes by another server is refused as a forged one is: that server vouches for nobody",
  clauses: ['icewarp.local-originator.mail-via-other-server-rejected'],
  profile: 'icewarp',
  policy: { sender: { rejectUnauthorizedLocal: true } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { provider: outside, reader: outside },

  async run({ provider, reader, alice, bob, claim }) {
    const fields = [
      'Received: from laptop.hotel.test (laptop.hotel.test [203.0.113.9])\r\n by mail.provider.test with ESMTPSA;' +
        ' Thu, 01 Jan 2026 00:00:00 +0000',
      'Authentication-Results: mail.provider.test; auth=pass smtp.auth=alice',
    ]
    const mail = { from: alice.address, to: bob.address, fields }
    claim(await provider.sends(mail, { helo: 'mail.provider.test' })).isRefused()
    const foreign = { from: remote, to: bob.address, fields }
    claim(await provider.sends(foreign, { helo: 'mail.provider.test' })).isAccepted()
    claim(await reader.finds(foreign, { in: bob })).once()
  },
})
