import { outside, scenario } from '#dsl'

export const pushSwitch = scenario('pop-imap/push-switched-off-commgate', {
  title: 'With push e-mail off on the server, IDLE is neither offered nor understood; with it on, it is',
  clauses: ['commgate.pop-imap.idle-off'],
  profile: 'commgate',
  policy: { imap: { idle: false } },
  accounts: { alice: 'alice@local.test' },
  clients: { phone: outside },
  uses: ['operator'],

  async run({ phone, alice, operator, claim }) {
    for (const isOn of [false, true, false]) {
      await operator.sets({ imap: { idle: isOn } })
      const session = await phone.opens('imap')
      claim(await session.logsIn(alice)).isAccepted()
      claim(await session.says('SELECT INBOX')).isAccepted()
      const offered = await session.says('CAPABILITY')
      if (isOn) {
        claim(offered).lists('IDLE')
        claim(await session.says('IDLE')).asksForMore()
      } else {
        claim(offered).listsNo('IDLE')
        claim(await session.says('IDLE')).isBad()
        await session.quits()
      }
    }
  },
})
