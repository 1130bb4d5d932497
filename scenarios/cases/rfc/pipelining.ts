import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const repliesInOrder = rfcScenario('rfc/replies-to-a-group-come-in-order', {
  title: 'Commands of one packet get a reply each, in their order, and an error loses none of them',
  clauses: ['rfc2920.replies-in-order', 'rfc2920.nothing-lost-after-error'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    await session.requires('PIPELINING')
    await session.writes(
      `MAIL FROM:<${stranger}>\r\nRCPT TO:<${bob.address}>\r\nRCPT TO:<carol@remote.test>\r\n` +
        `RCPT TO:<${bob.address}>\r\nRSET\r\nRCPT TO:<${bob.address}>\r\nNOOP\r\n`,
    )
    const order = 'rfc2920.replies-in-order'
    claim(await session.hears('MAIL'), order).isAccepted()
    claim(await session.hears('RCPT'), order).isAccepted()
    claim(await session.hears('RCPT'), order).isTurnedAway()
    claim(await session.hears('RCPT'), order).isAccepted()
    claim(await session.hears('HELO'), order).isAccepted()
    claim(await session.hears('RCPT'), order).isRefused()
    claim(await session.hears('HELO'), order).isAccepted()

    const kept = 'rfc2920.nothing-lost-after-error'
    await session.writes(
      `MAIL FROM:<no address\r\nMAIL FROM:<${stranger}>\r\nRCPT TO:<${bob.address}>\r\nRSET\r\n`,
    )
    claim(await session.hears('MAIL'), kept).isRefused()
    claim(await session.hears('MAIL'), kept).isAccepted()
    claim(await session.hears('RCPT'), kept).isAccepted()
    claim(await session.hears('HELO'), kept).isAccepted()
    await session.quits()
  },
})

export const dataInAGroup = rfcScenario('rfc/data-in-a-group', {
  title: 'DATA in a group is taken when a recipient was, and commands behind a message are heard',
  clauses: ['rfc2920.data-iff-valid-recipient', 'rfc2920.next-message-in-same-packet'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const first = { from: stranger, to: bob.address }
    const second = { from: 'dave@elsewhere.test', to: bob.address }
    const session = await visitor.opens('mx')
    await session.requires('PIPELINING')
    const valid = 'rfc2920.data-iff-valid-recipient'
    await session.writes(`MAIL FROM:<${stranger}>\r\nRCPT TO:<carol@remote.test>\r\nDATA\r\n`)
    claim(await session.hears('MAIL'), valid).isAccepted()
    claim(await session.hears('RCPT'), valid).isTurnedAway()
    claim(await session.hears('DATA'), valid).isTurnedAway()
    await session.writes(
      `RSET\r\nMAIL FROM:<${first.from}>\r\nRCPT TO:<carol@remote.test>\r\nRCPT TO:<${first.to}>\r\nDATA\r\n`,
    )
    claim(await session.hears('HELO'), valid).isAccepted()
    claim(await session.hears('MAIL'), valid).isAccepted()
    claim(await session.hears('RCPT'), valid).isTurnedAway()
    claim(await session.hears('RCPT'), valid).isAccepted()
    claim(await session.hears('DATA'), valid).isAccepted()

    const behind = 'rfc2920.next-message-in-same-packet'
    await session.writes([
      first,
      `.\r\nRSET\r\nMAIL FROM:<${second.from}>\r\nRCPT TO:<${second.to}>\r\nDATA\r\n`,
    ])
    claim(await session.hears('MESSAGE'), behind).isAccepted()
    claim(await session.hears('HELO'), behind).isAccepted()
    claim(await session.hears('MAIL'), behind).isAccepted()
    claim(await session.hears('RCPT'), behind).isAccepted()
    claim(await session.hears('DATA'), behind).isAccepted()
    await session.writes([second, '.\r\nQUIT\r\n'])
    claim(await session.hears('MESSAGE'), behind).isAccepted()
    claim(await session.hears('QUIT'), behind).isOneOf(221)
    claim(await visitor.finds(first, { in: bob }), behind).once()
    claim(await visitor.finds(second, { in: bob }), behind).once()
  },
})
