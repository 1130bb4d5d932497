import { minutes, outside, rfcScenario, seconds } from '#dsl'
import { fills, logsIn, logsInAgain } from './pop3-maildrops.ts'

export const tenMinutes = rfcScenario('rfc/pop3-a-client-may-be-silent', {
  title: 'A POP3 session that is silent for less than ten minutes goes on',
  clauses: ['rfc1939.autologout-ten-minutes'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['clock'],

  async run({ laptop, bob, clock, claim }) {
    const session = await logsIn({ laptop, bob, claim })
    await clock.advances(minutes(9) + seconds(45))
    claim(await session.says('NOOP')).isAccepted()
    await session.quits()
  },
})

export const silenceRemovesNothing = rfcScenario('rfc/pop3-silence-removes-nothing', {
  title: 'A POP3 session that ends over its silence removes nothing of what it marked',
  clauses: ['rfc1939.autologout-deletes-nothing'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['clock'],

  async run({ laptop, bob, clock, claim }) {
    await fills({ laptop, bob, claim }, {}, {})
    const session = await logsIn({ laptop, bob, claim })
    claim(await session.says('DELE 1')).isAccepted()
    await clock.advances(minutes(31))
    await session.drops()
    const next = await logsInAgain({ laptop, bob, claim })
    claim(await next.says('STAT')).hasLine(/^\+OK 2 /)
    for (const line of ['DELE 1', 'QUIT']) claim(await next.says(line)).isAccepted()
    const last = await logsIn({ laptop, bob, claim })
    claim(await last.says('STAT')).hasLine(/^\+OK 1 /)
    await last.quits()
  },
})
