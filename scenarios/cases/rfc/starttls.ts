import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const starttlsArgument = rfcScenario('rfc/starttls-takes-no-argument', {
  title: 'STARTTLS with an argument is refused and starts no handshake',
  clauses: ['rfc3207.starttls-no-parameter'],
  clients: { visitor: outside },
  uses: ['tls'],

  async run({ visitor, claim }) {
    const session = await visitor.opens('mx', { tls: 'later' })
    await session.requires('STARTTLS')
    const refused = await session.says('STARTTLS now')
    claim(refused).isRefused()
    claim.form(refused).is({ code: 501 })
    claim(await session.says('NOOP')).isAccepted()
    claim(await session.startsTls()).isAccepted()
    await session.quits()
  },
})

export const injectedBeforeTls = rfcScenario('rfc/nothing-is-injected-before-tls', {
  title: 'Commands that came in the clear behind STARTTLS are not served within TLS',
  clauses: ['rfc3207.injected-commands-discarded'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },
  uses: ['tls'],

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx', { tls: 'later' })
    await session.requires('STARTTLS')
    const injects = `NOOP\r\nMAIL FROM:<mallory@elsewhere.test>\r\nRCPT TO:<${bob.address}>\r\n`
    const started = await session.startsTls({ injects })
    claim(started).isNoneOf(500)
    const next = await session.says(`RCPT TO:<${bob.address}>`)
    // A server may end the connection over it.
    if (next.reply) claim(next).isRefused()
    const plain = await visitor.opens('mx', { tls: 'later' })
    claim(await plain.startsTls()).isAccepted()
    claim(await plain.offers({ from: stranger, to: bob.address })).isAccepted()
    await plain.quits()
  },
})

export const forgottenOverTls = rfcScenario('rfc/what-was-said-before-tls-is-forgotten', {
  title: 'Neither a transaction nor the name of EHLO outlasts STARTTLS',
  clauses: ['rfc3207.transaction-forgotten', 'rfc3207.ehlo-name-forgotten'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },
  uses: ['tls'],

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx', { tls: 'later' })
    await session.requires('STARTTLS')
    claim(await session.says(`MAIL FROM:<${stranger}>`)).isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isAccepted()
    // A server may also refuse STARTTLS here.
    const started = await session.startsTls()
    claim(started, 'rfc3207.transaction-forgotten').isOneOf(220, 503)
    if (started.reply?.code === 220) {
      claim(await session.says('DATA'), 'rfc3207.transaction-forgotten').isNoneOf(354)
    }
    await session.quits()
    const other = await visitor.opens('mx', { helo: 'before.client.test', tls: 'later' })
    claim(await other.startsTls({ greets: 'not' }), 'rfc3207.ehlo-name-forgotten').isAccepted()
    claim(await other.says('EHLO after.client.test'), 'rfc3207.ehlo-name-forgotten').isAccepted()
    const mail = { from: stranger, to: bob.address }
    claim(await other.sends(mail), 'rfc3207.ehlo-name-forgotten').isAccepted()
    await other.quits()
    const letter = await visitor.reads(mail, { in: bob })
    claim(letter, 'rfc3207.ehlo-name-forgotten').hasHeader('Received', /after\.client\.test/)
    claim(letter, 'rfc3207.ehlo-name-forgotten').lacksHeader('Received', /before\.client\.test/)
  },
})

export const mxTakesClearMail = rfcScenario('rfc/mx-does-not-ask-for-tls', {
  title: 'The MX service takes mail for its own domains without TLS, as within TLS',
  clauses: ['rfc3207.mx-does-not-force-tls'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx', { tls: 'later' })
    claim(await session.says(`MAIL FROM:<${stranger}>`)).isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isAccepted()
    await session.quits()
  },
})
