import { outside, rfcScenario } from '#dsl'
import { logsIn } from './pop3-maildrops.ts'

export const tlsOnce = rfcScenario('rfc/pop3-stls-is-taken-once', {
  title: 'STLS is listed in the clear and neither listed nor taken within TLS or after the login',
  clauses: ['rfc2595.stls-not-under-tls', 'rfc2595.stls-no-login'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3', { tls: 'later' })
    claim(await session.says('CAPA'), 'rfc2595.stls-not-under-tls').lists('STLS')
    claim(await session.startsTls()).isAccepted()
    claim(await session.says('CAPA'), 'rfc2595.stls-not-under-tls').listsNo('STLS')
    claim(await session.says('STLS'), 'rfc2595.stls-not-under-tls').isRefused()
    claim(await session.says('STAT'), 'rfc2595.stls-no-login').isRefused()
    claim(await session.logsIn(bob), 'rfc2595.stls-no-login').isAccepted()
    claim(await session.says('STAT'), 'rfc2595.stls-no-login').isAccepted()
    claim(await session.says('STLS'), 'rfc2595.stls-no-login').isRefused()
    claim(await session.says('STAT'), 'rfc2595.stls-no-login').isAccepted()
    await session.quits()
  },
})

export const tlsFirst = rfcScenario('rfc/pop3-over-tls-from-the-beginning', {
  title: 'On the port for TLS the greeting comes within TLS, there is no STLS, and the client has to log in',
  clauses: ['rfc8314.pop3s-tls-first', 'rfc2595.stls-not-under-tls'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3s')
    claim(session.greeting, 'rfc8314.pop3s-tls-first').hasLine(/^\+OK/)
    claim(await session.says('CAPA'), 'rfc2595.stls-not-under-tls').listsNo('STLS')
    claim(await session.says('STAT'), 'rfc8314.pop3s-tls-first').isRefused()
    claim(await session.logsIn(bob), 'rfc8314.pop3s-tls-first').isAccepted()
    claim(await session.says('STAT'), 'rfc8314.pop3s-tls-first').isAccepted()
    await session.quits()
  },
})

export const nothingInTheClear = rfcScenario('rfc/pop3-what-came-before-tls-is-no-command', {
  title: 'What is sent in the clear behind STLS is never answered within TLS',
  clauses: ['rfc2595.stls-injection'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3', { tls: 'later' })
    const begun = await session.startsTls({ injects: 'CAPA\r\n' })
    // The handshake may fail over it. The next answer is that to STAT, not one to CAPA.
    if (!begun.lost) claim(await session.says('STAT')).isRefused()
    await session.drops()
    const clean = await laptop.opens('pop3', { tls: 'later' })
    claim(await clean.startsTls()).isAccepted()
    claim(await clean.logsIn(bob)).isAccepted()
    await clean.quits()
    const plain = await logsIn({ laptop, bob, claim })
    await plain.quits()
  },
})
