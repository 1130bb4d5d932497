import { at, scenario } from '#dsl'

export const relayRightFollowsTheGroup = scenario('administration/relay-right-follows-the-group-kerio', {
  title: 'The right to relay follows the chosen group and its current contents',
  clauses: ['kerio.relay.ip-group-choice'],
  profile: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'] },
  },
  clients: { office: at('192.0.2.20'), branch: at('198.51.100.20') },
  uses: ['operator', 'sink'],

  async run({ office, branch, operator, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await office.offers(mail)).isAccepted()
    claim(await branch.offers(mail)).isRefused({ by: 'RCPT' })

    // A new group is made and chosen.
    await operator.sets({
      ipGroups: { branches: ['198.51.100.20'] },
      relay: { trusted: ['group:branches'] },
    })
    claim(await branch.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await office.offers(mail)).isRefused({ by: 'RCPT' })

    // The chosen group is edited.
    await operator.sets({ ipGroups: { branches: ['198.51.100.20', '192.0.2.20'] } })
    for (const member of [office, branch]) claim(await member.offers(mail)).isAccepted()
  },
})
