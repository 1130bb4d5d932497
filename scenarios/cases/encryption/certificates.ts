import { certificateOf, outside, scenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const separateCertificates = scenario('encryption/each-protocol-has-its-certificate-ics', {
  title: 'SMTP presents its own certificate after STARTTLS, and IMAP and POP3 present the other',
  clauses: [
    'ics.tls.smtp-starttls',
    'ics.tls.imap-starttls',
    'ics.tls.pop3-stls',
    'ics.tls.separate-certificates',
  ],
  profile: 'ics',
  policy: {
    tls: {
      smtpCertificate: certificateOf('smtp.local.test'),
      mailboxCertificate: certificateOf('mailboxes.local.test'),
    },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('mx', { tls: 'later' })
    const hello = 'EHLO laptop.client.test'
    claim(await session.says(hello), 'ics.tls.smtp-starttls').lists('STARTTLS')
    const started = await session.startsTls()
    claim(started, 'ics.tls.smtp-starttls').isAccepted()
    claim(started, 'ics.tls.smtp-starttls').presents('smtp.local.test')
    claim(started, 'ics.tls.separate-certificates').presents('smtp.local.test')
    // The session goes on within TLS, and there is nothing more to start.
    claim(await session.says(hello), 'ics.tls.smtp-starttls').listsNo('STARTTLS')
    const mail = { from: stranger, to: bob.address }
    claim(await session.sends(mail), 'ics.tls.smtp-starttls').isAccepted()
    await session.quits()

    const mailbox = await laptop.opens('imap', { tls: 'later' })
    claim(await mailbox.says('CAPABILITY'), 'ics.tls.imap-starttls').lists('STARTTLS')
    const overImap = await mailbox.startsTls()
    claim(overImap, 'ics.tls.imap-starttls').presents('mailboxes.local.test')
    claim(overImap, 'ics.tls.separate-certificates').presents('mailboxes.local.test')
    claim(await mailbox.says('CAPABILITY'), 'ics.tls.imap-starttls').listsNo('STARTTLS')
    claim(await mailbox.logsIn(bob), 'ics.tls.imap-starttls').isAccepted()
    await mailbox.quits()

    const maildrop = await laptop.opens('pop3', { tls: 'later' })
    claim(await maildrop.says('CAPA'), 'ics.tls.pop3-stls').lists('STLS')
    const overPop3 = await maildrop.startsTls()
    claim(overPop3, 'ics.tls.pop3-stls').presents('mailboxes.local.test')
    claim(overPop3, 'ics.tls.separate-certificates').presents('mailboxes.local.test')
    claim(await maildrop.says('CAPA'), 'ics.tls.pop3-stls').listsNo('STLS')
    claim(await maildrop.logsIn(bob), 'ics.tls.pop3-stls').isAccepted()
    await maildrop.quits()
  },
})

export const smtpCertificateAlone = scenario('encryption/smtp-certificate-alone-ics', {
  title: 'With a certificate for SMTP alone, IMAP and POP3 stay without TLS',
  clauses: ['ics.tls.separate-certificates', 'ics.tls.no-certificate-no-starttls'],
  profile: 'ics',
  policy: { tls: { smtpCertificate: certificateOf('smtp.local.test') } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('mx', { tls: 'later' })
    claim(await session.says('EHLO laptop.client.test')).lists('STARTTLS')
    claim(await session.startsTls()).presents('smtp.local.test')
    await session.quits()

    const mailbox = await laptop.opens('imap', { tls: 'later' })
    claim(await mailbox.says('CAPABILITY')).listsNo('STARTTLS')
    claim(await mailbox.startsTls()).isRefused()
    claim(await mailbox.logsIn(bob)).isAccepted()
    await mailbox.quits()

    const maildrop = await laptop.opens('pop3', { tls: 'later' })
    claim(await maildrop.says('CAPA')).listsNo('STLS')
    claim(await maildrop.startsTls()).isRefused()
    claim(await maildrop.logsIn(bob)).isAccepted()
    await maildrop.quits()
  },
})

export const mailboxCertificateAlone = scenario('encryption/mailbox-certificate-alone-ics', {
  title: 'With a certificate for IMAP and POP3 alone, SMTP stays without TLS',
  clauses: ['ics.tls.separate-certificates', 'ics.tls.no-certificate-no-starttls'],
  profile: 'ics',
  policy: { tls: { mailboxCertificate: certificateOf('mailboxes.local.test') } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('mx', { tls: 'later' })
    claim(await session.says('EHLO laptop.client.test')).listsNo('STARTTLS')
    claim(await session.startsTls()).isRefused()
    claim(await session.offers({ from: stranger, to: bob.address })).isAccepted()
    await session.quits()

    const mailbox = await laptop.opens('imap', { tls: 'later' })
    claim(await mailbox.startsTls()).presents('mailboxes.local.test')
    await mailbox.quits()
    const maildrop = await laptop.opens('pop3', { tls: 'later' })
    claim(await maildrop.startsTls()).presents('mailboxes.local.test')
    await maildrop.quits()
  },
})

export const nothingButClear = scenario('encryption/without-certificates-ics', {
  title: 'Without certificates SMTP, POP3 and IMAP work in the clear, logins included, and offer no TLS',
  clauses: ['ics.tls.plain-mode', 'ics.tls.no-certificate-no-starttls'],
  profile: 'ics',
  policy: { tls: { implicit: true } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },
  control: 'encryption/each-protocol-has-its-certificate-ics',

  async run({ laptop, alice, bob, claim }) {
    const session = await laptop.opens('mx')
    claim(await session.says('EHLO laptop.client.test'), 'ics.tls.no-certificate-no-starttls').listsNo(
      'STARTTLS',
    )
    claim(await session.startsTls(), 'ics.tls.no-certificate-no-starttls').isRefused()
    claim(await session.authenticates(alice), 'ics.tls.plain-mode').isAccepted()
    const mail = { from: alice.address, to: bob.address }
    claim(await session.sends(mail), 'ics.tls.plain-mode').isAccepted()
    await session.quits()

    const maildrop = await laptop.opens('pop3')
    claim(await maildrop.says('CAPA'), 'ics.tls.no-certificate-no-starttls').listsNo('STLS')
    claim(await maildrop.startsTls(), 'ics.tls.no-certificate-no-starttls').isRefused()
    claim(await maildrop.logsIn(bob), 'ics.tls.plain-mode').isAccepted()
    claim(await maildrop.says('LIST 1'), 'ics.tls.plain-mode').isAccepted()
    await maildrop.quits()

    const mailbox = await laptop.opens('imap')
    claim(await mailbox.says('CAPABILITY'), 'ics.tls.no-certificate-no-starttls').listsNo('STARTTLS')
    claim(await mailbox.startsTls(), 'ics.tls.no-certificate-no-starttls').isRefused()
    claim(await mailbox.logsIn(bob), 'ics.tls.plain-mode').isAccepted()
    claim(await mailbox.says('SELECT INBOX'), 'ics.tls.plain-mode').isAccepted()
    await mailbox.quits()
  },
})

export const certificateLater = scenario('encryption/certificate-set-later-ics', {
  title: 'A certificate that is set while the server runs brings STARTTLS, and another one replaces it',
  clauses: ['ics.tls.smtp-starttls', 'ics.tls.no-certificate-no-starttls'],
  profile: 'ics',
  policy: { tls: { implicit: true } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, operator, claim }) {
    const hello = 'EHLO laptop.client.test'
    const before = await laptop.opens('mx')
    claim(await before.says(hello), 'ics.tls.no-certificate-no-starttls').listsNo('STARTTLS')
    await before.quits()
    for (const name of ['first.local.test', 'second.local.test'] as const) {
      await operator.sets({ tls: { smtpCertificate: certificateOf(name) } })
      const session = await laptop.opens('mx', { tls: 'later' })
      claim(await session.says(hello), 'ics.tls.smtp-starttls').lists('STARTTLS')
      claim(await session.startsTls(), 'ics.tls.smtp-starttls').presents(name)
      await session.quits()
    }
  },
})

export const starttlsIsOptional = scenario('encryption/starttls-is-optional-ics', {
  title: 'Where STARTTLS is offered, a client without it sends as one with it',
  clauses: ['ics.tls.starttls-inbound-optional'],
  profile: 'ics',
  policy: { tls: { smtpCertificate: certificateOf('smtp.local.test') } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, veteran: outside },

  async run({ laptop, veteran, bob, claim }) {
    const secured = await laptop.opens('mx', { tls: 'later' })
    claim(await secured.says('EHLO laptop.client.test')).lists('STARTTLS')
    claim(await secured.startsTls()).speaksTls()
    claim(await secured.sends({ from: stranger, to: bob.address })).isAccepted()
    await secured.quits()
    const clear = await veteran.opens('mx', { tls: 'later' })
    claim(await clear.sends({ from: 'mallory@elsewhere.test', to: bob.address })).isAccepted()
    await clear.quits()
  },
})
