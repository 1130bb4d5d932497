import { anyDeclaredSize, anySize, outside, scenario, some } from '#dsl'

export const declaredSizeTooLarge = scenario('rfc/declared-size-above-the-limit', {
  title: 'MAIL with a declared size above the limit is answered 552 and begins no transaction',
  clauses: ['rfc1870.declared-too-big-552'],
  profile: 'kerio',
  policy: { limits: { messageSize: some(102_400, anyDeclaredSize) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside },

  async run({ neighbour, bob, policy, claim }) {
    const { messageSize } = policy.limits
    const session = await neighbour.opens('mx')
    const refused = await session.says(`MAIL FROM:<eve@elsewhere.test> SIZE=${messageSize + 1}`)
    claim(refused).isRefused()
    claim.form(refused).is({ code: 552 })
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isRefused()
    await session.says('RSET')
    claim(await session.says('MAIL FROM:<eve@elsewhere.test> SIZE=1000')).isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isAccepted()
    await session.quits()
  },
})

export const messageTooLarge = scenario('rfc/message-above-the-limit', {
  title: 'A message above the limit is answered 552 at its end, and the session continues',
  clauses: ['rfc1870.actual-too-big-552'],
  profile: 'kerio',
  policy: { limits: { messageSize: some(102_400, anySize) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside, reader: outside },

  async run({ neighbour, reader, bob, policy, claim }) {
    const { messageSize } = policy.limits
    const film = { from: 'film@elsewhere.test', to: bob.address, octets: messageSize * 2 }
    const letter = { from: 'eve@elsewhere.test', to: bob.address }
    const session = await neighbour.opens('mx')
    for (const mail of [film, { ...film, declares: 1000 }]) {
      const refused = await session.sends(mail)
      claim(refused).isRefused()
      claim.form(refused).is({ code: 552 })
      claim(await session.says('NOOP')).isAccepted()
    }
    claim(await session.sends(letter)).isAccepted()
    await session.quits()
    claim(await reader.finds(letter, { in: bob })).once()
    claim(await reader.finds(film, { in: bob })).never()
  },
})

export const sizeLimitIsExact = scenario('rfc/message-size-limit-is-exact', {
  title:
    'A message of exactly the limit is accepted; with one more octet it is refused, whether the size is declared or not',
  clauses: ['rfc1870.limit-is-exact'],
  profile: 'kerio',
  policy: { limits: { messageSize: some(10_000, anySize) } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside },

  async run({ neighbour, bob, policy, claim }) {
    const { messageSize } = policy.limits
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim.should(await neighbour.sends({ ...mail, octets: messageSize })).isAccepted()
    claim.should(await neighbour.sends({ ...mail, octets: messageSize + 1 })).isRefused()
    claim.should(await neighbour.offers({ ...mail, declares: messageSize })).isAccepted()
    claim.should(await neighbour.offers({ ...mail, declares: messageSize + 1 })).isRefused()
    // A dot that is doubled on the way is one octet.
    const dotted = { ...mail, body: Array.from({ length: 500 }, () => '.') }
    claim.should(await neighbour.sends({ ...dotted, octets: messageSize })).isAccepted()
  },
})
