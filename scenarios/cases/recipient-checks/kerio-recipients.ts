import { outside, scenario } from '#dsl'

export const recipientsOfAMessage = scenario('recipient-checks/recipients-of-a-message-kerio', {
  title:
    'A message has no more recipients than the limit; it reaches those that were taken, and the next one counts anew',
  clauses: ['kerio.limits.recipients'],
  profile: 'kerio',
  policy: { limits: { recipients: 3 } },
  accounts: {
    ann: 'ann@local.test',
    bob: 'bob@local.test',
    cid: 'cid@local.test',
    dave: 'dave@second.test',
  },
  clients: { laptop: outside, reader: outside },

  async run({ laptop, reader, ann, bob, cid, dave, claim }) {
    const from = 'eve@elsewhere.test'
    const session = await laptop.opens('mx')
    const all = { from, to: [ann.address, bob.address, cid.address, dave.address] }
    claim(await session.offers(all)).isTurnedAway({ by: 'RCPT' })
    claim(await session.offers({ from, to: all.to.slice(0, 3) })).isAccepted()
    // Those that were refused do not count, and the same one counts twice.
    const misses = ['ghost@local.test', ann.address, 'nobody@local.test', bob.address]
    await session.insists({ from, to: misses })
    claim(
      await session.offers({ from, to: [ann.address, ann.address, ann.address, ann.address] }),
    ).isTurnedAway({
      by: 'RCPT',
    })
    await session.insists(all)
    await session.quits()

    for (const account of [ann, bob]) {
      claim.should(await reader.finds({ from, to: misses }, { in: account })).once()
    }
    for (const account of [ann, bob, cid]) claim(await reader.finds(all, { in: account })).once()
    claim(await reader.finds(all, { in: dave })).never()
  },
})
