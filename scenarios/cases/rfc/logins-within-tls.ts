import { outside, scenario, type Claim, type Pop3Talk } from '#dsl'

type Login = Awaited<ReturnType<Pop3Talk['logsIn']>>

/** Before TLS a wrong password is refused in the same words as the right one. */
function saysNoMore(
  claim: Claim<'rfc8314.denied-cleartext-tells-nothing'>,
  { wrong, right }: { readonly wrong: Login; readonly right: Login },
): void {
  claim(wrong).isRefused()
  claim.form(wrong, 'rfc8314.denied-cleartext-tells-nothing').is({ text: right.said })
}

export const smtpLoginsWithinTls = scenario('rfc/smtp-logins-within-tls', {
  title: 'Where logins need TLS, AUTH with a password is offered and accepted only after TLS begins',
  clauses: ['rfc4954.no-plaintext-without-tls', 'rfc8314.denied-cleartext-tells-nothing'],
  profile: 'kerio',
  policy: { relay: { acceptSmtpAuth: true }, auth: { needsTls: true } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, alice, claim }) {
    const session = await laptop.opens('mx', { tls: 'later' })
    const hello = 'EHLO laptop.client.test'
    const before = await session.says(hello)
    // What it lists of mechanisms that keep the password to themselves is left open.
    for (const mechanism of ['PLAIN', 'LOGIN'] as const) {
      claim(before, 'rfc4954.no-plaintext-without-tls').listsNo(`AUTH ${mechanism}`)
      claim(await session.authenticates(alice, { mechanism })).isRefused()
    }
    const wrong = await session.authenticates(alice, { password: 'wrong' })
    const right = await session.authenticates(alice)
    saysNoMore(claim, { wrong, right })

    // Mail for a mailbox here needs no login, and so no TLS.
    const mail = { from: 'eve@elsewhere.test', to: alice.address }
    claim(await session.offers(mail), 'rfc4954.no-plaintext-without-tls').isAccepted()

    await session.startsTls()
    claim(await session.says(hello), 'rfc4954.no-plaintext-without-tls').lists('AUTH PLAIN')
    claim(await session.authenticates(alice), 'rfc4954.no-plaintext-without-tls').isAccepted()
    await session.quits()
  },
})

export const pop3LoginsWithinTls = scenario('rfc/pop3-logins-within-tls', {
  title:
    'Where logins need TLS, a POP3 password is refused before TLS, however it is sent and whether right or wrong',
  clauses: ['rfc2595.cleartext-refusable', 'rfc8314.denied-cleartext-tells-nothing'],
  profile: 'kerio',
  policy: { auth: { needsTls: true } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3', { tls: 'later' })
    for (const by of ['PLAIN', 'LOGIN', 'USER'] as const) claim(await session.logsIn(bob, { by })).isRefused()
    claim(await session.says('STAT'), 'rfc2595.cleartext-refusable').isRefused()
    const wrong = await session.logsIn(bob, { password: 'wrong' })
    const right = await session.logsIn(bob)
    saysNoMore(claim, { wrong, right })
    await session.quits()

    const secured = await laptop.opens('pop3s')
    claim(await secured.logsIn(bob), 'rfc2595.cleartext-refusable').isAccepted()
    await secured.quits()
  },
})

export const imapLoginsWithinTls = scenario('rfc/imap-logins-within-tls', {
  title:
    'Where logins need TLS, an IMAP password is refused before TLS, however it is sent and whether right or wrong',
  clauses: ['rfc3501.plaintext-refusable', 'rfc8314.denied-cleartext-tells-nothing'],
  profile: 'kerio',
  policy: { auth: { needsTls: true } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('imap', { tls: 'later' })
    for (const by of ['PLAIN', 'LOGIN'] as const) claim(await session.logsIn(bob, { by })).isRefused()
    const wrong = await session.logsIn(bob, { password: 'wrong' })
    const right = await session.logsIn(bob)
    claim(right).isRefused()
    saysNoMore(claim, { wrong, right })
    claim(await session.says('SELECT INBOX'), 'rfc3501.plaintext-refusable').isRefused()
    await session.quits()

    const secured = await laptop.opens('imaps')
    claim(await secured.logsIn(bob), 'rfc3501.plaintext-refusable').isAccepted()
    await secured.quits()
  },
})
