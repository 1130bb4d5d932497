import { anyWindow, minutes, outside, scenario, some, type Account, type Client } from '#dsl'

// A login has many forms, and each counts as much as any other.

/** One form of a login over each protocol. */
type Way = (client: Client, account: Account) => Promise<unknown>

const overPop3 = {
  'over-tls': [
    (client, account) => client.logsIn('pop3s', account),
    (client, account) => client.logsIn('pop3s', account, { by: 'PLAIN' }),
  ],
  'by-auth': [
    (client, account) => client.logsIn('pop3', account, { by: 'PLAIN' }),
    (client, account) => client.logsIn('pop3', account, { by: 'LOGIN' }),
  ],
  'by-challenge': [
    (client, account) => client.logsIn('pop3', account, { by: 'APOP' }),
    (client, account) => client.logsIn('pop3', account, { by: 'CRAM-MD5' }),
  ],
} as const satisfies Record<string, readonly Way[]>

const overImap = {
  'over-tls': [
    (client, account) => client.logsIn('imaps', account),
    (client, account) => client.logsIn('imaps', account, { by: 'PLAIN' }),
  ],
  'by-auth': [
    (client, account) => client.logsIn('imap', account, { by: 'PLAIN' }),
    (client, account) => client.logsIn('imap', account, { by: 'LOGIN' }),
  ],
  'by-challenge': [(client, account) => client.logsIn('imap', account, { by: 'CRAM-MD5' })],
} as const satisfies Record<keyof typeof overPop3, readonly Way[]>

const groups = ['over-tls', 'by-auth', 'by-challenge'] as const

const products = {
  kerio: { clause: 'kerio.relay.pop3-grant', title: 'A POP3 login', ways: overPop3 },
  icewarp: {
    clause: 'icewarp.pop-before-smtp.pop-login-grants',
    title: 'A POP3 login',
    ways: overPop3,
  },
  'imap-icewarp': {
    clause: 'icewarp.pop-before-smtp.imap-login-grants',
    title: 'An IMAP login',
    ways: overImap,
  },
} as const

const title = {
  'over-tls': 'within TLS opens the window as one in the clear does',
  'by-auth': 'by SASL opens the window as one by the commands of the protocol does',
  'by-challenge': 'that answers a challenge opens the window as one by password does',
}

/** Each form in turn: the window of the one before is over. */
const everyForm = (name: keyof typeof products, group: (typeof groups)[number]) =>
  scenario(`pop-before-smtp/login-${group}-${name}`, {
    title: `${products[name].title} ${title[group]}`,
    clauses: [products[name].clause],
    profile: name === 'kerio' ? 'kerio' : 'icewarp',
    policy: { popBeforeSmtp: { enabled: true, window: some('3m', anyWindow) } },
    accounts: { alice: 'alice@local.test' },
    clients: { laptop: outside },
    uses: ['clock', 'tls'],

    async run({ laptop, alice, clock, policy, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      for (const logsIn of products[name].ways[group]) {
        claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
        await logsIn(laptop, alice)
        claim(await laptop.offers(mail)).isAccepted()
        await clock.advances(policy.popBeforeSmtp.window + minutes(1))
      }
    },
  })

export const everyFormOpensTheWindow = groups.flatMap((group) =>
  (['kerio', 'icewarp', 'imap-icewarp'] as const).map((name) => everyForm(name, group)),
)

const nearlyRight = ['wrong', 'first eight', 'one more', 'other case', "another's", 'empty'] as const

/** Nothing that is not the password opens a window, however near it comes. */
export const nearlyRightPasswords = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/nearly-right-passwords-${product}`, {
    title: 'A password that is nearly right opens no window, over POP3 or IMAP',
    clauses: [
      product === 'kerio'
        ? 'kerio.relay.pop3-failed-login'
        : 'icewarp.pop-before-smtp.failed-login-grants-nothing',
    ],
    profile: product,
    policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside, phone: outside },

    async run({ laptop, phone, alice, bob, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      // The other account has been used: its password is one that the server knows.
      await phone.logsIn('pop3', bob)
      for (const password of nearlyRight) {
        for (const by of ['USER', 'PLAIN'] as const) {
          claim(await laptop.failsToLogIn('pop3', alice, { password, by })).isRefused()
        }
        claim(await laptop.failsToLogIn('imap', alice, { password })).isRefused()
        claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
      }
      claim(await phone.offers(mail)).isAccepted()
      await laptop.logsIn('pop3', alice)
      claim(await laptop.offers(mail)).isAccepted()
    },
  }),
)

/** Who asks to be somebody else has not logged in. */
export const actingAsAnother = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/acting-as-another-${product}`, {
    title: 'A login that asks to act as another account opens no window',
    clauses: [
      product === 'kerio'
        ? 'kerio.relay.pop3-failed-login'
        : 'icewarp.pop-before-smtp.failed-login-grants-nothing',
    ],
    profile: product,
    policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside },

    async run({ laptop, alice, bob, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const session = await laptop.opens('pop3')
      claim(await session.logsIn(alice, { by: 'PLAIN', actsAs: bob })).isRefused()
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await session.logsIn(alice, { by: 'PLAIN', actsAs: alice })).isAccepted()
      claim(await laptop.offers(mail)).isAccepted()
      await session.quits()
    },
  }),
)

/** A maildrop that is in use may be refused; then that was no login. */
export const maildropInUse = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/maildrop-in-use-${product}`, {
    title: 'A login that is refused because the maildrop is in use opens no window',
    clauses: [
      product === 'kerio'
        ? 'kerio.relay.pop3-failed-login'
        : 'icewarp.pop-before-smtp.failed-login-grants-nothing',
    ],
    profile: product,
    policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
    accounts: { alice: 'alice@local.test' },
    clients: { phone: outside, laptop: outside },

    async run({ phone, laptop, alice, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const reading = await phone.opens('pop3')
      await reading.logsIn(alice)
      const second = await laptop.opens('pop3')
      const login = await second.logsIn(alice)
      await second.quits()
      // A server that lets several sessions read one maildrop has let this one in.
      if (!login.succeeded) claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })

      await reading.quits()
      await laptop.logsIn('pop3', alice)
      claim(await laptop.offers(mail)).isAccepted()
    },
  }),
)

/** What the product next door has a story of its own for. */
export const failedChallenges = scenario('pop-before-smtp/failed-challenges-grant-nothing-icewarp', {
  title: 'A wrong answer to a challenge opens no window, over POP3 or IMAP',
  clauses: ['icewarp.pop-before-smtp.failed-login-grants-nothing'],
  profile: 'icewarp',
  policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const mail = { from: alice.address, to: 'carol@remote.test' }
    for (const password of ['wrong', "another's"] as const) {
      claim(await laptop.failsToLogIn('pop3', alice, { by: 'APOP', password })).isRefused()
      claim(await laptop.failsToLogIn('pop3', alice, { by: 'CRAM-MD5', password })).isRefused()
      claim(await laptop.failsToLogIn('imap', alice, { by: 'CRAM-MD5', password })).isRefused()
      claim(await laptop.offers(mail)).isRefused({ by: 'RCPT' })
    }
    await laptop.logsIn('pop3', alice)
    claim(await laptop.offers(mail)).isAccepted()
  },
})
