import { anyPort, at, outside, scenario, some } from '#dsl'

export const stillTakesMailFromServers = scenario('submission/port-25-takes-mail-from-servers-icewarp', {
  title: 'With the submission port on, port 25 still accepts mail for local recipients from anybody',
  clauses: ['icewarp.submission.port25-for-unauthenticated'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { peer: outside, reader: outside },

  async run({ peer, reader, alice, bob, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await peer.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
    claim(await peer.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })

    // Reports of other servers, and several recipients, one transaction after the other.
    const session = await peer.opens('mx')
    claim(await session.offers({ from: '', to: alice.address })).isAccepted()
    const toBoth = { from: 'erin@elsewhere.test', to: [alice.address, bob.address] }
    claim(await session.sends(toBoth)).isAccepted()
    await session.quits()
    for (const account of [alice, bob]) claim(await reader.finds(toBoth, { in: account })).once()
  },
})

export const noAuthOnPort25 = scenario('submission/port-25-knows-no-auth-icewarp', {
  title: 'With the submission port on, AUTH is available there and not on port 25',
  clauses: ['icewarp.submission.port25-no-auth'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['operator', 'sink'],

  async run({ laptop, alice, operator, sink, claim }) {
    const hello = 'EHLO laptop.client.test'
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const between = await laptop.opens('mx')
    claim(await between.says(hello)).listsNo('AUTH')
    for (const mechanism of ['PLAIN', 'LOGIN'] as const) {
      claim(await between.authenticates(alice, { mechanism })).isRefused()
    }
    claim(await between.offers(mail)).isRefused({ by: 'RCPT' })
    await between.quits()

    const submission = await laptop.opens('submission')
    claim(await submission.says(hello)).lists('AUTH')
    claim(await submission.authenticates(alice)).isAccepted()
    claim(await submission.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await submission.quits()

    // With the feature off, port 25 has it back.
    await operator.sets({ submission: { enabled: false } })
    const again = await laptop.opens('mx')
    claim(await again.says(hello)).lists('AUTH')
    claim(await again.authenticates(alice)).isAccepted()
    await again.quits()
  },
})

export const usersHaveToUseSubmission = scenario('submission/users-have-to-use-587-icewarp', {
  title: 'A user away from the office can no longer send over port 25, with or without trying AUTH',
  clauses: ['icewarp.submission.users-forced-to-587'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['sink'],

  async run({ laptop, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await laptop.offers(mail, { as: alice })).isRefused({ by: 'RCPT' })

    const session = await laptop.opens('mx')
    claim(await session.authenticates(alice)).isRefused()
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    await session.quits()

    claim(await laptop.sends(mail, { via: 'submission', as: alice })).isAccepted()
    claim(await sink.receives(mail)).once()
    // What was proved on the other port counts there alone.
    claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const usersAreMovedToSubmission = scenario('submission/users-are-moved-to-587-icewarp', {
  title: 'A user who sends over port 25 with AUTH can no longer do so once the submission port is on',
  clauses: ['icewarp.submission.users-forced-to-587'],
  profile: 'icewarp',
  policy: { submission: { enabled: false, port: 587 } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['operator', 'sink'],

  async run({ laptop, alice, operator, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const before = { ...mail, to: 'dave@remote.test' }
    claim(await laptop.sends(before, { as: alice })).isAccepted()
    claim(await sink.receives(before)).once()

    await operator.sets({ submission: { enabled: true } })
    claim(await laptop.sends(mail, { as: alice })).isRefused({ by: 'RCPT' })
    claim(await laptop.sends(mail, { via: 'submission', as: alice })).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

const existing = 'icewarp.submission.port25-existing-local-sender'
const unknown = 'icewarp.submission.port25-unknown-local-sender'
const strays = ['nobody@local.test', 'nobody@second.test', 'alice@second.test']

export const portTwentyFiveLooksUpSenders = scenario('submission/port-25-looks-up-local-senders-icewarp', {
  title: 'With the submission port on, port 25 accepts local senders only if they have an account',
  clauses: [existing, unknown],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, port: some(587, anyPort) },
    sender: { rejectUnauthorizedLocal: false },
    relay: { trusted: ['192.0.2.20'] },
    trust: { whitelistTrusted: true },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', dave: 'dave@second.test' },
  clients: { laptop: outside, printer: at('192.0.2.20'), reader: outside },

  async run({ laptop, printer, reader, alice, bob, dave, claim }) {
    const session = await laptop.opens('mx')
    for (const from of [alice.address, dave.address, 'ALICE@LOCAL.test']) {
      claim.should(await session.offers({ from, to: bob.address }), existing).isAccepted()
    }
    const mail = { from: alice.address, to: bob.address }
    claim.should(await session.sends(mail), existing).isAccepted()
    claim.should(await reader.finds(mail, { in: bob }), existing).once()
    for (const from of strays) {
      claim.should(await session.offers({ from, to: bob.address }), unknown).isRefused({ by: 'RCPT' })
    }

    // Nobody else is looked up: strangers elsewhere, reports, and clients that are trusted.
    for (const from of ['nobody@elsewhere.test', '']) {
      claim.should(await session.offers({ from, to: bob.address }), unknown).isAccepted()
    }
    await session.quits()
    for (const from of strays) {
      claim.should(await printer.offers({ from, to: bob.address }), unknown).isAccepted()
    }
  },
})

export const withoutSubmissionNobodyIsLookedUp = scenario('submission/port-25-without-submission-icewarp', {
  title:
    'With the submission port off, port 25 accepts any local sender; with it on, only those with an account',
  clauses: [unknown],
  profile: 'icewarp',
  policy: { submission: { enabled: false }, sender: { rejectUnauthorizedLocal: false } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, reader: outside },
  uses: ['operator'],

  async run({ laptop, reader, bob, operator, claim }) {
    const mail = { from: 'nobody@local.test', to: bob.address }
    claim.should(await laptop.sends(mail)).isAccepted()
    claim.should(await reader.finds(mail, { in: bob })).once()
    await operator.sets({ submission: { enabled: true } })
    claim.should(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    claim.should(await laptop.offers({ ...mail, from: bob.address })).isAccepted()
  },
})
