import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const refusedTouchesNobodyElse = rfcScenario('rfc/a-refused-recipient-touches-no-other', {
  title: 'The message goes to those recipients that were accepted, whoever was refused before or after',
  clauses: ['rfc5321.partial-recipients', 'rfc5321.data-needs-recipient'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const mail = { from: stranger, to: bob.address }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${mail.from}>`)).isAccepted()
    await session.says('RCPT TO:<nobody@local.test>')
    claim(await session.says(`RCPT TO:<${mail.to}>`)).isAccepted()
    await session.says('RCPT TO:<nobody-else@local.test>')
    claim(await session.says('DATA'), 'rfc5321.partial-recipients').isAccepted()
    await session.writes([mail, '.\r\n'])
    claim(await session.hears('MESSAGE'), 'rfc5321.partial-recipients').isAccepted()
    claim(await visitor.finds(mail, { in: bob }), 'rfc5321.partial-recipients').once()

    claim(await session.says(`MAIL FROM:<${mail.from}>`)).isAccepted()
    const unknown = await session.says('RCPT TO:<nobody@local.test>')
    const nobody = await session.says('DATA')
    if (unknown.reply?.code !== 250) claim(nobody, 'rfc5321.data-needs-recipient').isRefused()
    await session.quits()
  },
})

export const refusedGetsNothing = rfcScenario('rfc/a-refused-recipient-gets-nothing', {
  title: 'A recipient whose RCPT was refused does not get the message',
  clauses: ['rfc5321.refused-recipient-gets-nothing'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const mail = { from: stranger, to: bob.address }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${mail.from}>`)).isAccepted()
    const refused = await session.says(`RCPT TO:<${alice.address}> XYZZY=1`)
    claim(await session.says(`RCPT TO:<${mail.to}>`)).isAccepted()
    claim(await session.says('DATA')).isAccepted()
    await session.writes([mail, '.\r\n'])
    claim(await session.hears('MESSAGE')).isAccepted()
    await session.quits()
    claim(await visitor.finds(mail, { in: bob })).once()
    if (refused.reply?.code !== 250) claim(await visitor.finds(mail, { in: alice })).times(0)
  },
})

export const endClears = rfcScenario('rfc/the-end-of-the-data-clears', {
  title: 'With the end of a message its sender and recipients are forgotten',
  clauses: ['rfc5321.end-of-data-clears'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const first = { from: stranger, to: alice.address }
    const second = { from: 'dave@elsewhere.test', to: bob.address }
    const session = await visitor.opens('mx')
    claim(await session.sends(first)).isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isRefused()
    claim(await session.says('DATA')).isRefused()
    claim(await session.sends(second)).isAccepted()
    await session.quits()
    claim(await visitor.reads(second, { in: bob })).hasHeader('Return-Path', '<dave@elsewhere.test>')
    claim(await visitor.finds(first, { in: alice })).once()
    claim(await visitor.finds(second, { in: alice })).times(0)
  },
})

export const spellingsOfAddresses = rfcScenario('rfc/spellings-of-an-address', {
  title: 'Domains in any letter case and local-parts in quotes are the same mailbox',
  clauses: ['rfc5321.domain-any-case', 'rfc5321.quoted-equals-plain', 'rfc5321.postmaster-without-domain'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    for (const to of ['bob@LOCAL.TEST', 'bob@Local.Test']) {
      claim(await session.offers({ from: stranger, to }), 'rfc5321.domain-any-case').isAccepted()
    }
    claim(
      await session.offers({ from: stranger, to: 'carol@REMOTE.TEST' }),
      'rfc5321.domain-any-case',
    ).isTurnedAway()
    for (const to of ['"bob"@local.test', '"b\\ob"@local.test']) {
      claim(await session.offers({ from: stranger, to }), 'rfc5321.quoted-equals-plain').isAccepted()
    }
    for (const to of ['postmaster', 'Postmaster']) {
      claim(await session.offers({ from: stranger, to }), 'rfc5321.postmaster-without-domain').isAccepted()
    }
    const quoted = { from: stranger, to: '"bob"@local.test' }
    claim(await session.sends(quoted), 'rfc5321.quoted-equals-plain').isAccepted()
    await session.quits()
    claim(await visitor.finds(quoted, { in: bob }), 'rfc5321.quoted-equals-plain').once()
  },
})

export const verification = rfcScenario('rfc/vrfy-tells-the-truth-or-nothing', {
  title: 'VRFY is served; where it tells nothing it says 252',
  clauses: ['rfc5321.vrfy-supported', 'rfc5321.vrfy-tells-nothing-is-252'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    claim(await session.says('NOOP')).isAccepted()
    const known = await session.says(`VRFY ${bob.address}`)
    claim(known, 'rfc5321.vrfy-supported').isNoneOf(500, 502)
    const unknown = await session.says('VRFY nosuch-mailbox@local.test')
    claim(unknown, 'rfc5321.vrfy-supported').isNoneOf(500, 502)
    if (known.reply?.code === unknown.reply?.code) {
      claim(known, 'rfc5321.vrfy-tells-nothing-is-252').isOneOf(252)
    } else claim(known, 'rfc5321.vrfy-tells-nothing-is-252').isAccepted()
    await session.quits()
  },
})

export const verifiedOnly = rfcScenario('rfc/vrfy-verifies', {
  title: 'VRFY and EXPN answer 250 only for what they have verified',
  clauses: ['rfc5321.vrfy-250-only-verified'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    for (const line of [
      'VRFY nosuch-mailbox@local.test',
      'VRFY carol@remote.test',
      'EXPN nobody-of-that-name',
    ]) {
      claim(await session.says(line)).isNoneOf(250)
    }
    claim(await session.offers({ from: stranger, to: bob.address })).isAccepted()
    await session.quits()
  },
})
