import { outside, rfcScenario } from '#dsl'

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')

export const malformedPlain = rfcScenario('rfc/plain-has-three-parts', {
  title: 'A message of PLAIN with too few or too many parts is refused, and one with long parts is read',
  clauses: ['rfc4616.malformed-message-refused', 'rfc4616.long-credentials'],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const name = alice.address
    for (const message of [name, `${name}\u0000secret`, `\u0000${name}\u0000secret\u0000more`]) {
      const session = await laptop.opens('submitting')
      await session.requires('AUTH PLAIN')
      const refused = await session.says(`AUTH PLAIN ${base64(message)}`)
      claim(refused, 'rfc4616.malformed-message-refused').isRefused()
      claim(await session.says('NOOP'), 'rfc4616.malformed-message-refused').isAccepted()
      await session.quits()
    }
    const session = await laptop.opens('submitting')
    claim(await session.says('AUTH PLAIN'), 'rfc4616.long-credentials').isOneOf(334)
    await session.writes(`${base64(['n', 'n', 'p'].map((part) => part.repeat(255)).join('\u0000'))}\r\n`)
    const long = await session.hears('AUTH')
    claim(long, 'rfc4616.long-credentials').isTurnedAway()
    claim(long, 'rfc4616.long-credentials').isNoneOf(500, 501)
    claim(await session.says('NOOP'), 'rfc4616.long-credentials').isAccepted()
    await session.quits()
    const right = await laptop.opens('submitting')
    claim(await right.authenticates(alice)).isAccepted()
    await right.quits()
  },
})

export const longResponse = rfcScenario('rfc/a-long-response-is-one-line', {
  title: 'A response of twelve thousand letters gets one reply, and no part of it is a command',
  clauses: ['rfc4954.long-response'],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, claim }) {
    const session = await laptop.opens('submitting')
    await session.requires('AUTH PLAIN')
    claim(await session.says('AUTH PLAIN')).isOneOf(334)
    await session.writes(`${base64('long '.repeat(1843))}\r\n`)
    claim(await session.hears('AUTH')).isNoneOf(235, 334)
    // A server may close the connection over it.
    const next = await session.says('NOOP')
    if (next.reply) claim(next).isOneOf(250)
    await session.quits()
    const short = await laptop.opens('submitting')
    claim(await short.authenticates(alice)).isAccepted()
    await short.quits()
  },
})

export const authParameter = rfcScenario('rfc/auth-on-mail', {
  title: 'Where AUTH is listed, MAIL takes the parameter AUTH, and its address gains no rights',
  clauses: ['rfc4954.auth-param-accepted'],
  accounts: { alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, alice, claim }) {
    const session = await visitor.opens('mx')
    await session.requires('AUTH')
    for (const named of ['<>', 'e+3Dmc2@elsewhere.test', alice.address]) {
      claim(await session.says(`MAIL FROM:<eve@elsewhere.test> AUTH=${named}`)).isAccepted()
      claim(await session.says('RCPT TO:<carol@remote.test>')).isTurnedAway()
      claim(await session.says('RSET')).isAccepted()
    }
    await session.quits()
  },
})
