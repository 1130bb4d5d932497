import { anyPort, outside, scenario, some } from '#dsl'

// AUTH has several forms, and each is as good as any other, or as bad: with a password that is nearly right.

const products = {
  kerio: {
    clause: 'kerio.relay.smtp-auth',
    policy: { relay: { mode: 'restricted', acceptSmtpAuth: true } },
    via: 'mx',
  },
  commgate: { clause: 'commgate.smtp.auth-on', policy: { auth: { required: true } }, via: 'mx' },
  icewarp: {
    clause: 'icewarp.submission.auth-accepted',
    policy: { submission: { enabled: true, port: some(587, anyPort) } },
    via: 'submission',
  },
} as const

type Product = keyof typeof products

const every = ['kerio', 'commgate', 'icewarp'] as const

const nearlyRight = ['wrong', 'first eight', 'one more', 'other case', "another's", 'empty'] as const

const everyForm = (product: Product) =>
  scenario(`authentication/auth-in-every-form-${product}`, {
    title: 'AUTH by PLAIN, LOGIN or CRAM-MD5 gives the same right, within TLS too',
    clauses: [products[product].clause],
    profile: product,
    policy: products[product].policy,
    accounts: { alice: 'alice@local.test' },
    clients: { laptop: outside },
    uses: ['tls'],

    async run({ laptop, alice, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      for (const service of [products[product].via, 'submissions'] as const) {
        for (const mechanism of ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const) {
          const session = await laptop.opens(service)
          claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
          claim(await session.authenticates(alice, { mechanism })).isAccepted()
          claim(await session.offers(mail)).isAccepted()
          await session.quits()
        }
      }
    },
  })

export const authInEveryForm = every.map(everyForm)

const nearlyRightPasswords = (product: Product) =>
  scenario(`authentication/nearly-right-passwords-${product}`, {
    title: 'A password that is nearly right is a wrong one, by PLAIN or by LOGIN',
    clauses: [products[product].clause],
    profile: product,
    policy: products[product].policy,
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside, phone: outside },

    async run({ laptop, phone, alice, bob, claim }) {
      const { via } = products[product]
      const mail = { from: alice.address, to: 'carol@remote.test' }
      // The password of the other account is one that the server has seen.
      claim(await phone.offers({ ...mail, from: bob.address }, { via, as: bob })).isAccepted()
      for (const mechanism of ['PLAIN', 'LOGIN'] as const) {
        const session = await laptop.opens(via)
        for (const password of nearlyRight) {
          claim(await session.authenticates(alice, { mechanism, password })).isRefused()
        }
        claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
        claim(await session.authenticates(alice, { mechanism })).isAccepted()
        claim(await session.offers(mail)).isAccepted()
        await session.quits()
      }
      const challenged = await laptop.opens(via)
      claim(
        await challenged.authenticates(alice, { mechanism: 'CRAM-MD5', password: "another's" }),
      ).isRefused()
      claim(await challenged.offers(mail)).isRefused({ by: 'RCPT' })
      await challenged.quits()
    },
  })

export const nearlyRightIsWrong = every.map(nearlyRightPasswords)

const actingAsAnother = (product: Product) =>
  scenario(`authentication/acting-as-another-${product}`, {
    title: 'Who asks to act as another account has not authenticated',
    clauses: [products[product].clause],
    profile: product,
    policy: products[product].policy,
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside },

    async run({ laptop, alice, bob, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const session = await laptop.opens(products[product].via)
      claim(await session.authenticates(alice, { actsAs: bob })).isRefused()
      claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await session.authenticates(alice, { actsAs: alice })).isAccepted()
      claim(await session.offers(mail)).isAccepted()
      await session.quits()
    },
  })

export const actingAsAnotherIsRefused = every.map(actingAsAnother)

const lastsForTheSession = (product: Product) =>
  scenario(`authentication/auth-lasts-for-its-session-${product}`, {
    title: 'Authentication lasts as long as its session, whatever else is said there',
    clauses: [products[product].clause],
    profile: product,
    policy: products[product].policy,
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { laptop: outside },
    uses: ['sink'],

    async run({ laptop, alice, bob, sink, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const session = await laptop.opens(products[product].via)
      claim(await session.offers(mail)).isRefused({ by: 'RCPT' })
      claim(await session.authenticates(alice)).isAccepted()
      for (const line of ['NOOP', 'RSET', 'BOGUS', 'EHLO again.client.test', 'AUTH PLAIN']) {
        await session.says(line)
        claim(await session.offers(mail)).isAccepted()
      }
      claim(await session.sends({ ...mail, to: bob.address })).isAccepted()
      claim(await session.offers({ ...mail, to: 'nobody@local.test' })).isRefused({ by: 'RCPT' })
      claim(await session.sends(mail)).isAccepted()
      claim(await sink.receives(mail)).once()
      await session.quits()
    },
  })

export const authLasts = every.map(lastsForTheSession)
