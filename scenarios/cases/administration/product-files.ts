import { outside, scenario } from '#dsl'

// Files are written by people: with comments and empty lines, and by editors that end lines with CRLF.

export const bypassFileByHand = scenario('administration/bypass-file-by-hand-icewarp', {
  title: 'In the bypass file, comments, empty lines and line ends of either kind change nothing',
  clauses: ['icewarp.submission.bypass-file-syntax'],
  profile: 'icewarp',
  policy: {
    submission: { enabled: true, bypassFile: 'Config/submissionbypass.dat' },
    sender: { rejectUnauthorizedLocal: false },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { scanner: outside },
  uses: ['operator'],

  async run({ scanner, bob, operator, policy, claim }) {
    const { bypassFile } = policy.submission
    const mail = { from: 'scanner@local.test', to: bob.address }
    const via = 'submission'
    for (const lines of [['l:\r'], ['# who need not log in', '', 'l:'], ['', '\r', 'l:\r', '# no more\r']]) {
      await operator.writes(bypassFile, lines)
      claim(await scanner.offers(mail, { via })).isAccepted()
    }
    // What is only talked about frees nobody, and what names somebody does not free all.
    for (const lines of [['# l:'], ['#l:'], ['l:bob'], ['l:bob@local.test', '# l:']]) {
      await operator.writes(bypassFile, lines)
      claim(await scanner.offers(mail, { via })).isRefused({ by: 'RCPT' })
    }
  },
})

export const hostsFileByHand = scenario('administration/hosts-file-by-hand-imail', {
  title: 'A line of the hosts file is an address and names, whatever blanks, comments and line ends it has',
  clauses: ['imail.relay.hosts-file-format'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.60'], hostsFile: 'hosts' } },
  clients: { stranger: outside },
  uses: ['operator', 'sink'],

  async run({ stranger, operator, sink, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: 'yan@mailer2.acme.test' }
    const good = [
      ['192.0.2.60 mailer2.acme.test # backup'],
      ['# all of them', '', '192.0.2.60\tmailer2.acme.test\r'],
      ['192.0.2.60 mailer1.acme.test mailer2.acme.test'],
      ['192.0.2.61 mailer1.acme.test', '  192.0.2.60   Mailer2.ACME.test  '],
    ]
    for (const lines of good) {
      await operator.writes('hosts', lines)
      await operator.restarts()
      claim(await stranger.offers(mail)).isAccepted()
    }
    claim(await stranger.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()

    const bad = [
      ['# 192.0.2.60 mailer2.acme.test'],
      ['192.0.2.60 mailer1.acme.test # mailer2.acme.test'],
      ['mailer2.acme.test 192.0.2.60'],
      ['192.0.2.61 mailer2.acme.test'],
    ]
    for (const lines of bad) {
      await operator.writes('hosts', lines)
      await operator.restarts()
      claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})
