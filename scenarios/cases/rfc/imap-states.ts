import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

const early = [
  ['SELECT INBOX', 'LIST "" "*"'],
  ['CREATE early', 'STATUS INBOX (MESSAGES)'],
  ['FETCH 1 FLAGS', 'UID EXPUNGE 1'],
]

export const imapStates = rfcScenario('rfc/imap-commands-have-their-state', {
  title: 'IMAP commands that need a login, a mailbox or neither are refused elsewhere and change nothing',
  clauses: ['rfc3501.command-before-login', 'rfc3501.selected-needs-mailbox', 'rfc3501.no-second-login'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    // Two each: a server may close the connection of a client that says more before it logs in.
    for (const commands of early) {
      const session = await laptop.opens('imap')
      for (const command of commands) {
        claim(await session.says(command), 'rfc3501.command-before-login').isRefused()
      }
      await session.quits()
    }
    const session = await laptop.opens('imap')
    claim(await session.logsIn(bob)).isAccepted()
    claim(await session.says('LIST "" "*"'), 'rfc3501.command-before-login').tellsNo(/\bearly"?$/)

    const needsMailbox = 'rfc3501.selected-needs-mailbox'
    const late = ['FETCH 1 FLAGS', 'STORE 1 FLAGS ()', 'SEARCH ALL', 'COPY 1 INBOX', 'EXPUNGE', 'CLOSE']
    for (const command of late) claim(await session.says(command), needsMailbox).isRefused()
    for (const command of ['SELECT INBOX', 'SEARCH ALL', 'CLOSE']) {
      claim(await session.says(command), needsMailbox).isAccepted()
    }
    claim(await session.says('SEARCH ALL'), needsMailbox).isRefused()

    claim(await session.says('SELECT INBOX')).isAccepted()
    for (const command of [`LOGIN ${bob.address} tea`, 'AUTHENTICATE PLAIN', 'STARTTLS']) {
      claim(await session.says(command), 'rfc3501.no-second-login').isRefused()
    }
    claim(await session.says('SEARCH ALL'), 'rfc3501.no-second-login').isAccepted()
    await session.quits()
  },
})

export const imapSyntax = rfcScenario('rfc/imap-what-is-not-understood-is-bad', {
  title: 'IMAP commands that are unknown or malformed are answered BAD, those that are well formed are not',
  clauses: ['rfc3501.unknown-command-bad', 'rfc3501.syntax-error-bad'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const mail = { from: stranger, to: bob.address }
    claim(await laptop.sends(mail)).isAccepted()
    claim(await laptop.finds(mail, { in: bob })).once()
    const session = await laptop.opens('imap')
    claim(await session.logsIn(bob)).isAccepted()
    for (const command of ['FROB', 'UID FROB 1']) {
      claim.should(await session.says(command), 'rfc3501.unknown-command-bad').isBad()
      claim(await session.says('NOOP'), 'rfc3501.unknown-command-bad').isAccepted()
    }
    const malformed = 'rfc3501.syntax-error-bad'
    claim(await session.says('SELECT nowhere-to-be-found'), malformed).isNo()
    claim(await session.says('SELECT INBOX')).isAccepted()
    const wrong = [
      'FETCH 1',
      'FETCH x FLAGS',
      'STORE 1 FLAGS',
      'SEARCH FROB',
      'SEARCH (ALL',
      'COPY 1',
      'EXPUNGE 1',
    ]
    for (const command of wrong) claim.should(await session.says(command), malformed).isBad()
    for (const command of ['FETCH 1 FLAGS', 'SEARCH ALL', 'EXPUNGE']) {
      claim(await session.says(command), malformed).isAccepted()
    }
    await session.quits()
  },
})

export const imapAnyCase = rfcScenario('rfc/imap-words-in-any-letter-case', {
  title: 'IMAP understands commands, items, flags, keys and INBOX in any letter case, and NOOP in any state',
  clauses: ['rfc3501.keywords-any-case', 'rfc3501.inbox-any-case', 'rfc3501.noop'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const mail = { from: stranger, to: bob.address, subject: 'hello' }
    claim(await laptop.sends(mail)).isAccepted()
    claim(await laptop.finds(mail, { in: bob })).once()
    const session = await laptop.opens('imap')
    claim(await session.says('NOOP'), 'rfc3501.noop').isAccepted()
    claim(await session.logsIn(bob)).isAccepted()
    claim(await session.says('NOOP'), 'rfc3501.noop').isAccepted()
    for (const name of ['inbox', 'InBoX', '"INBOX"']) {
      claim(await session.says(`SELECT ${name}`), 'rfc3501.inbox-any-case').tells(/^1 EXISTS$/i)
    }
    for (const command of ['NOOP', 'CHECK']) claim(await session.says(command), 'rfc3501.noop').isAccepted()

    const anyCase = 'rfc3501.keywords-any-case'
    claim(await session.says('sElEcT INBOX'), anyCase).tells(/^1 EXISTS$/i)
    const fetched = await session.says('fEtCh 1 (fLaGs bOdY.pEeK[hEaDeR.fIeLdS (sUbJeCt)])')
    claim(fetched, anyCase).tells(/hello/)
    claim(await session.says('sToRe 1 +fLaGs (\\sEeN)'), anyCase).isAccepted()
    claim(await session.says('sEaRcH sEeN sInCe 1-jAn-2000'), anyCase).tells(/^SEARCH 1$/i)
    claim(await session.says('FETCH 1 (FLAG)'), anyCase).isRefused()
    await session.quits()
  },
})

export const imapGoodbye = rfcScenario('rfc/imap-logout-says-bye', {
  title: 'LOGOUT is answered BYE and OK in every state, and then the server closes the connection',
  clauses: ['rfc3501.logout-bye'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    for (const [logsIn, command] of [
      [false, 'NOOP'],
      [true, 'NOOP'],
      [true, 'SELECT INBOX'],
    ] as const) {
      const session = await laptop.opens('imap')
      if (logsIn) claim(await session.logsIn(bob)).isAccepted()
      claim(await session.says(command)).isAccepted()
      claim(await session.says('LOGOUT')).tells(/^BYE\b/i)
      claim(await session.says('NOOP')).isClosed()
    }
  },
})

export const imapPasswords = rfcScenario('rfc/imap-login', {
  title: 'LOGIN with the right password opens the mailboxes, and with another it opens nothing',
  clauses: ['rfc3501.login', 'rfc3501.login-wrong-password'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    for (const password of ['wrong', 'one more', 'empty'] as const) {
      const session = await laptop.opens('imap')
      claim(await session.logsIn(bob, { password }), 'rfc3501.login-wrong-password').isRefused()
      claim(await session.says('SELECT INBOX'), 'rfc3501.login-wrong-password').isRefused()
      await session.quits()
    }
    const session = await laptop.opens('imap')
    claim(await session.logsIn(bob), 'rfc3501.login').isAccepted()
    claim(await session.says('SELECT INBOX'), 'rfc3501.login').isAccepted()
    await session.quits()
  },
})
