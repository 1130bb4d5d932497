import { outside, rfcScenario } from '#dsl'

export const markedMessagesAreOutOfSight = rfcScenario('rfc/pop3-marked-messages-are-out-of-sight', {
  title:
    'A message marked by DELE is not in LIST and UIDL, the others keep their numbers, and RSET restores it',
  clauses: ['rfc1939.dele-hides', 'rfc1939.list-format'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await laptop.sends(mail)).isAccepted()
    claim(await laptop.sends(mail)).isAccepted()
    claim(await laptop.finds(mail, { in: bob })).times(2)
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob)).isAccepted()
    const all = await session.says('LIST')
    for (const number of [1, 2]) claim(all).tells(new RegExp(`^${number} \\d+$`))
    claim(all, 'rfc1939.list-format').tellsNo(/^(?!\d+ \d+$)/)

    claim(await session.says('DELE 1'), 'rfc1939.dele-hides').isAccepted()
    for (const listing of ['LIST', 'UIDL'] as const) {
      const left = await session.says(listing)
      claim(left, 'rfc1939.dele-hides').tellsNo(/^1 /)
      claim(left, 'rfc1939.dele-hides').tells(/^2 /)
    }
    claim(await session.says('RETR 1'), 'rfc1939.dele-hides').isRefused()
    claim(await session.says('RSET'), 'rfc1939.dele-hides').isAccepted()
    claim(await session.says('LIST')).tells(/^1 \d+$/)
    await session.quits()
  },
})
