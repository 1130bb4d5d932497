import { outside, rfcScenario } from '#dsl'
import { fills } from './pop3-maildrops.ts'

export const greetedOnce = rfcScenario('rfc/pop3-greets-at-once', {
  title: 'A POP3 client that connects is greeted with one line, and the next answers its first command',
  clauses: ['rfc1939.greeting'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, claim }) {
    const session = await laptop.opens('pop3')
    claim(session.greeting).hasLine(/^\+OK/)
    claim(await session.says('FROB')).isRefused()
    claim(await session.says('QUIT')).isAccepted()
  },
})

export const capitalsTell = rfcScenario('rfc/pop3-answers-begin-with-a-sign', {
  title: 'Every answer of POP3 begins with +OK or -ERR, whatever was asked and whenever',
  clauses: ['rfc1939.status-upper-case'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const good = /^\+OK(?: |$)/
    const bad = /^-ERR(?: |$)/
    const session = await laptop.opens('pop3')
    claim(session.greeting).hasLine(good)
    for (const line of ['STAT', 'FROB']) claim(await session.says(line)).hasLine(bad)
    claim(await session.says('CAPA')).hasLine(good)
    claim(await session.logsIn(bob)).isAccepted()
    for (const line of ['STAT', 'LIST', 'NOOP', 'RSET']) claim(await session.says(line)).hasLine(good)
    for (const line of ['FROB', 'LIST 99', 'RETR 99', 'DELE x', 'USER bob']) {
      claim(await session.says(line)).hasLine(bad)
    }
    claim(await session.says('QUIT')).hasLine(good)
  },
})

export const wholeLineEnds = rfcScenario('rfc/pop3-lines-end-with-crlf', {
  title: 'Every line that POP3 sends ends with CRLF: of messages, of listings, and of errors',
  clauses: ['rfc1939.lines-end-crlf'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, { body: ['one', '', 'three'] })
    const session = await laptop.opens('pop3')
    claim(session.greeting).hasWholeLineEnds()
    claim(await session.logsIn(bob)).isAccepted()
    for (const line of ['CAPA', 'STAT', 'LIST', 'LIST 1', 'UIDL', 'RETR 1', 'TOP 1 2', 'FROB', 'QUIT']) {
      claim(await session.says(line)).hasWholeLineEnds()
    }
  },
})

export const anyCase = rfcScenario('rfc/pop3-commands-in-any-letter-case', {
  title: 'POP3 commands are understood in any letter case, before the login and after it',
  clauses: ['rfc1939.keyword-any-case'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const stranger = await laptop.opens('pop3')
    for (const line of ['cApA', `uSeR ${bob.address}`, 'qUiT']) claim(await stranger.says(line)).isAccepted()
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob)).isAccepted()
    for (const line of ['sTaT', 'list', 'nOoP', 'rset', 'uidl']) claim(await session.says(line)).isAccepted()
    claim(await session.says('STOT')).isRefused()
    claim(await session.says('quit')).isAccepted()
  },
})

const early = [['STAT', 'LIST'], ['RETR 1', 'DELE 1'], ['NOOP', 'RSET'], ['UIDL', 'TOP 1 0'], ['FROB']]

export const inTheirState = rfcScenario('rfc/pop3-commands-have-their-state', {
  title: 'POP3 commands sent before their time or after it are refused and change nothing',
  clauses: ['rfc1939.wrong-state-err'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {})
    // Two each: a server may close the connection of a client that says more before it logs in.
    for (const lines of early) {
      const session = await laptop.opens('pop3')
      for (const line of lines) claim(await session.says(line)).isRefused()
      await session.quits()
    }
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob)).isAccepted()
    const before = await session.says('STAT')
    claim(before).isAccepted()
    for (const line of ['USER bob', 'PASS tea', 'AUTH PLAIN', `APOP bob ${'0'.repeat(32)}`, 'STLS', 'FROB']) {
      claim(await session.says(line)).isRefused()
    }
    claim(await session.says('STAT')).hasLine(before.said)
    for (const line of ['LIST', 'UIDL', 'RETR 1', 'DELE 1', 'RSET']) {
      claim(await session.says(line)).isAccepted()
    }
    await session.quits()
  },
})

export const emptyLines = rfcScenario('rfc/pop3-empty-lines-are-refused', {
  title: 'A line with nothing in it is refused and does not end the POP3 session',
  clauses: ['rfc1939.empty-line-err'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob)).isAccepted()
    for (let times = 0; times < 2; times++) {
      claim(await session.says('')).isRefused()
      claim(await session.says('STAT')).isAccepted()
    }
    await session.quits()
  },
})

export const numbersOfNothing = rfcScenario('rfc/pop3-numbers-that-name-no-message', {
  title: 'Numbers that name no message are refused, and so are commands that lack one',
  clauses: ['rfc1939.bad-number-err'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {})
    // A session for each number: a server may close one in which too much is refused.
    for (const n of ['0', '3', '-1', 'x', '4294967297']) {
      const session = await laptop.opens('pop3')
      claim(await session.logsIn(bob)).isAccepted()
      for (const line of [`LIST ${n}`, `RETR ${n}`, `DELE ${n}`, `UIDL ${n}`, `TOP ${n} 0`]) {
        claim(await session.says(line)).isRefused()
      }
      await session.drops()
    }
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob)).isAccepted()
    for (const line of ['RETR', 'DELE', 'TOP', 'TOP 1', 'TOP 1 -1']) {
      claim(await session.says(line)).isRefused()
    }
    claim(await session.says('STAT')).hasLine(/^\+OK 2 \d/)
    for (const n of [1, 2]) {
      for (const line of [`LIST ${n}`, `RETR ${n}`, `UIDL ${n}`, `TOP ${n} 1`]) {
        claim(await session.says(line)).isAccepted()
      }
    }
    await session.quits()
  },
})

export const longLineIsOne = rfcScenario('rfc/pop3-a-long-line-is-one-command', {
  title: 'However long a line is, POP3 answers it once, and no part of it is another command',
  clauses: ['rfc1939.one-line-one-answer'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob)).isAccepted()
    await session.writes('STAT\r\nFROB\r\n')
    claim(await session.hears('STAT')).isAccepted()
    claim(await session.hears('FROB')).isRefused()
    await session.writes(`FROB${' STAT'.repeat(4000)}\r\n`)
    const long = await session.hears('FROB')
    if (!long.lost) claim(long).isRefused()
    // A server may close the connection over it.
    const next = await session.says('NOOP')
    if (!next.lost) {
      claim(next).isAccepted()
      claim(await session.says('FROB')).isRefused()
    }
    await session.drops()
  },
})

export const inPieces = rfcScenario('rfc/pop3-commands-arrive-in-pieces', {
  title: 'A POP3 command is answered when its line has ended, however many pieces it comes in',
  clauses: ['rfc1939.commands-in-pieces'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { laptop: outside, phone: outside },

  async run({ laptop, phone, bob, alice, claim }) {
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob)).isAccepted()
    await session.writes('STA')
    // What another client is told takes its time: by then the server has read the piece.
    claim(await phone.logsIn('pop3', alice)).isAccepted()
    await session.writes('T\r\n')
    claim(await session.hears('STAT')).hasLine(/^\+OK \d+ \d/)
    for (const octet of 'STAT\r\n') await session.writes(octet)
    claim(await session.hears('STAT')).hasLine(/^\+OK \d+ \d/)
    claim(await session.says('NOOP')).isAccepted()
    await session.quits()
  },
})
