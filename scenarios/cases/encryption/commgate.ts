import { certificateOf, outside, scenario } from '#dsl'

const mailboxCertificate = certificateOf('mailboxes.local.test')

export const secureProtocols = scenario('encryption/secure-protocols-commgate', {
  title: 'Secure IMAP and Secure POP begin with TLS, and logins and mailboxes are as without it',
  clauses: ['commgate.pop-imap.secure-imap', 'commgate.pop-imap.secure-pop3'],
  profile: 'commgate',
  policy: { tls: { mailboxCertificate }, listen: { protocols: ['imaps', 'pop3s'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  control: 'encryption/secure-protocols-one-by-one-commgate',

  async run({ laptop, alice, claim }) {
    claim(await laptop.knocks('imaps'), 'commgate.pop-imap.secure-imap').presents(mailboxCertificate.chain)
    const mailbox = await laptop.opens('imaps')
    claim(await mailbox.logsIn(alice), 'commgate.pop-imap.secure-imap').isAccepted()
    claim(await mailbox.says('SELECT INBOX'), 'commgate.pop-imap.secure-imap').isAccepted()
    await mailbox.quits()
    claim(await laptop.knocks('pop3s'), 'commgate.pop-imap.secure-pop3').presents(mailboxCertificate.chain)
    const maildrop = await laptop.opens('pop3s')
    claim(await maildrop.logsIn(alice, { by: 'USER' }), 'commgate.pop-imap.secure-pop3').isAccepted()
    claim(await maildrop.says('UIDL'), 'commgate.pop-imap.secure-pop3').isAccepted()
    await maildrop.quits()
  },
})

export const secureOneByOne = scenario('encryption/secure-protocols-one-by-one-commgate', {
  title: 'Where Secure IMAP or Secure POP is not enabled nobody answers, and each is enabled by itself',
  clauses: ['commgate.pop-imap.secure-imap', 'commgate.pop-imap.secure-pop3'],
  profile: 'commgate',
  policy: { tls: { mailboxCertificate }, listen: { protocols: ['imaps', 'pop3s'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, operator, claim }) {
    for (const service of ['imap', 'pop3'] as const) claim(await laptop.knocks(service)).isClosed()
    await operator.sets({ listen: { protocols: ['imap', 'pop3s'] } })
    claim(await laptop.knocks('imaps'), 'commgate.pop-imap.secure-imap').isClosed()
    claim(await laptop.knocks('pop3s'), 'commgate.pop-imap.secure-pop3').speaksTls()
    await operator.sets({ listen: { protocols: ['imaps', 'pop3'] } })
    claim(await laptop.knocks('imaps'), 'commgate.pop-imap.secure-imap').speaksTls()
    claim(await laptop.knocks('pop3s'), 'commgate.pop-imap.secure-pop3').isClosed()
  },
})

export const certificateBefore = scenario('encryption/secure-protocols-need-a-certificate-commgate', {
  title: 'Secure IMAP and Secure POP come up only once there is a certificate',
  clauses: ['commgate.pop-imap.secure-needs-certificate'],
  profile: 'commgate',
  policy: { listen: { protocols: ['pop3', 'imap', 'pop3s', 'imaps'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, operator, claim }) {
    for (const service of ['imaps', 'pop3s'] as const) claim(await laptop.knocks(service)).isClosed()
    for (const service of ['imap', 'pop3'] as const) claim(await laptop.knocks(service)).isAccepted()
    await operator.sets({ tls: { mailboxCertificate } })
    for (const service of ['imaps', 'pop3s'] as const) {
      const greeted = await laptop.knocks(service)
      claim(greeted).isAccepted()
      claim(greeted).presents(mailboxCertificate.chain)
    }
  },
})
