import { outside, rfcScenario, seconds } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const printableReplies = rfcScenario('rfc/replies-can-be-printed', {
  title: 'A reply repeats no control character and no octet above 127 of what it answers',
  clauses: ['rfc5321.reply-printable'],
  clients: { visitor: outside },

  async run({ visitor, claim }) {
    const printable = /^[\t\x20-\x7e]*$/
    for (const line of ['VRFY a\u001b[31m', 'XYZ\u00c3\u00a9', 'EXPN \u0080', 'VRFY nobody@local.test']) {
      const session = await visitor.opens('mx')
      const reply = await session.says(line)
      // A server may end the session over it.
      if (reply.reply) {
        claim(reply).hasFirstLine(printable)
        claim(reply).hasFurtherLines(printable)
      }
      await session.quits()
    }
  },
})

export const patientServer = rfcScenario('rfc/five-minutes-between-commands', {
  title: 'A client may think for nearly five minutes, between transactions and within one',
  clauses: ['rfc5321.idle-5-minutes'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },
  uses: ['clock'],

  async run({ visitor, bob, clock, claim }) {
    const session = await visitor.opens('mx')
    await clock.advances(seconds(290))
    claim.should(await session.says('NOOP')).isAccepted()
    await session.says(`MAIL FROM:<${stranger}>`)
    await session.says(`RCPT TO:<${bob.address}>`)
    await clock.advances(seconds(290))
    claim.should(await session.says('DATA')).isAccepted()
    await session.drops()
  },
})
