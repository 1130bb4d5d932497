import { outside, scenario } from '#dsl'

export const blockedSenders = scenario('access-control/blocked-senders-kerio', {
  title: 'A blocked sender is refused from any client, after AUTH too; others are heard',
  clauses: ['kerio.sender.block-list'],
  profile: 'kerio',
  policy: { sender: { block: ['bad@evil.test', 'spam.test'] }, relay: { acceptSmtpAuth: true } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { stranger: outside, neighbour: outside, laptop: outside, reader: outside },

  async run({ stranger, neighbour, laptop, reader, alice, bob, claim }) {
    for (const from of ['bad@evil.test', 'Bad@EVIL.test', 'zoe@spam.test', 'yan@Spam.test']) {
      const mail = { from, to: bob.address }
      for (const client of [stranger, neighbour]) claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await laptop.offers(mail, { as: alice })).isRefused({ by: 'RCPT' })
    }
    for (const from of ['good@evil.test', 'zoe@nospam.test', 'eve@elsewhere.test']) {
      const mail = { from, to: bob.address }
      claim(await stranger.sends(mail)).isAccepted()
      claim(await reader.finds(mail, { in: bob })).once()
    }
  },
})
