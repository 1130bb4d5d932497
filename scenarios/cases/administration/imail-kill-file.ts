import { outside, scenario } from '#dsl'

const kill = 'kill.lst'

export const killFileByHand = scenario('administration/kill-file-by-hand-imail', {
  title:
    'The kill file is plain text in its place: whatever its blanks, comments and line ends, its entries act at once',
  clauses: ['imail.kill-file.location'],
  profile: 'imail',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },
  uses: ['operator'],

  async run({ stranger, bob, operator, claim }) {
    const fred = { from: 'fred@widget.test', to: bob.address }
    claim(await stranger.offers(fred)).isAccepted()
    const good = [
      ['fred@widget.test'],
      ['fred@widget.test\r'],
      ['# spammers', '', '  Fred@WIDGET.test  ', 'ann@other.test'],
      ['@widget.test'],
    ]
    for (const lines of good) {
      await operator.writes(kill, lines)
      const refused = await stranger.offers(fred)
      claim(refused).isRefused({ by: 'RCPT' })
      claim.form(refused).is({ code: 501, text: 'unacceptable mail address' })
      claim(await stranger.offers({ ...fred, from: 'jane@good.test' })).isAccepted()
    }
    await operator.removes(kill)
    claim(await stranger.offers(fred)).isAccepted()
    // A file elsewhere is none.
    for (const elsewhere of ['kill.txt', 'spool/kill.lst']) {
      await operator.writes(elsewhere, ['fred@widget.test'])
      claim(await stranger.offers(fred)).isAccepted()
    }
  },
})

export const killFileLines = scenario('administration/kill-file-lines-imail', {
  title: 'Every line of the kill file is one entry; a line with two blocks neither, and the others still act',
  clauses: ['imail.kill-file.one-entry-per-line'],
  profile: 'imail',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { stranger: outside },
  uses: ['operator'],

  async run({ stranger, bob, operator, claim }) {
    const [first, second, third] = ['a@x.test', 'b@y.test', 'c@z.test']
    const from = (sender: string) => ({ from: sender, to: bob.address })
    await operator.writes(kill, [first, second])
    for (const sender of [first, second]) {
      claim(await stranger.offers(from(sender))).isRefused({ by: 'RCPT' })
    }
    for (const broken of [`${first} ${second}`, `${first},${second}`]) {
      await operator.writes(kill, [broken, third])
      for (const sender of [first, second]) claim(await stranger.offers(from(sender))).isAccepted()
      claim(await stranger.offers(from(third))).isRefused({ by: 'RCPT' })
    }
  },
})
