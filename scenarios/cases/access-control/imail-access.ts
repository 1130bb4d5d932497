import { at, outside, scenario } from '#dsl'

// A client without access is turned away before it can give a command.
const before = { by: 'CONNECT' } as const

export const noAccessNoConnection = scenario('access-control/no-access-no-connection-imail', {
  title:
    'A client without access gets no greeting; once it is off the list and the service restarted, it does',
  clauses: ['imail.access.no-connection'],
  profile: 'imail',
  policy: { access: { mode: 'granted', exceptions: ['192.0.2.66'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { denied: at('192.0.2.66'), stranger: outside, reader: outside },
  uses: ['operator'],

  async run({ denied, stranger, reader, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await denied.offers(mail)).isTurnedAway(before)
    claim(await denied.offers({ ...mail, from: '' }, { helo: 'mx.local.test' })).isTurnedAway(before)
    claim(await stranger.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).once()

    await operator.sets({ access: { mode: 'granted', exceptions: ['192.0.2.67'] } })
    await operator.restarts()
    claim(await denied.sends(mail)).isAccepted()
    claim(await reader.finds(mail, { in: bob })).times(2)
  },
})

export const accessToSmtpAlone = scenario('access-control/access-to-smtp-alone-imail', {
  title: 'A client without access to SMTP logs in over POP3 and IMAP as before',
  clauses: ['imail.access.smtp-only'],
  profile: 'imail',
  policy: { access: { mode: 'granted', exceptions: ['192.0.2.66'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { denied: at('192.0.2.66'), stranger: outside },

  async run({ denied, stranger, bob, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await stranger.sends(mail)).isAccepted()
    claim(await denied.offers(mail)).isTurnedAway(before)
    const pop3 = await denied.opens('pop3')
    claim(await pop3.logsIn(bob)).isAccepted()
    await pop3.quits()
    const imap = await denied.opens('imap')
    claim(await imap.logsIn(bob)).isAccepted()
    await imap.quits()
    claim(await denied.finds(mail, { in: bob })).once()
    claim(await denied.offers(mail)).isTurnedAway(before)
  },
})

export const grantedButForTheListed = scenario('access-control/granted-but-for-the-listed-imail', {
  title:
    'In the mode of granted access everybody may connect but the single addresses and groups on the list',
  clauses: [
    'imail.access.granted-mode',
    'imail.access.single-address',
    'imail.access.deny-group-mask',
    'imail.access.several-entries',
  ],
  profile: 'imail',
  policy: {
    relay: { mode: 'restricted', trusted: ['192.0.2.20'] },
    access: {
      mode: 'granted',
      exceptions: ['192.0.2.66', '192.0.2.99', '198.51.100.0/255.255.255.128'],
    },
  },
  accounts: { bob: 'bob@local.test' },
  clients: {
    single: at('192.0.2.66'),
    other: at('192.0.2.99'),
    first: at('198.51.100.1'),
    last: at('198.51.100.127'),
    beside: at('192.0.2.67'),
    below: at('192.0.2.65'),
    above: at('198.51.100.128'),
    office: at('192.0.2.20'),
    stranger: outside,
  },

  async run({ single, other, first, last, beside, below, above, office, stranger, bob, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    for (const client of [beside, below]) {
      claim(await client.offers(mail), 'imail.access.single-address').isAccepted()
    }
    claim(await above.offers(mail), 'imail.access.deny-group-mask').isAccepted()
    for (const client of [office, stranger]) claim(await client.offers(mail)).isAccepted()
    claim(await single.offers(mail), 'imail.access.single-address').isTurnedAway(before)
    for (const client of [first, last]) {
      claim(await client.offers(mail), 'imail.access.deny-group-mask').isTurnedAway(before)
    }
    for (const client of [single, other, first]) {
      claim(await client.offers(mail), 'imail.access.several-entries').isTurnedAway(before)
      claim(await client.offers(mail), 'imail.access.granted-mode').isTurnedAway(before)
    }
  },
})

export const deniedButForTheListed = scenario('access-control/denied-but-for-the-listed-imail', {
  title: 'In the mode of denied access nobody may connect but the single addresses and groups on the list',
  clauses: ['imail.access.denied-mode', 'imail.access.grant-group-mask', 'imail.access.several-entries'],
  profile: 'imail',
  policy: {
    access: { mode: 'denied', exceptions: ['192.0.2.66', '192.0.2.99', '198.51.100.0/255.255.255.128'] },
  },
  accounts: { bob: 'bob@local.test' },
  clients: {
    single: at('192.0.2.66'),
    other: at('192.0.2.99'),
    first: at('198.51.100.1'),
    last: at('198.51.100.127'),
    beside: at('192.0.2.67'),
    above: at('198.51.100.128'),
    stranger: outside,
  },

  async run({ single, other, first, last, beside, above, stranger, bob, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    for (const client of [single, other]) {
      claim(await client.offers(mail), 'imail.access.denied-mode').isAccepted()
      claim(await client.offers(mail), 'imail.access.several-entries').isAccepted()
    }
    for (const client of [first, last]) {
      claim(await client.offers(mail), 'imail.access.grant-group-mask').isAccepted()
    }
    claim(await above.offers(mail), 'imail.access.grant-group-mask').isTurnedAway(before)
    for (const client of [beside, stranger]) {
      claim(await client.offers(mail), 'imail.access.denied-mode').isTurnedAway(before)
      claim(await client.offers(mail), 'imail.access.several-entries').isTurnedAway(before)
    }
  },
})

export const modeNamesTheRest = scenario('access-control/mode-names-the-rest-imail', {
  title: 'The mode says what holds for those who are not listed: with the same list, it turns both about',
  clauses: ['imail.access.option-names-the-rest'],
  profile: 'imail',
  policy: { access: { mode: 'granted', exceptions: ['192.0.2.66'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { listed: at('192.0.2.66'), stranger: outside },
  uses: ['operator'],

  async run({ listed, stranger, bob, operator, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await listed.offers(mail)).isTurnedAway(before)
    claim(await stranger.offers(mail)).isAccepted()
    await operator.sets({ access: { mode: 'denied', exceptions: ['192.0.2.66'] } })
    await operator.restarts()
    claim(await listed.offers(mail)).isAccepted()
    claim(await stranger.offers(mail)).isTurnedAway(before)
  },
})
