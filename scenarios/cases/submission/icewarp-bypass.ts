import { anyPort, outside, scenario, some } from '#dsl'

const bypassFile = 'Config/submissionbypass.dat'

export const freesLocalSenders = scenario('submission/bypass-frees-local-senders-icewarp', {
  title: 'The bypass exempts senders of hosted domains from authentication, and no others',
  clauses: ['icewarp.submission.bypass-local-sender', 'icewarp.submission.bypass-not-for-foreign-sender'],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, port: some(587, anyPort), bypassFile },
    sender: { rejectUnauthorizedLocal: false },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test', dave: 'dave@second.test' },
  clients: { scanner: outside, reader: outside },
  uses: ['operator'],

  async run({ scanner, reader, alice, bob, dave, operator, claim }) {
    const local = 'icewarp.submission.bypass-local-sender'
    const foreign = 'icewarp.submission.bypass-not-for-foreign-sender'
    const mail = { from: alice.address, to: bob.address }
    const via = 'submission'
    claim(await scanner.offers(mail, { via })).isRefused({ by: 'RCPT' })

    await operator.writes(bypassFile, ['l:'])
    claim(await scanner.sends(mail, { via })).isAccepted()
    claim(await reader.finds(mail, { in: bob }), local).once()
    claim(await scanner.offers({ from: dave.address, to: bob.address }, { via }), local).isAccepted()

    // Each transaction of a session is judged by its own sender.
    const session = await scanner.opens(via)
    const others = ['eve@elsewhere.test', 'alice@sub.local.test', 'alice@notlocal.test', '']
    for (const from of others) {
      claim(await session.offers(mail)).isAccepted()
      claim(await session.offers({ from, to: bob.address }), foreign).isRefused({ by: 'RCPT' })
    }

    // Freed of the submission rule is not free to relay.
    const toForeign = { from: alice.address, to: 'carol@remote.test' }
    claim.should(await session.offers(toForeign), local).isRefused({ by: 'RCPT' })
    await session.quits()
  },
})

export const liftsUnknownSender = scenario('submission/bypass-lifts-unknown-sender-icewarp', {
  title: 'While the bypass exists, a sender of a hosted domain needs no account',
  clauses: ['icewarp.submission.bypass-lifts-unknown-sender'],
  profile: 'icewarp',
  policy: { submission: { enabled: true, port: some(587, anyPort), bypassFile } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside, stranger: outside, reader: outside },
  uses: ['operator'],

  async run({ laptop, stranger, reader, alice, bob, operator, claim }) {
    const mail = { from: 'nobody@local.test', to: bob.address }
    const asAlice = { via: 'submission', as: alice } as const
    claim(await laptop.offers(mail, asAlice)).isRefused({ by: 'RCPT' })

    await operator.writes(bypassFile, ['l:'])
    claim(await laptop.sends(mail, asAlice)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()
    claim(await laptop.offers({ ...mail, from: 'nobody@second.test' }, asAlice)).isAccepted()
    claim(await laptop.offers({ ...mail, from: bob.address }, asAlice)).isAccepted()
    const foreign = { ...mail, from: 'nobody@remote.test' }
    claim(await stranger.offers(foreign, { via: 'submission' })).isRefused({ by: 'RCPT' })

    await operator.removes(bypassFile)
    claim(await laptop.offers(mail, asAlice)).isRefused({ by: 'RCPT' })
  },
})

export const leavesLocalCheckOn = scenario('submission/bypass-leaves-local-check-on-icewarp', {
  title: 'The bypass does not exempt from the local-originator check, if that is on',
  clauses: ['icewarp.submission.bypass-combines-with-local-check'],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, port: some(587, anyPort), bypassFile },
    sender: { rejectUnauthorizedLocal: true },
  },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { scanner: outside, laptop: outside, reader: outside },
  uses: ['operator'],

  async run({ scanner, laptop, reader, alice, bob, operator, claim }) {
    const mail = { from: alice.address, to: bob.address }
    await operator.writes(bypassFile, ['l:'])
    for (const from of [alice.address, 'nobody@local.test']) {
      claim(await scanner.offers({ ...mail, from }, { via: 'submission' })).isRefused({ by: 'RCPT' })
      claim(await scanner.offers({ ...mail, from })).isRefused({ by: 'RCPT' })
    }
    claim(await laptop.offers(mail, { via: 'submission', as: alice })).isAccepted()

    await operator.sets({ sender: { rejectUnauthorizedLocal: false } })
    claim(await scanner.sends(mail, { via: 'submission' })).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()

    await operator.sets({ sender: { rejectUnauthorizedLocal: true } })
    claim(await scanner.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })
  },
})

export const liftsUnknownSenderOnPort25 = scenario('submission/bypass-lifts-port-25-check-icewarp', {
  title: 'While the bypass exists, port 25 accepts mail from a local sender without an account',
  clauses: ['icewarp.submission.port25-bypass-lifts'],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, port: some(587, anyPort), bypassFile },
    sender: { rejectUnauthorizedLocal: false },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { scanner: outside, reader: outside },
  uses: ['operator'],

  async run({ scanner, reader, bob, operator, claim }) {
    const mail = { from: 'nobody@local.test', to: bob.address }
    claim.should(await scanner.offers(mail)).isRefused({ by: 'RCPT' })

    await operator.writes(bypassFile, ['l:'])
    claim.should(await scanner.sends(mail)).isAccepted()
    claim.should(await reader.finds(mail, { in: bob })).once()
    // It is no right to relay.
    const toForeign = { from: 'nobody@local.test', to: 'carol@remote.test' }
    claim.should(await scanner.offers(toForeign)).isRefused({ by: 'RCPT' })

    await operator.removes(bypassFile)
    claim.should(await scanner.offers(mail)).isRefused({ by: 'RCPT' })
  },
})
