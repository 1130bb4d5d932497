import { outside, scenario } from '#dsl'

export const openModeAsksNobody = scenario('relay/open-mode-asks-nobody-kerio', {
  title: 'In the open mode anyone may send anywhere; in the restricted mode the same mail is refused',
  clauses: ['kerio.relay.open-mode'],
  profile: 'kerio',
  policy: { relay: { mode: 'open' } },
  clients: { stranger: outside },
  uses: ['sink'],
  control: 'relay/one-session-two-answers-kerio',

  async run({ stranger, sink, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
    claim(await stranger.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
  },
})

export const openModeCanBeClosed = scenario('relay/open-mode-can-be-closed-kerio', {
  title: 'Choosing the restricted mode closes an open relay at once',
  clauses: ['kerio.relay.open-mode', 'kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: { relay: { mode: 'open', acceptSmtpAuth: true } },
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside, laptop: outside },
  uses: ['operator'],

  async run({ stranger, laptop, alice, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: 'carol@remote.test' }
    claim(await stranger.offers(mail), 'kerio.relay.open-mode').isAccepted()
    await operator.sets({ relay: { mode: 'restricted' } })
    claim(await stranger.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await laptop.offers(mail, { as: alice }), 'kerio.relay.remote-only-authorized').isAccepted()
  },
})
