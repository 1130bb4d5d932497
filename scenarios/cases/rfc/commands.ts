import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const listedMeansServed = rfcScenario('rfc/what-is-listed-is-served', {
  title: 'No command that EHLO lists is unknown or not implemented',
  clauses: ['rfc5321.listed-means-implemented'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const lines: Readonly<Record<string, string>> = {
      VRFY: `VRFY ${bob.address}`,
      EXPN: 'EXPN staff',
      HELP: 'HELP',
      AUTH: 'AUTH MAILSPEC-NONE',
      STARTTLS: 'STARTTLS now',
    }
    const session = await visitor.opens('mx')
    claim(await session.says('NOOP')).isAccepted()
    for (const keyword of session.offered) {
      const line = lines[keyword.replace(/ .*/, '')]
      if (line !== undefined) claim(await session.says(line)).isNoneOf(500, 502)
    }
    await session.quits()
  },
})

export const lettersOfParameters = rfcScenario('rfc/parameters-in-any-letter-case', {
  title: 'FROM:, TO: and parameters may have any letter case, and an unknown parameter is refused',
  clauses: ['rfc5321.parameters-any-case', 'rfc5321.unknown-parameter-555'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    const known = [
      ...(session.offered.some((line) => line.startsWith('SIZE')) ? ['size=100'] : []),
      ...(session.offered.includes('8BITMIME') ? ['body=8bitmime'] : []),
    ]
    const mail = await session.says([`MAIL fRoM:<${stranger}>`, ...known].join(' '))
    claim(mail, 'rfc5321.parameters-any-case').isAccepted()
    claim(await session.says(`RCPT tO:<${bob.address}>`), 'rfc5321.parameters-any-case').isAccepted()
    await session.says('RSET')

    const unknown = await session.says(`MAIL FROM:<${stranger}> XYZZY=1`)
    claim(unknown, 'rfc5321.unknown-parameter-555').isRefused()
    claim.form(unknown, 'rfc5321.unknown-parameter-555').is({ code: 555 })
    claim(await session.says(`MAIL FROM:<${stranger}>`), 'rfc5321.unknown-parameter-555').isAccepted()
    const added = await session.says(`RCPT TO:<${bob.address}> XYZZY`)
    claim(added, 'rfc5321.unknown-parameter-555').isRefused()
    claim(await session.says(`RCPT TO:<${bob.address}>`), 'rfc5321.unknown-parameter-555').isAccepted()
    await session.quits()
  },
})

export const blanksAtTheEnd = rfcScenario('rfc/blanks-at-the-end-of-a-command', {
  title: 'A blank at the end of a command makes no difference',
  clauses: ['rfc5321.trailing-space-tolerated'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const mail = { from: stranger, to: bob.address }
    const session = await visitor.opens('mx')
    const lines = ['NOOP ', 'RSET ', `MAIL FROM:<${mail.from}> `, `RCPT TO:<${mail.to}> `, 'DATA ']
    for (const line of lines) claim(await session.says(line)).isAccepted()
    await session.writes([mail, '.\r\n'])
    claim(await session.hears('MESSAGE')).isAccepted()
    claim(await session.says('QUIT ')).isAccepted()
    claim(await visitor.finds(mail, { in: bob })).once()
  },
})

export const neutralCommands = rfcScenario('rfc/neutral-commands', {
  title: 'NOOP, HELP, VRFY and EXPN leave the mail transaction as it is',
  clauses: ['rfc5321.neutral-commands'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const mail = { from: stranger, to: bob.address }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${mail.from}>`)).isAccepted()
    claim(await session.says(`RCPT TO:<${mail.to}>`)).isAccepted()
    claim(await session.says('NOOP')).isAccepted()
    for (const line of ['NOOP word', 'HELP', `VRFY ${alice.address}`, 'EXPN staff']) {
      claim(await session.says(line)).staysOpen()
    }
    claim(await session.says('DATA')).isAccepted()
    await session.writes([mail, '.\r\n'])
    claim(await session.hears('MESSAGE')).isAccepted()
    await session.quits()
    claim(await visitor.reads(mail, { in: bob })).hasHeader('Return-Path', `<${stranger}>`)
    claim(await visitor.finds(mail, { in: alice })).times(0)
  },
})

export const transactionsDoNotNest = rfcScenario('rfc/transactions-do-not-nest', {
  title: 'MAIL within a transaction is refused and leaves it alone, or begins another without recipients',
  clauses: ['rfc5321.nested-mail'],
  accounts: { alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, alice, claim }) {
    const mail = { from: stranger, to: alice.address }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${mail.from}>`)).isAccepted()
    claim(await session.says(`RCPT TO:<${mail.to}>`)).isAccepted()
    const nested = await session.says('MAIL FROM:<mallory@elsewhere.test>')
    const data = await session.says('DATA')
    if (nested.reply?.code === 250) claim(data).isRefused()
    else {
      claim(data).isAccepted()
      await session.writes([mail, '.\r\n'])
      claim(await session.hears('MESSAGE')).isAccepted()
      claim(await visitor.reads(mail, { in: alice })).hasHeader('Return-Path', `<${stranger}>`)
    }
    await session.quits()
  },
})

export const refusedChangesNothing = rfcScenario('rfc/what-is-refused-changes-nothing', {
  title: 'After a command that was refused, the session is where it was',
  clauses: ['rfc5321.refused-keeps-state'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const mail = { from: stranger, to: bob.address }
    const session = await visitor.opens('mx')
    claim(await session.says('MAIL FROM:<no address')).isRefused()
    claim(await session.says(`RCPT TO:<${mail.to}>`)).isRefused()
    claim(await session.says(`MAIL FROM:<${mail.from}>`)).isAccepted()
    claim(await session.says('DATA')).isRefused()
    claim(await session.says('RCPT TO:<no address')).isRefused()
    claim(await session.says(`RCPT TO:<${mail.to}>`)).isAccepted()
    claim(await session.says('DATA')).isAccepted()
    await session.writes([mail, '.\r\n'])
    claim(await session.hears('MESSAGE')).isAccepted()
    await session.quits()
    claim(await visitor.reads(mail, { in: bob })).hasHeader('Return-Path', `<${stranger}>`)
  },
})

export const resetKeepsTheSession = rfcScenario('rfc/rset-keeps-the-session', {
  title: 'RSET ends the transaction and nothing else: neither the greeting nor the login',
  clauses: ['rfc5321.rset-keeps-session'],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await laptop.opens('submitting')
    await session.requires('AUTH PLAIN')
    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.says(`MAIL FROM:<${mail.from}>`)).isAccepted()
    claim(await session.says('RSET')).isAccepted()
    claim(await session.offers(mail)).isAccepted()
    await session.quits()
    const unknown = await laptop.opens('submitting')
    claim(await unknown.offers(mail)).isTurnedAway({ by: 'RCPT' })
    await unknown.quits()
  },
})
