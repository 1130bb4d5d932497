import { certificateOf, outside, scenario } from '#dsl'

const mailboxCertificate = certificateOf('mailboxes.local.test')
const mail = { from: 'eve@elsewhere.test', to: 'alice@local.test' }

export const enabledProtocols = scenario('pop-imap/enabled-protocols-commgate', {
  title: 'POP3 and IMAP serve mail where they are enabled',
  clauses: ['commgate.pop-imap.pop3', 'commgate.pop-imap.imap'],
  profile: 'commgate',
  policy: { listen: { protocols: ['pop3', 'imap'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  control: 'pop-imap/each-protocol-by-itself-commgate',

  async run({ laptop, alice, claim }) {
    claim(await laptop.sends(mail)).isAccepted()
    claim(await laptop.finds(mail, { in: alice })).once()
    const maildrop = await laptop.opens('pop3')
    claim(await maildrop.logsIn(alice, { by: 'USER' }), 'commgate.pop-imap.pop3').isAccepted()
    claim(await maildrop.says('STAT'), 'commgate.pop-imap.pop3').isAccepted()
    claim(await maildrop.says('RETR 1'), 'commgate.pop-imap.pop3').tells(/^Message-ID: /)
    await maildrop.quits()
    const mailbox = await laptop.opens('imap')
    claim(await mailbox.logsIn(alice), 'commgate.pop-imap.imap').isAccepted()
    claim(await mailbox.says('SELECT INBOX'), 'commgate.pop-imap.imap').tells('1 EXISTS')
    claim(await mailbox.says('FETCH 1 BODY[]'), 'commgate.pop-imap.imap').tells(/Message-ID: /)
    await mailbox.quits()
  },
})

export const eachByItself = scenario('pop-imap/each-protocol-by-itself-commgate', {
  title: 'Where POP3 or IMAP is not enabled nobody answers, and each is enabled by itself',
  clauses: ['commgate.pop-imap.pop3', 'commgate.pop-imap.imap'],
  profile: 'commgate',
  policy: { listen: { protocols: ['pop3', 'imap'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, operator, claim }) {
    claim(await laptop.knocks('pop3'), 'commgate.pop-imap.pop3').isAccepted()
    claim(await laptop.knocks('imap'), 'commgate.pop-imap.imap').isAccepted()
    await operator.sets({ listen: { protocols: ['imap'] } })
    claim(await laptop.knocks('pop3'), 'commgate.pop-imap.pop3').isClosed()
    claim(await laptop.knocks('imap'), 'commgate.pop-imap.imap').isAccepted()
    await operator.sets({ listen: { protocols: ['pop3'] } })
    claim(await laptop.knocks('pop3'), 'commgate.pop-imap.pop3').isAccepted()
    claim(await laptop.knocks('imap'), 'commgate.pop-imap.imap').isClosed()
  },
})

export const defaultPorts = scenario('pop-imap/default-ports-commgate', {
  title: 'POP answers on 110, Secure POP on 995, IMAP on 143 and Secure IMAP on 993',
  clauses: ['commgate.pop-imap.default-ports'],
  profile: 'commgate',
  policy: { tls: { mailboxCertificate }, listen: { protocols: ['pop3', 'imap', 'pop3s', 'imaps'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['profileDefaults'],

  async run({ laptop, claim }) {
    claim(await laptop.knocks('pop3', { port: 110 })).isAccepted()
    claim(await laptop.knocks('imap', { port: 143 })).isAccepted()
    const secured = [
      await laptop.knocks('pop3s', { port: 995 }),
      await laptop.knocks('imaps', { port: 993 }),
    ] as const
    for (const greeting of secured) {
      claim(greeting).isAccepted()
      claim(greeting).speaksTls()
    }
  },
})

export const stableIds = scenario('pop-imap/unique-ids-stay-commgate', {
  title: 'The unique ids of messages left on the server stay what they were, also over a restart',
  clauses: ['commgate.pop-imap.stable-uidl'],
  profile: 'commgate',
  policy: {},
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside, neighbour: outside },
  uses: ['operator'],

  async run({ laptop, neighbour, alice, operator, claim }) {
    for (const subject of ['one', 'two']) claim(await laptop.sends({ ...mail, subject })).isAccepted()
    claim(await laptop.finds(mail, { in: alice })).times(2)
    const first = await laptop.opens('pop3')
    await first.logsIn(alice)
    const before = await first.says('UIDL')
    claim(before).tells(/^1 \S+$/)
    claim(before).tells(/^2 \S+$/)
    await first.quits()

    await operator.restarts()
    const third = { ...mail, from: 'mallory@elsewhere.test' }
    claim(await neighbour.sends(third)).isAccepted()
    claim(await laptop.finds(third, { in: alice })).once()
    const second = await neighbour.opens('pop3')
    await second.logsIn(alice)
    const after = await second.says('UIDL')
    for (const item of before.data) claim(after).tells(item)
    // The new message has an id that none of the others has.
    claim(after).tells(/^3 \S+$/)
    for (const item of before.data) claim(after).tellsNo(item.replace(/^\d+/, '3'))
    await second.quits()
  },
})
