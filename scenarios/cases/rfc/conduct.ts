import { outside, rfcScenario } from '#dsl'

export const transactionsInOrder = rfcScenario('rfc/transactions-in-order', {
  title: 'Commands must come in order, RSET clears the transaction, verbs may have any letter case',
  clauses: [
    'rfc5321.rcpt-needs-mail',
    'rfc5321.rset-clears-transaction',
    'rfc5321.verbs-any-case',
    'rfc5321.quit-221',
  ],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    const early = await session.says(`RCPT TO:<${bob.address}>`)
    claim(early, 'rfc5321.rcpt-needs-mail').isRefused()
    claim.form(early, 'rfc5321.rcpt-needs-mail').is({ code: 503 })

    claim(await session.says('mail from:<eve@elsewhere.test>'), 'rfc5321.verbs-any-case').isAccepted()
    claim(await session.says(`Rcpt To:<${bob.address}>`), 'rfc5321.verbs-any-case').isAccepted()
    claim(await session.says('RSET'), 'rfc5321.rset-clears-transaction').isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`), 'rfc5321.rset-clears-transaction').isRefused()

    const goodbye = await session.says('QUIT')
    claim(goodbye, 'rfc5321.quit-221').isAccepted()
    claim.form(goodbye, 'rfc5321.quit-221').is({ code: 221 })
  },
})

export const peculiarPaths = rfcScenario('rfc/peculiar-paths', {
  title: 'The null reverse-path and the postmaster are accepted; an unknown recipient is not',
  clauses: ['rfc5321.null-reverse-path', 'rfc5321.postmaster', 'rfc5321.unknown-recipient-550'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    claim(await session.offers({ from: '', to: bob.address }), 'rfc5321.null-reverse-path').isAccepted()
    for (const to of ['postmaster@local.test', 'PostMaster@local.test', 'postmaster']) {
      claim(await session.offers({ from: 'eve@elsewhere.test', to }), 'rfc5321.postmaster').isAccepted()
    }
    const unknown = await session.offers({ from: 'eve@elsewhere.test', to: 'nobody@local.test' })
    claim(unknown, 'rfc5321.unknown-recipient-550').isRefused({ by: 'RCPT' })
    claim.form(unknown, 'rfc5321.unknown-recipient-550').is({ code: 550 })
    await session.quits()
  },
})

export const postmasterHasMail = rfcScenario('rfc/postmaster-has-mail', {
  title:
    'Mail for the postmaster is in the mailbox of the postmaster, in any letter case and without a domain too',
  clauses: ['rfc5321.postmaster'],
  accounts: { bob: 'bob@local.test', postmaster: 'postmaster@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, postmaster, claim }) {
    const spellings = ['postmaster@local.test', 'PostMaster@local.test', 'postmaster', 'POSTMASTER']
    for (const [nth, to] of spellings.entries()) {
      const mail = { from: `eve-${nth}@elsewhere.test`, to }
      claim(await visitor.sends(mail)).isAccepted()
      claim.should(await visitor.finds(mail, { in: postmaster })).once()
      claim(await visitor.finds(mail, { in: bob })).never()
    }
  },
})

export const authentication = rfcScenario('rfc/authentication', {
  title: 'AUTH succeeds once per session, outside transactions, with the right credentials',
  clauses: [
    'rfc4954.bad-credentials-535',
    'rfc4954.no-auth-in-transaction',
    'rfc4954.no-second-auth',
    'rfc1939.wrong-password-err',
  ],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const session = await laptop.opens('mx')
    const wrong = await session.authenticates(alice, { password: 'wrong' })
    claim(wrong, 'rfc4954.bad-credentials-535').isRefused()
    claim.form(wrong, 'rfc4954.bad-credentials-535').is({ code: 535 })

    await session.says(`MAIL FROM:<${alice.address}>`)
    claim(await session.authenticates(alice), 'rfc4954.no-auth-in-transaction').isRefused()
    await session.says('RSET')
    claim(await session.authenticates(alice), 'rfc4954.no-auth-in-transaction').isAccepted()
    claim(await session.authenticates(alice), 'rfc4954.no-second-auth').isRefused()
    claim(await session.says('NOOP'), 'rfc4954.no-second-auth').isAccepted()
    await session.quits()

    claim(await laptop.failsToLogIn('pop3', alice), 'rfc1939.wrong-password-err').isRefused()
    const login = await laptop.logsIn('pop3', alice)
    claim(login, 'rfc1939.wrong-password-err').isAccepted()
  },
})
