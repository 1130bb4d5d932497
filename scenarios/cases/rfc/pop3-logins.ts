import { outside, rfcScenario } from '#dsl'
import { fills, logsIn, logsInAgain } from './pop3-maildrops.ts'

const stranger = 'nobody@local.test'

export const passAfterUser = rfcScenario('rfc/pop3-pass-follows-user', {
  title: 'PASS counts after USER alone, and a name that failed once has to be given again',
  clauses: ['rfc1939.pass-needs-user'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const early = await laptop.opens('pop3')
    claim(await early.logsIn(bob, { by: 'PASS' })).isRefused()
    await early.quits()
    const failed = await laptop.opens('pop3')
    claim(await failed.logsIn(bob, { password: 'wrong' })).isRefused()
    // A server may close the connection over it.
    const again = await failed.logsIn(bob, { by: 'PASS' })
    if (!again.lost) claim(again).isRefused()
    await failed.quits()
    const session = await laptop.opens('pop3')
    claim(await session.says(`USER ${bob.address}`)).isAccepted()
    claim(await session.logsIn(bob, { by: 'PASS' })).isAccepted()
    await session.quits()
  },
})

export const anotherTry = rfcScenario('rfc/pop3-a-failed-login-can-be-tried-again', {
  title: 'After a login that failed, one with the right password succeeds in the same connection',
  clauses: ['rfc1939.retry-after-failure'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    claim(await session.logsIn(bob, { password: 'wrong' })).isRefused()
    const login = await session.logsIn(bob)
    // A server may close the connection over it.
    if (!login.lost) {
      claim(login).isAccepted()
      claim(await session.says('STAT')).isAccepted()
    }
    await session.quits()
    const last = await laptop.opens('pop3')
    claim(await last.logsIn(bob, { password: 'wrong' })).isRefused()
    await last.quits()
  },
})

export const namesAreNotTold = rfcScenario('rfc/pop3-user-says-nothing-of-accounts', {
  title: 'USER is answered alike for a name that there is and for one that there is not',
  clauses: ['rfc1939.user-reveals-nothing'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    const known = await session.says(`USER ${bob.address}`)
    await session.quits()
    const other = await laptop.opens('pop3')
    const unknown = await other.says(`USER ${stranger}`)
    claim(unknown).hasLine(/^\+OK/)
    // A server may say the name again.
    claim(unknown).hasLine(known.said.replaceAll(bob.address, stranger))
    claim(await other.logsIn(bob)).isAccepted()
    await other.quits()
  },
})

export const apop = rfcScenario('rfc/pop3-apop', {
  title: 'APOP takes the digest of a timestamp that each greeting has anew, and no other digest',
  clauses: ['rfc1939.apop-timestamp', 'rfc1939.apop-login'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const timestamp = /<[^<>@ ]+@[^<>@ ]+>/
    const session = await laptop.opens('pop3')
    await session.requires('APOP')
    claim(session.greeting, 'rfc1939.apop-timestamp').hasLine(timestamp)
    const seen = [timestamp.exec(session.greeting.said)?.[0] ?? '<>']
    for (let nth = 0; nth < 5; nth++) {
      const next = await laptop.opens('pop3')
      claim(next.greeting, 'rfc1939.apop-timestamp').hasLine(timestamp)
      claim(next.greeting, 'rfc1939.apop-timestamp').hasLine(new RegExp(`^(?!.*(?:${seen.join('|')}))`))
      seen.push(timestamp.exec(next.greeting.said)?.[0] ?? '<>')
      await next.quits()
    }
    claim(await session.logsIn(bob, { by: 'APOP' }), 'rfc1939.apop-login').isAccepted()
    claim(await session.says('STAT'), 'rfc1939.apop-login').isAccepted()
    await session.quits()

    const wrong = await laptop.opens('pop3')
    claim(await wrong.logsIn(bob, { by: 'APOP', password: 'wrong' }), 'rfc1939.apop-login').isRefused()
    claim(await wrong.says('STAT'), 'rfc1939.apop-login').isRefused()
    await wrong.quits()
    const zeros = await laptop.opens('pop3')
    claim(await zeros.says(`APOP ${bob.address} ${'0'.repeat(32)}`), 'rfc1939.apop-login').isRefused()
    await zeros.quits()
  },
})

export const oneAtATime = rfcScenario('rfc/pop3-a-maildrop-is-not-changed-under-a-session', {
  title: 'What a session was shown is still there when another has tried to remove it',
  clauses: ['rfc1939.maildrop-locked'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, phone: outside },

  async run({ laptop, phone, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {})
    const session = await logsIn({ laptop, bob, claim })
    claim(await session.says('LIST')).tells(/^1 \d/)
    const other = await phone.opens('pop3')
    const login = await other.logsIn(bob)
    if (login.succeeded) claim(await other.says('DELE 1')).isAccepted()
    await other.quits()
    claim(await session.says('RETR 1')).isAccepted()
    claim(await session.says('QUIT')).isAccepted()

    const next = await logsIn({ laptop: phone, bob, claim })
    claim(await next.says('STAT')).isAccepted()
    await next.quits()
  },
})

export const quitFrees = rfcScenario('rfc/pop3-quit-frees-the-maildrop', {
  title: 'A maildrop can be opened again as soon as QUIT was answered',
  clauses: ['rfc1939.lock-released-by-quit'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    for (let times = 0; times < 10; times++) {
      const session = await logsIn({ laptop, bob, claim })
      claim(await session.says('STAT')).isAccepted()
      claim(await session.says('QUIT')).isAccepted()
    }
  },
})

export const inUse = rfcScenario('rfc/pop3-a-held-maildrop-is-said-to-be-in-use', {
  title: 'A right login that finds the maildrop held by another session is refused with the code IN-USE',
  clauses: ['rfc2449.in-use'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, phone: outside },

  async run({ laptop, phone, bob, claim }) {
    const session = await laptop.opens('pop3')
    await session.requires('RESP-CODES')
    claim(await session.logsIn(bob)).isAccepted()
    const other = await phone.opens('pop3')
    const login = await other.logsIn(bob)
    // A server may let several in.
    if (!login.succeeded) claim.should(login).hasCode('IN-USE')
    await other.quits()
    await session.quits()
    const wrong = await phone.opens('pop3')
    claim(await wrong.logsIn(bob, { password: 'wrong' })).lacksCode('IN-USE')
    await wrong.quits()
  },
})

export const whyRefused = rfcScenario('rfc/pop3-credentials-are-refused-with-a-code', {
  title: 'A login refused for its name or password has the code AUTH, and no other answer has it',
  clauses: ['rfc3206.auth-code', 'rfc3206.auth-code-only-for-credentials'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    await session.requires('AUTH-RESP-CODE')
    claim(await session.logsIn(bob, { password: 'one more' }), 'rfc3206.auth-code').hasCode('AUTH')
    await session.quits()
    const other = await laptop.opens('pop3')
    claim(await other.says(`USER ${stranger}`)).isAccepted()
    claim(await other.says('PASS tea'), 'rfc3206.auth-code').hasCode('AUTH')
    await other.quits()
    const sasl = await laptop.opens('pop3')
    await sasl.requires('SASL PLAIN')
    const wrong = await sasl.logsIn(bob, { by: 'PLAIN', password: 'one more' })
    claim(wrong, 'rfc3206.auth-code').hasCode('AUTH')
    await sasl.quits()

    const cancelling = await laptop.opens('pop3')
    claim(await cancelling.says('AUTH PLAIN')).asksForMore()
    const cancelled = await cancelling.says('*')
    claim.should(cancelled, 'rfc3206.auth-code-only-for-credentials').lacksCode('AUTH')
    const unknown = await cancelling.says('AUTH X-NONE')
    claim.should(unknown, 'rfc3206.auth-code-only-for-credentials').lacksCode('AUTH')
    await cancelling.quits()
    const last = await logsInAgain({ laptop, bob, claim })
    claim(await last.says('RETR 999'), 'rfc3206.auth-code').lacksCode('AUTH')
    await last.quits()
  },
})
