import { certificateOf, outside, scenario } from '#dsl'

const certificates = {
  smtpCertificate: certificateOf('smtp.local.test'),
  mailboxCertificate: certificateOf('mailboxes.local.test'),
} as const

const served = {
  submissions: 'ics.tls.smtps-465',
  imaps: 'ics.tls.imaps-993',
  pop3s: 'ics.tls.pop3s-995',
} as const

export const implicitServices = scenario('encryption/ssl-option-on-ics', {
  title: 'With the SSL/TLS option on, SMTPS, IMAPS and POP3S answer on 465, 993 and 995 within TLS',
  clauses: ['ics.tls.smtps-465', 'ics.tls.imaps-993', 'ics.tls.pop3s-995'],
  profile: 'ics',
  policy: { tls: { ...certificates, implicit: true } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['sink'],

  async run({ laptop, alice, bob, sink, claim }) {
    const greeted = await laptop.knocks('submissions', { port: 465 })
    claim(greeted, 'ics.tls.smtps-465').isAccepted()
    claim(greeted, 'ics.tls.smtps-465').presents('smtp.local.test')
    const mail = { from: alice.address, to: 'carol@remote.test' }
    claim(await laptop.sends(mail, { via: 'submissions', as: alice }), 'ics.tls.smtps-465').isAccepted()
    claim(await sink.receives(mail), 'ics.tls.smtps-465').once()

    const overImap = await laptop.knocks('imaps', { port: 993 })
    claim(overImap, 'ics.tls.imaps-993').isAccepted()
    claim(overImap, 'ics.tls.imaps-993').presents('mailboxes.local.test')
    const mailbox = await laptop.opens('imaps')
    claim(await mailbox.logsIn(bob), 'ics.tls.imaps-993').isAccepted()
    await mailbox.quits()

    const overPop3 = await laptop.knocks('pop3s', { port: 995 })
    claim(overPop3, 'ics.tls.pop3s-995').isAccepted()
    claim(overPop3, 'ics.tls.pop3s-995').presents('mailboxes.local.test')
    const maildrop = await laptop.opens('pop3s')
    claim(await maildrop.logsIn(bob, { by: 'USER' }), 'ics.tls.pop3s-995').isAccepted()
    await maildrop.quits()
  },
})

export const implicitSwitch = scenario('encryption/ssl-option-off-ics', {
  title: 'With the SSL/TLS option off nobody answers on 465, 993 and 995, until it is on again',
  clauses: ['ics.tls.implicit-off', 'ics.tls.smtps-465', 'ics.tls.imaps-993', 'ics.tls.pop3s-995'],
  profile: 'ics',
  policy: { tls: { ...certificates, implicit: false } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, operator, claim }) {
    for (const isOn of [false, true, false]) {
      await operator.sets({ tls: { implicit: isOn } })
      for (const service of ['submissions', 'imaps', 'pop3s'] as const) {
        const greeted = await laptop.knocks(service)
        if (isOn) claim(greeted, served[service]).isAccepted()
        else claim(greeted, 'ics.tls.implicit-off').isClosed()
      }
      // The ports without TLS from the start are there all the same, and offer it.
      for (const service of ['mx', 'imap', 'pop3'] as const)
        claim(await laptop.knocks(service), 'ics.tls.implicit-off').isAccepted()
      const session = await laptop.opens('mx', { tls: 'later' })
      claim(await session.startsTls(), 'ics.tls.implicit-off').speaksTls()
      await session.quits()
    }
  },
})

export const changedImplicitPorts = scenario('encryption/changed-ssl-ports-ics', {
  title: 'SMTPS, IMAPS and POP3S answer on the ports that are set, and no longer on the usual ones',
  clauses: ['ics.tls.implicit-ports-configurable'],
  profile: 'ics',
  policy: {
    tls: { ...certificates, implicit: true },
    listen: { smtpsPort: 8465, imapsPort: 8993, pop3sPort: 8995 },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, operator, policy: { listen }, claim }) {
    const ports = { submissions: listen.smtpsPort, imaps: listen.imapsPort, pop3s: listen.pop3sPort }
    for (const service of ['submissions', 'imaps', 'pop3s'] as const) {
      const greeted = await laptop.knocks(service, { port: ports[service] })
      claim(greeted).isAccepted()
      claim(greeted).speaksTls()
      claim(await laptop.knocks(service)).isClosed()
    }
    await operator.sets({ listen: { smtpsPort: 465, imapsPort: 993, pop3sPort: 995 } })
    for (const service of ['submissions', 'imaps', 'pop3s'] as const) {
      claim(await laptop.knocks(service, { port: ports[service] })).isClosed()
      claim(await laptop.knocks(service)).speaksTls()
    }
  },
})

export const starttlsOnChangedPorts = scenario('encryption/starttls-on-changed-ports-ics', {
  title: 'Where the ordinary ports have been changed, STARTTLS and STLS are offered there',
  clauses: ['ics.tls.starttls-on-changed-ports'],
  profile: 'ics',
  policy: { tls: certificates, listen: { smtpPort: 2525, imapPort: 1143, pop3Port: 1110 } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, policy: { listen }, claim }) {
    const ports = { mx: listen.smtpPort, imap: listen.imapPort, pop3: listen.pop3Port }
    for (const service of ['mx', 'imap', 'pop3'] as const) {
      claim(await laptop.knocks(service, { port: ports[service] })).isAccepted()
      claim(await laptop.knocks(service)).isClosed()
    }
    const session = await laptop.opens('mx', { tls: 'later' })
    claim(await session.says('EHLO laptop.client.test')).lists('STARTTLS')
    claim(await session.startsTls()).presents('smtp.local.test')
    claim(await session.offers({ from: 'eve@elsewhere.test', to: bob.address })).isAccepted()
    await session.quits()
    const mailbox = await laptop.opens('imap', { tls: 'later' })
    claim(await mailbox.says('CAPABILITY')).lists('STARTTLS')
    claim(await mailbox.startsTls()).presents('mailboxes.local.test')
    await mailbox.quits()
    const maildrop = await laptop.opens('pop3', { tls: 'later' })
    claim(await maildrop.says('CAPA')).lists('STLS')
    claim(await maildrop.startsTls()).presents('mailboxes.local.test')
    await maildrop.quits()
  },
})
