import { certificateOf, outside, scenario } from '#dsl'

const implicit = ['submissions', 'imaps', 'pop3s'] as const

export const documentedVersions = scenario('encryption/documented-versions-ics', {
  title: 'TLS 1.0, 1.1 and 1.2 are accepted from a client that offers nothing else, on every port',
  clauses: ['ics.tls.versions-accepted'],
  profile: 'ics',
  policy: {
    tls: {
      smtpCertificate: certificateOf('smtp.local.test'),
      mailboxCertificate: certificateOf('mailboxes.local.test'),
      versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
    },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, policy: { tls }, claim }) {
    for (const version of tls.versions) {
      const versions = [version]
      for (const service of implicit) claim(await laptop.knocks(service, { versions })).speaksTls(version)
      const session = await laptop.opens('mx', { tls: 'later' })
      claim(await session.startsTls({ versions })).speaksTls(version)
      claim(await session.offers({ from: 'eve@elsewhere.test', to: bob.address })).isAccepted()
      await session.quits()
      const mailbox = await laptop.opens('imap', { tls: 'later' })
      claim(await mailbox.startsTls({ versions })).speaksTls(version)
      claim(await mailbox.logsIn(bob)).isAccepted()
      await mailbox.quits()
      const maildrop = await laptop.opens('pop3', { tls: 'later' })
      claim(await maildrop.startsTls({ versions })).speaksTls(version)
      claim(await maildrop.logsIn(bob)).isAccepted()
      await maildrop.quits()
    }
  },
})

export const noOtherVersion = scenario('encryption/no-other-version-ics', {
  title: 'A client that offers TLS 1.3 ends up with TLS 1.2, and one that offers nothing else has no TLS',
  clauses: ['ics.tls.versions-only'],
  profile: 'ics',
  policy: {
    tls: {
      smtpCertificate: certificateOf('smtp.local.test'),
      mailboxCertificate: certificateOf('mailboxes.local.test'),
      versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
    },
  },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, claim }) {
    for (const service of implicit) {
      claim(await laptop.knocks(service, { versions: ['TLSv1.2', 'TLSv1.3'] })).speaksTls('TLSv1.2')
      claim(await laptop.knocks(service, { versions: ['TLSv1.3'] })).isClosed()
    }
    const newest = await laptop.opens('mx', { tls: 'later' })
    claim(await newest.startsTls({ versions: ['TLSv1.3'], greets: 'not' })).isClosed()
    const either = await laptop.opens('mx', { tls: 'later' })
    claim(await either.startsTls({ versions: ['TLSv1.2', 'TLSv1.3'] })).speaksTls('TLSv1.2')
    await either.quits()
    const mailbox = await laptop.opens('imap', { tls: 'later' })
    claim(await mailbox.startsTls({ versions: ['TLSv1.3'] })).isClosed()
    const maildrop = await laptop.opens('pop3', { tls: 'later' })
    claim(await maildrop.startsTls({ versions: ['TLSv1.3'] })).isClosed()
  },
})
