import { at, scenario } from '#dsl'

/** What frees somebody of a limit gives no other right. */
export const exemptMayNotRelay = scenario('relay/exempt-from-limits-is-not-trusted-kerio', {
  title: 'Members of the group that limits spare may not relay for that; those of the relay group may',
  clauses: ['kerio.relay.remote-only-authorized', 'kerio.relay.ip-group'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['192.0.2.16/30'], clients: ['198.51.100.20'] },
    relay: { mode: 'restricted', trusted: ['group:clients'] },
    limits: { messagesPerHour: 2, exemptGroup: 'spared' },
  },
  clients: { list: at('192.0.2.19'), office: at('198.51.100.20') },

  async run({ list, office, claim }) {
    const mail = { from: 'news@local.test', to: 'carol@remote.test' }
    claim(await list.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await office.offers(mail)).isAccepted()
  },
})
