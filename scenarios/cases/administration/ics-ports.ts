import { interfaces, outside, scenario } from '#dsl'

const ordinary = ['mx', 'pop3', 'imap'] as const

export const usualPorts = scenario('administration/usual-ports-ics', {
  title: 'Unless a port is set, SMTP answers on 25, POP3 on 110 and IMAP on 143',
  clauses: ['ics.network.smtp-port', 'ics.network.pop3-port', 'ics.network.imap-port'],
  profile: 'ics',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['profileDefaults'],

  async run({ laptop, claim }) {
    claim(await laptop.knocks('mx', { port: 25 }), 'ics.network.smtp-port').isAccepted()
    claim(await laptop.knocks('pop3', { port: 110 }), 'ics.network.pop3-port').isAccepted()
    claim(await laptop.knocks('imap', { port: 143 }), 'ics.network.imap-port').isAccepted()
  },
})

export const changedPorts = scenario('administration/changed-ports-ics', {
  title: 'SMTP, POP3 and IMAP answer on the ports that are set, each by itself, and nowhere else',
  clauses: ['ics.network.smtp-port', 'ics.network.pop3-port', 'ics.network.imap-port'],
  profile: 'ics',
  policy: { listen: { smtpPort: 2525 } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, bob, operator, policy: { listen }, claim }) {
    claim(await laptop.knocks('mx', { port: listen.smtpPort }), 'ics.network.smtp-port').isAccepted()
    claim(await laptop.knocks('mx', { port: 25 }), 'ics.network.smtp-port').isClosed()
    claim(await laptop.knocks('pop3', { port: 110 }), 'ics.network.pop3-port').isAccepted()
    claim(await laptop.knocks('imap', { port: 143 }), 'ics.network.imap-port').isAccepted()
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await laptop.sends(mail), 'ics.network.smtp-port').isAccepted()
    claim(await laptop.finds(mail, { in: bob }), 'ics.network.smtp-port').once()

    await operator.sets({ listen: { smtpPort: 25, pop3Port: 1110, imapPort: 1143 } })
    claim(await laptop.knocks('mx', { port: 25 }), 'ics.network.smtp-port').isAccepted()
    claim(await laptop.knocks('mx', { port: listen.smtpPort }), 'ics.network.smtp-port').isClosed()
    claim(await laptop.knocks('pop3', { port: 1110 }), 'ics.network.pop3-port').isAccepted()
    claim(await laptop.knocks('pop3', { port: 110 }), 'ics.network.pop3-port').isClosed()
    claim(await laptop.knocks('imap', { port: 1143 }), 'ics.network.imap-port').isAccepted()
    claim(await laptop.knocks('imap', { port: 143 }), 'ics.network.imap-port').isClosed()
  },
})

export const everyInterface = scenario('administration/every-interface-ics', {
  title: 'Unless interfaces are chosen, SMTP, POP3 and IMAP answer on every one',
  clauses: ['ics.network.interfaces-default-all'],
  profile: 'ics',
  policy: { listen: { interfaces: [] } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, claim }) {
    for (const service of ordinary) {
      for (const at of Object.values(interfaces)) claim(await laptop.knocks(service, { at })).isAccepted()
    }
  },
})
