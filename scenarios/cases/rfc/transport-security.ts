import { outside, rfcScenario } from '#dsl'

export const starttlsBeginsAnew = rfcScenario('rfc/starttls-begins-anew', {
  title: 'After STARTTLS the server has forgotten everything said before it',
  clauses: ['rfc3207.begins-anew', 'rfc3207.auth-forgotten'],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['tls', 'sink'],

  async run({ laptop, alice, sink, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await laptop.opens('mx', { tls: 'later' })
    await session.requires('STARTTLS')
    await session.requires('AUTH PLAIN')
    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.offers(mail)).isAccepted()
    claim(await session.startsTls()).isAccepted()

    // Who the client was is forgotten, and with it what it was allowed.
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await session.says('STARTTLS')).isRefused()
    claim(await session.authenticates(alice)).isAccepted()
    claim(await session.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    await session.quits()
  },
})

export const starttlsIsTakenOnce = rfcScenario('rfc/starttls-is-taken-once', {
  title: 'Within TLS, STARTTLS is not available, and the session continues without it',
  clauses: ['rfc3207.begins-anew'],
  // Nobody logs in: servers that take passwords over TLS alone can tell as well.
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, claim }) {
    const session = await laptop.opens('mx', { tls: 'later' })
    await session.requires('STARTTLS')
    claim(await session.startsTls()).isAccepted()
    claim(await session.says('STARTTLS')).isTurnedAway()
    claim(await session.offers({ from: 'eve@elsewhere.test', to: 'postmaster@local.test' })).isAccepted()
    await session.quits()
  },
})

export const implicitTlsServices = rfcScenario('rfc/implicit-tls-serves-the-same', {
  title: 'Behind implicit TLS, submission serves the same accounts, and has no TLS to start',
  clauses: ['rfc3207.begins-anew'],
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, alice, bob, claim }) {
    const mail = { from: alice.address, to: bob.address }
    claim(await laptop.sends(mail, { via: 'submissions', as: alice })).isAccepted()
    const session = await laptop.opens('submissions')
    // TLS is there already: there is nothing to start.
    claim(await session.says('STARTTLS')).isTurnedAway()
    await session.quits()
  },
})

export const implicitTlsMailboxes = rfcScenario('rfc/implicit-tls-opens-the-same-mailbox', {
  title: 'Behind implicit TLS, POP3 and IMAP open the same mailbox as without TLS',
  clauses: ['rfc3207.begins-anew'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, bob, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await laptop.sends(mail)).isAccepted()
    claim(await laptop.finds(mail, { in: bob })).once()
    const maildrop = await laptop.opens('pop3s')
    claim(await maildrop.logsIn(bob)).isAccepted()
    claim(await maildrop.says('LIST 1')).isAccepted()
    await maildrop.quits()

    const mailbox = await laptop.opens('imaps')
    claim(await mailbox.logsIn(bob)).isAccepted()
    claim(await mailbox.says('SELECT INBOX')).isAccepted()
    claim(await mailbox.says('FETCH 1 (UID)')).isAccepted()
    await mailbox.quits()
  },
})
