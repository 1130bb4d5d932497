import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

/** Ways to write carol@remote.test, or something else elsewhere, so that it may look local. */
const detours = {
  'percent-and-bang': {
    clause: 'rfc5321.no-relay-percent-bang',
    paths: [
      'carol%remote.test@local.test',
      'carol%remote.test',
      'remote.test!carol@local.test',
      'remote.test!carol',
    ],
  },
  'quoted-at': {
    clause: 'rfc5321.no-relay-quoted-at',
    paths: ['"carol@remote.test"@local.test', '"carol@remote.test"', '"carol"@remote.test'],
  },
  'odd-domains': {
    clause: 'rfc5321.no-relay-odd-domain',
    paths: [
      'carol@remote.test@local.test',
      'carol@local.test@remote.test',
      'carol@remote.test.',
      'carol@xlocal.test',
      'carol@local.test.remote.test',
      'carol@[192.0.2.60]',
      'carol@remote.test\u0000@local.test',
    ],
  },
  'source-routes': {
    clause: 'rfc5321.source-route',
    paths: ['@local.test:carol@remote.test', '@local.test,@remote.test:carol@remote.test'],
  },
} as const

export const noDetours = Object.entries(detours).map(([name, { clause, paths }]) =>
  rfcScenario(`rfc/no-relay-by-${name}`, {
    title: `A stranger may not relay by ${name.replaceAll('-', ' ')}: refused, or nothing comes of it`,
    clauses: [clause],
    accounts: { bob: 'bob@local.test' },
    clients: { visitor: outside },

    async run({ visitor, bob, claim }) {
      for (const path of paths) {
        const session = await visitor.opens('mx')
        claim(await session.says(`MAIL FROM:<${stranger}>`)).isAccepted()
        await session.writes(`RCPT TO:<${path}>\r\n`)
        claim.should(await session.hears('RCPT')).isTurnedAway()
        claim(await session.says(`RCPT TO:<${bob.address}>`)).isAccepted()
        await session.quits()
      }
    },
  }),
)

export const claimsGrantNothing = rfcScenario('rfc/no-relay-by-what-a-client-says', {
  title: 'Neither a local sender, nor the null sender, nor a name in EHLO lets a stranger relay',
  clauses: ['rfc5321.no-relay-by-sender'],
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, alice, bob, claim }) {
    const to = 'carol@remote.test'
    for (const from of [alice.address, '', 'postmaster@local.test']) {
      claim(await visitor.offers({ from, to }, { helo: 'local.test' })).isTurnedAway()
    }
    claim(await visitor.offers({ from: stranger, to: bob.address }, { helo: 'local.test' })).isAccepted()
  },
})

export const literals = rfcScenario('rfc/address-literals', {
  title: 'A well-formed address literal is an address elsewhere; a malformed one is an error of syntax',
  clauses: ['rfc5321.address-literal-syntax'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    for (const literal of ['[192.0.2.7]', '[IPv6:2001:db8::7]']) {
      const outcome = await visitor.offers({ from: stranger, to: `x@${literal}` })
      claim(outcome).isTurnedAway()
      claim(outcome).isNoneOf(501)
    }
    for (const literal of ['[192.0.2.256]', '[IPv6:1::2::3]', '[]']) {
      claim(await visitor.offers({ from: stranger, to: `x@${literal}` })).isRefused()
    }
    claim(await visitor.offers({ from: stranger, to: bob.address })).isAccepted()
  },
})
