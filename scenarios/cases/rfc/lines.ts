import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const longestCommand = rfcScenario('rfc/sizes-that-must-be-taken', {
  title: 'Commands of 512 octets, local-parts of 64 and a hundred recipients are taken',
  clauses: ['rfc5321.command-line-512', 'rfc5321.path-sizes', 'rfc5321.recipients-100'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const session = await visitor.opens('mx')
    // A server that refuses a word after NOOP refuses it at any length: the long line gets the reply of the short one.
    const short = await session.says('NOOP n')
    const long = await session.says(`NOOP ${'n'.repeat(505)}`)
    claim(long, 'rfc5321.command-line-512').isOneOf(short.reply?.code ?? 250)
    claim(await session.says('NOOP'), 'rfc5321.command-line-512').isAccepted()

    const name = 'l'.repeat(64)
    claim(await session.says(`MAIL FROM:<${name}@elsewhere.test>`), 'rfc5321.path-sizes').isAccepted()
    claim(await session.says(`RCPT TO:<${name}@local.test>`), 'rfc5321.path-sizes').isNoneOf(500, 501, 553)
    await session.says('RSET')

    await session.says(`MAIL FROM:<${stranger}>`)
    for (let nth = 0; nth < 50; nth++) {
      for (const { address } of [alice, bob]) {
        claim(await session.says(`RCPT TO:<${address}>`), 'rfc5321.recipients-100').isAccepted()
      }
    }
    claim(await session.says('RSET'), 'rfc5321.recipients-100').isAccepted()
    await session.quits()
  },
})

export const oneReplyToEach = rfcScenario('rfc/one-reply-to-each-command', {
  title: 'Each line gets one reply, whatever is in it, and an unknown command does not end the session',
  clauses: ['rfc5321.one-reply-per-command', 'rfc5321.unknown-command-keeps-session'],
  clients: { visitor: outside },

  async run({ visitor, claim }) {
    for (const line of ['', '   ', 'MAIL', 'RCPT', 'x'.repeat(300)]) {
      const session = await visitor.opens('mx')
      // What goes out in one packet needs a server that expects it.
      await session.requires('PIPELINING')
      await session.writes(`${line}\r\nNOOP\r\n`)
      claim(await session.hears('HELO'), 'rfc5321.one-reply-per-command').isTurnedAway()
      claim(await session.hears('HELO'), 'rfc5321.one-reply-per-command').isAccepted()
      await session.quits()
    }
    const session = await visitor.opens('mx')
    for (const line of ['XYZZY', 'XFOO bar']) {
      const unknown = await session.says(line)
      claim(unknown, 'rfc5321.unknown-command-keeps-session').isRefused()
      claim(unknown, 'rfc5321.unknown-command-keeps-session').staysOpen()
    }
    claim(await session.says('NOOP'), 'rfc5321.unknown-command-keeps-session').isAccepted()
    await session.quits()
  },
})

export const tooLongIsOne = rfcScenario('rfc/a-line-too-long-is-one-command', {
  title: 'A command line that is too long is refused as a whole, and no part of it is another command',
  clauses: ['rfc5321.command-too-long'],
  clients: { visitor: outside },

  async run({ visitor, claim }) {
    const session = await visitor.opens('mx')
    claim(await session.says('NOOP')).isAccepted()
    await session.writes(`NOOP ${'QUIT '.repeat(14_000)}\r\n`)
    // Nobody is obliged to have a limit; where there is none, NOOP is served.
    const whole = await session.hears('HELO')
    claim(whole).isNoneOf(221)
    // A server may close the connection over it.
    const next = await session.says('NOOP')
    if (next.reply) claim(next).isOneOf(250)
    await session.quits()
  },
})

export const halfLineEnds = rfcScenario('rfc/half-a-line-end-ends-no-command', {
  title: 'Neither LF nor CR alone ends a command',
  clauses: ['rfc5321.bare-lf-ends-no-command'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    for (const end of ['\n', '\r']) {
      const session = await visitor.opens('mx')
      await session.requires('PIPELINING')
      await session.writes(`NOOP${end}RSET\r\nXYZZY\r\n`)
      // The second reply is that to the command nobody knows, not one to RSET.
      claim(await session.hears('HELO')).staysOpen()
      claim(await session.hears('HELO')).isTurnedAway()
      await session.quits()
    }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${stranger}>`)).isAccepted()
    await session.writes(`RCPT TO:<${bob.address}>\nRCPT TO:<${alice.address}>\r\n`)
    claim(await session.hears('RCPT')).isTurnedAway()
    await session.quits()
  },
})

export const controlsInAddresses = rfcScenario('rfc/control-characters-in-addresses', {
  title: 'Control characters and octets above 127 in an address are refused',
  clauses: ['rfc5321.invalid-characters-refused'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    for (const sender of ['a\u0001b@elsewhere.test', 'a\u0000b@elsewhere.test', '\u00fc@elsewhere.test']) {
      const session = await visitor.opens('mx')
      await session.writes(`MAIL FROM:<${sender}>\r\n`)
      claim(await session.hears('MAIL')).isRefused()
      await session.quits()
    }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${stranger}>`)).isAccepted()
    await session.writes('RCPT TO:<b\u007fb@local.test>\r\n')
    claim(await session.hears('RCPT')).isRefused()
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isAccepted()
    await session.quits()
  },
})
