import { outside, rfcScenario } from '#dsl'
import { fills, logsIn, logsInAgain, ofMessage } from './pop3-maildrops.ts'

export const fetchedStays = rfcScenario('rfc/pop3-what-was-fetched-stays', {
  title: 'QUIT removes what was marked and leaves what was only fetched',
  clauses: ['rfc1939.retr-removes-nothing'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {})
    const session = await logsIn({ laptop, bob, claim })
    const ids = await session.says('UIDL')
    for (const line of ['RETR 1', 'RETR 2', 'DELE 1']) claim(await session.says(line)).isAccepted()
    claim(await session.says('QUIT')).isAccepted()

    const next = await logsIn({ laptop, bob, claim })
    claim(await next.says('STAT')).hasLine(/^\+OK 1 /)
    claim(await next.says('UIDL')).tells(`1 ${ofMessage(2, ids)}`)
    await next.quits()
  },
})

export const markedGo = rfcScenario('rfc/pop3-quit-removes-what-is-marked', {
  title: 'QUIT removes all marked messages and no others',
  clauses: ['rfc1939.quit-deletes-marked'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {}, {}, {}, {})
    const session = await logsIn({ laptop, bob, claim })
    const ids = await session.says('UIDL')
    for (const n of [1, 3, 4]) claim(await session.says(`DELE ${n}`)).isAccepted()
    claim(await session.says('QUIT')).isAccepted()

    const next = await logsIn({ laptop, bob, claim })
    claim(await next.says('STAT')).hasLine(/^\+OK 2 /)
    const left = await next.says('UIDL')
    claim(left).tells(`1 ${ofMessage(2, ids)}`)
    claim(left).tells(`2 ${ofMessage(5, ids)}`)
    await next.quits()
  },
})

export const marksTakenBack = rfcScenario('rfc/pop3-rset-takes-marks-back', {
  title: 'RSET takes back every mark, and QUIT then removes nothing',
  clauses: ['rfc1939.rset'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {}, {})
    const session = await logsIn({ laptop, bob, claim })
    for (const line of ['DELE 1', 'DELE 3', 'RSET']) claim(await session.says(line)).isAccepted()
    claim(await session.says('STAT')).hasLine(/^\+OK 3 /)
    for (const line of ['RETR 1', 'RETR 3', 'QUIT']) claim(await session.says(line)).isAccepted()

    const next = await logsIn({ laptop, bob, claim })
    claim(await next.says('STAT')).hasLine(/^\+OK 3 /)
    for (const line of ['DELE 1', 'DELE 3', 'QUIT']) claim(await next.says(line)).isAccepted()
    const last = await logsIn({ laptop, bob, claim })
    claim(await last.says('STAT')).hasLine(/^\+OK 1 /)
    await last.quits()
  },
})

export const marksWait = rfcScenario('rfc/pop3-marked-messages-wait-for-quit', {
  title: 'A marked message is there for IMAP until the POP3 session quits',
  clauses: ['rfc1939.dele-waits-for-quit'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, phone: outside },

  async run({ laptop, phone, bob, claim }) {
    await fills({ laptop, bob, claim }, {})
    const session = await logsIn({ laptop, bob, claim })
    claim(await session.says('DELE 1')).isAccepted()

    const mailbox = await phone.opens('imap')
    claim(await mailbox.logsIn(bob)).isAccepted()
    claim(await mailbox.says('EXAMINE INBOX')).tells(/^1 EXISTS$/i)
    claim(await mailbox.says('FETCH 1 BODY.PEEK[HEADER]')).tells(/^1 FETCH /i)
    claim(await session.says('QUIT')).isAccepted()
    claim(await mailbox.says('EXAMINE INBOX')).tells(/^0 EXISTS$/i)
    await mailbox.quits()
  },
})

export const quitEnds = rfcScenario('rfc/pop3-quit-ends-the-connection', {
  title: 'QUIT is answered, and then the server closes the connection, before the login as well as after it',
  clauses: ['rfc1939.quit-closes'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await logsIn({ laptop, bob, claim })
    claim(await session.says('NOOP')).staysOpen()
    claim(await session.says('QUIT')).isAccepted()
    claim(await session.says('NOOP')).isClosed()
    const stranger = await laptop.opens('pop3')
    claim(await stranger.says('QUIT')).isAccepted()
    claim(await stranger.says('NOOP')).isClosed()
  },
})

export const strangersQuit = rfcScenario('rfc/pop3-quit-before-the-login-removes-nothing', {
  title: 'QUIT before the login carries out no marks of a session that broke off',
  clauses: ['rfc1939.quit-before-login'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {})
    const session = await logsIn({ laptop, bob, claim })
    claim(await session.says('DELE 1')).isAccepted()
    await session.drops()

    const stranger = await laptop.opens('pop3')
    claim(await stranger.says(`USER ${bob.address}`)).isAccepted()
    claim(await stranger.says('QUIT')).isAccepted()

    const next = await logsInAgain({ laptop, bob, claim })
    claim(await next.says('STAT')).hasLine(/^\+OK 1 /)
    for (const line of ['DELE 1', 'QUIT']) claim(await next.says(line)).isAccepted()
    const last = await logsIn({ laptop, bob, claim })
    claim(await last.says('STAT')).hasLine(/^\+OK 0 /)
    await last.quits()
  },
})

export const brokenOff = rfcScenario('rfc/pop3-a-broken-session-removes-nothing', {
  title: 'A session that breaks off removes nothing and gives the maildrop free',
  clauses: ['rfc1939.drop-deletes-nothing', 'rfc1939.lock-dies-with-connection'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {}, { octets: 20_000 })
    const first = await logsIn({ laptop, bob, claim })
    const ids = await first.says('UIDL')
    await first.quits()
    // Between commands, within a listing, and within QUIT itself.
    for (const last of ['', 'RETR 3\r\n', 'QUI', 'QUIT']) {
      const session = await logsInAgain({ laptop, bob, claim })
      for (const n of [1, 2]) claim(await session.says(`DELE ${n}`)).isAccepted()
      await session.writes(last)
      await session.drops()
      const next = await logsInAgain({ laptop, bob, claim })
      const left = await next.says('UIDL')
      for (const line of ids.data) claim(left, 'rfc1939.drop-deletes-nothing').tells(line)
      await next.quits()
    }
    const session = await logsIn({ laptop, bob, claim })
    for (const line of ['DELE 1', 'DELE 2', 'QUIT']) claim(await session.says(line)).isAccepted()
    const end = await logsIn({ laptop, bob, claim })
    claim(await end.says('UIDL'), 'rfc1939.drop-deletes-nothing').tells(`1 ${ofMessage(3, ids)}`)
    claim(await end.says('STAT'), 'rfc1939.drop-deletes-nothing').hasLine(/^\+OK 1 /)
    await end.quits()
  },
})
