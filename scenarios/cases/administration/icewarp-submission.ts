import { outside, scenario } from '#dsl'

export const enabledByApi = scenario('administration/submission-is-enabled-by-tool-icewarp', {
  title:
    'The submission rule is off until the tool switches it on, and off again once the tool switches it off',
  clauses: ['icewarp.submission.enable-by-api'],
  profile: 'icewarp',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { peer: outside, reader: outside },
  uses: ['operator', 'profileDefaults'],

  async run({ peer, reader, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await peer.sends(mail, { via: 'submission' })).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()

    await operator.runs('tool modify system c_mail_smtp_delivery_messagesubmission 1')
    claim(await peer.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })

    await operator.runs('tool modify system c_mail_smtp_delivery_messagesubmission 0')
    claim(await peer.offers(mail, { via: 'submission' })).isAccepted()
  },
})

export const bypassFilePlace = scenario('administration/bypass-file-has-its-place-icewarp', {
  title: 'The bypass is read from its own file in the Config folder and ends when that file is removed',
  clauses: ['icewarp.submission.bypass-file-place'],
  profile: 'icewarp',
  policy: { submission: { enabled: true }, sender: { rejectUnauthorizedLocal: false } },
  accounts: { bob: 'bob@local.test' },
  clients: { scanner: outside, reader: outside },
  uses: ['operator', 'profileDefaults'],

  async run({ scanner, reader, bob, operator, claim }) {
    const mail = { from: 'scanner@local.test', to: bob.address }
    claim(await scanner.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })
    const elsewhere = [
      'submissionbypass.dat',
      'Mail/submissionbypass.dat',
      'Config/bypass.dat',
      'Config/submissionbypass.txt',
    ]
    for (const file of elsewhere) {
      await operator.writes(file, ['l:'])
      claim(await scanner.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })
    }

    await operator.writes('Config/submissionbypass.dat', ['l:'])
    claim(await scanner.sends(mail, { via: 'submission' })).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()

    await operator.removes('Config/submissionbypass.dat')
    claim(await scanner.offers(mail, { via: 'submission' })).isRefused({ by: 'RCPT' })
  },
})

export const bypassFileSyntax = scenario('administration/bypass-file-has-its-syntax-icewarp', {
  title: 'In the bypass file, the prefix l: without a value means any local sender',
  clauses: ['icewarp.submission.bypass-file-syntax'],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, bypassFile: 'Config/submissionbypass.dat' },
    sender: { rejectUnauthorizedLocal: false },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { scanner: outside, reader: outside },
  uses: ['operator'],

  async run({ scanner, reader, bob, operator, policy, claim }) {
    const { bypassFile } = policy.submission
    const mail = { from: 'scanner@local.test', to: bob.address }
    const mails = [mail, { ...mail, from: 'bob@second.test' }, { ...mail, from: bob.address }]
    await operator.writes(bypassFile, ['l:'])
    for (const each of mails) {
      claim(await scanner.sends(each, { via: 'submission' })).isAccepted()
      claim(await reader.finds(each, { in: bob })).once()
    }

    // Nothing in it, and a prefix nobody knows, free nobody.
    for (const lines of [[], ['x:'], ['xl:']]) {
      await operator.writes(bypassFile, lines)
      for (const each of mails) {
        claim(await scanner.offers(each, { via: 'submission' })).isRefused({ by: 'RCPT' })
      }
      await operator.writes(bypassFile, ['l:'])
      claim(await scanner.offers(mail, { via: 'submission' })).isAccepted()
    }
  },
})
