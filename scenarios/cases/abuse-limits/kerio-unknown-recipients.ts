import { at, outside, scenario } from '#dsl'

const guess = (count: number) => ({ from: 'eve@elsewhere.test', to: `guess-${count}@local.test` })

export const guessingIsBlocked = scenario('abuse-limits/guessing-is-blocked-kerio', {
  title:
    'An address that reaches the number of unknown recipients is blocked for an hour, in every session; others are not',
  clauses: [
    'kerio.limits.unknown-recipients-block',
    'kerio.limits.unknown-recipients-hour',
    'kerio.limits.unknown-recipients-other-ips',
  ],
  profile: 'kerio',
  policy: { limits: { unknownRecipients: 3, unknownRecipientBlock: '1h' } },
  accounts: { bob: 'bob@local.test' },
  clients: { guesser: outside, neighbour: outside, reader: outside },
  uses: ['clock'],

  async run({ guesser, neighbour, reader, bob, clock, policy, claim }) {
    const block = 'kerio.limits.unknown-recipients-block'
    const hour = 'kerio.limits.unknown-recipients-hour'
    const others = 'kerio.limits.unknown-recipients-other-ips'
    const { unknownRecipients, unknownRecipientBlock } = policy.limits
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const open = await guesser.opens('mx')
    for (let count = 1; count < unknownRecipients; count++) {
      claim(await guesser.offers(guess(count)), block).isRefused({ by: 'RCPT' })
    }
    claim(await open.offers(mail), block).isAccepted()
    // Whether the recipient that reaches the number blocks or the next one, the manual leaves open.
    const last = await guesser.offers(guess(unknownRecipients))
    const more = await guesser.offers(guess(unknownRecipients + 1))

    claim(await guesser.offers(mail), block).isTurnedAway({ by: 'RCPT' })
    claim(await open.offers(mail), block).isTurnedAway({ by: 'RCPT' })
    claim(await neighbour.sends(mail), others).isAccepted()
    claim(await reader.finds(mail, { in: bob }), others).once()
    claim(await guesser.offers(mail), others).isTurnedAway({ by: 'RCPT' })

    await clock.justBefore(last, unknownRecipientBlock)
    claim(await guesser.offers(mail), hour).isTurnedAway({ by: 'RCPT' })
    await clock.justAfter(more, unknownRecipientBlock)
    claim(await guesser.sends(mail), hour).isAccepted()
    claim(await reader.finds(mail, { in: bob }), hour).times(2)
  },
})

export const guessingUnlimited = scenario('abuse-limits/guessing-without-a-limit-kerio', {
  title: 'With the protection off, no number of unknown recipients blocks; once it is on, it does',
  clauses: ['kerio.limits.unknown-recipients-off'],
  profile: 'kerio',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { guesser: outside },
  uses: ['operator', 'profileDefaults'],

  async run({ guesser, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await guesser.opens('mx')
    for (let count = 1; count <= 20; count++) {
      claim(await session.offers(guess(count))).isRefused({ by: 'RCPT' })
    }
    claim(await session.offers(mail)).isAccepted()
    await session.quits()
    await operator.sets({ limits: { unknownRecipients: 3 } })
    for (let count = 21; count <= 24; count++) await guesser.offers(guess(count))
    claim(await guesser.offers(mail)).isTurnedAway({ by: 'RCPT' })
  },
})

export const exemptGroupMayGuess = scenario('abuse-limits/exempt-group-may-guess-kerio', {
  title:
    'The exempt group is not blocked for unknown recipients: a secondary server forwards what it was given',
  clauses: ['kerio.limits.exempt-unknown-recipients', 'kerio.limits.exempt-secondary-mx'],
  profile: 'kerio',
  policy: {
    ipGroups: { spared: ['192.0.2.16/30'] },
    limits: { unknownRecipients: 3, messagesPerHour: 2, connectionsPerIp: 2, exemptGroup: 'spared' },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { secondary: at('192.0.2.17'), stranger: outside, reader: outside },

  async run({ secondary, stranger, reader, bob, policy, claim }) {
    const unknown = 'kerio.limits.exempt-unknown-recipients'
    const burst = 'kerio.limits.exempt-secondary-mx'
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    for (let count = 1; count <= 10; count++) {
      claim(await secondary.offers(guess(count)), unknown).isRefused({ by: 'RCPT' })
    }
    claim(await secondary.offers(mail), unknown).isAccepted()

    const open = []
    for (let count = 1; count <= 4; count++) open.push(await secondary.opens('mx', { greets: 'not' }))
    for (const session of open) claim.should(session.greeting, burst).isAccepted()
    for (let count = 1; count <= 4; count++) {
      claim.should(await secondary.offers(guess(20 + count)), burst).isRefused({ by: 'RCPT' })
      claim.should(await secondary.sends(mail), burst).isAccepted()
    }
    for (const session of open) await session.quits()
    claim.should(await reader.finds(mail, { in: bob }), burst).times(4)

    // Out of the group, the same is limited.
    for (let count = 0; count <= policy.limits.unknownRecipients; count++) {
      await stranger.offers(guess(30 + count))
    }
    claim(await stranger.offers(mail)).isTurnedAway({ by: 'RCPT' })
  },
})
