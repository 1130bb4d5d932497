import { anyWindow, at, outside, scenario, some } from '#dsl'

const policy = {
  ipGroups: { clients: ['192.0.2.20'] },
  relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: true },
} as const

export const givenUpAuth = scenario('authentication/given-up-auth-costs-nothing-kerio', {
  title: 'An AUTH that the client gave up has not failed: it removes no right; a failed one does, to the end',
  clauses: ['kerio.relay.failed-auth-overrides-ip'],
  profile: 'kerio',
  policy,
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20') },

  async run({ office, alice, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    const session = await office.opens('mx')
    await session.says('AUTH LOGIN')
    await session.says('*')
    claim(await session.offers(mail)).isAccepted()

    // Neither another greeting nor a reset undoes a failure.
    claim(await session.authenticates(alice, { password: 'first eight' })).isRefused()
    claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    for (const line of ['RSET', 'EHLO again.client.test']) {
      await session.says(line)
      claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
    }
    await session.quits()
    claim(await office.offers(mail)).isAccepted()
  },
})

export const failedAuthAndWindow = scenario('authentication/failed-auth-and-an-open-window-kerio', {
  title: 'What a failed AUTH takes from a session, an open window does not give back',
  clauses: ['kerio.relay.failed-auth-overrides-ip'],
  profile: 'kerio',
  policy: { ...policy, popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    await laptop.logsIn('pop3', alice)
    claim.should(await laptop.offers(mail)).isAccepted()
    const session = await laptop.opens('mx')
    claim.should(await session.authenticates(alice, { password: 'wrong' })).isRefused()
    claim.should(await session.offers(mail)).isRefused({ by: 'RCPT' })
    await session.quits()
  },
})
