import { outside, rfcScenario } from '#dsl'

/** A domain with a dot, or an address literal, as the first word. */
const serverName =
  /^(?:\[[\w.:]+\]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+\.?)(?: |$)/i

/** A keyword and its parameters, one space before each (RFC 5321 §4.1.1.1). */
const keywordLine = /^[a-z0-9][a-z0-9-]*(?: [\x21-\x7e]+)*$/i

/** The keywords that IANA has registered, and those that need no registration. */
const registered =
  /^(?:X[\w-]+|8BITMIME|ATRN|AUTH|BINARYMIME|BURL|CHECKPOINT|CHUNKING|CONNEG|CONPERM|DELIVERBY|DSN|ENHANCEDSTATUSCODES|ETRN|EXPN|FUTURERELEASE|HELP|LIMITS|MT-PRIORITY|MTRK|NO-SOLICITING|PIPELINING|REQUIRETLS|RRVS|SAML|SEND|SIZE|SMTPUTF8|SOML|STARTTLS|SUBMITTER|TURN|UTF8SMTP|VERB|VRFY|ONEX)\b/i

/** Lines that belong only in the reply to EHLO. */
const extensionLine =
  /^(?!(?:8BITMIME|AUTH|CHUNKING|DSN|ENHANCEDSTATUSCODES|PIPELINING|SIZE|SMTPUTF8|STARTTLS)\b)/i

const stranger = 'eve@elsewhere.test'

export const serverIntroducesItself = rfcScenario('rfc/server-introduces-itself', {
  title: 'Greeting and EHLO name the server, and what EHLO lists are registered keywords, one a line',
  clauses: ['rfc5321.greeting-names-server', 'rfc5321.ehlo-reply-form', 'rfc5321.ehlo-registered-keywords'],
  clients: { visitor: outside },

  async run({ visitor, claim }) {
    const session = await visitor.opens('mx', { greets: 'not' })
    claim(session.greeting, 'rfc5321.greeting-names-server').isOneOf(220)
    claim(session.greeting, 'rfc5321.greeting-names-server').hasFirstLine(serverName)
    const hello = await session.says('EHLO visitor.client.test')
    claim(hello, 'rfc5321.ehlo-reply-form').isOneOf(250)
    claim(hello, 'rfc5321.ehlo-reply-form').hasFirstLine(serverName)
    claim(hello, 'rfc5321.ehlo-reply-form').hasFurtherLines(keywordLine)
    claim(hello, 'rfc5321.ehlo-registered-keywords').hasFurtherLines(registered)
    await session.quits()
  },
})

export const plainHello = rfcScenario('rfc/helo-opens-a-plain-session', {
  title: 'HELO lists no extensions and opens a session that takes mail, as an address literal in EHLO does',
  clauses: ['rfc5321.helo-plain-reply', 'rfc5321.ehlo-literal-accepted'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const plain = await visitor.opens('mx', { greets: 'not' })
    const hello = await plain.says('HELO visitor.client.test')
    claim(hello, 'rfc5321.helo-plain-reply').isOneOf(250)
    claim(hello, 'rfc5321.helo-plain-reply').hasFurtherLines(extensionLine)
    claim(await plain.offers({ from: stranger, to: bob.address }), 'rfc5321.helo-plain-reply').isAccepted()
    await plain.quits()

    for (const literal of ['[192.0.2.1]', '[IPv6:2001:db8::1]', '[IPv6:::1]']) {
      const session = await visitor.opens('mx', { greets: 'not' })
      claim(await session.says(`EHLO ${literal}`), 'rfc5321.ehlo-literal-accepted').isAccepted()
      await session.quits()
    }
  },
})

export const helloBeginsAnew = rfcScenario('rfc/ehlo-clears-the-transaction', {
  title: 'Another EHLO clears the mail transaction, one that is refused leaves it alone',
  clauses: ['rfc5321.ehlo-again-resets', 'rfc5321.bad-ehlo-keeps-state'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const session = await visitor.opens('mx')
    for (const line of [`MAIL FROM:<${stranger}>`, `RCPT TO:<${bob.address}>`, 'NOOP']) {
      claim(await session.says(line)).isAccepted()
    }
    claim(await session.says(`RCPT TO:<${alice.address}>`), 'rfc5321.ehlo-again-resets').isAccepted()
    claim(await session.says('EHLO visitor.client.test'), 'rfc5321.ehlo-again-resets').isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`), 'rfc5321.ehlo-again-resets').isRefused()
    claim(await session.says('DATA'), 'rfc5321.ehlo-again-resets').isRefused()
    await session.quits()

    const other = await visitor.opens('mx')
    for (const line of [`MAIL FROM:<${stranger}>`, `RCPT TO:<${bob.address}>`]) {
      claim(await other.says(line), 'rfc5321.bad-ehlo-keeps-state').isAccepted()
    }
    // A server that takes EHLO without a name has refused nothing.
    const nameless = await other.says('EHLO')
    const kept = await other.says(`RCPT TO:<${alice.address}>`)
    if (nameless.reply?.code !== 250) claim(kept, 'rfc5321.bad-ehlo-keeps-state').isAccepted()
    await other.quits()
  },
})

export const greetingFirst = rfcScenario('rfc/mail-needs-a-greeting', {
  title: 'MAIL before EHLO or HELO is refused, and the session continues',
  clauses: ['rfc5321.helo-first'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx', { greets: 'not' })
    const early = await session.says(`MAIL FROM:<${stranger}>`)
    claim(early).isRefused()
    claim.form(early).is({ code: 503 })
    claim(await session.says('EHLO visitor.client.test')).isAccepted()
    claim(await session.offers({ from: stranger, to: bob.address })).isAccepted()
    await session.quits()
  },
})
