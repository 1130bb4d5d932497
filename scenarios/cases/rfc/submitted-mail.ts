import { outside, rfcScenario } from '#dsl'

export const submission = rfcScenario('rfc/what-users-may-submit', {
  title:
    'A submission server lists no ETRN, takes the null reverse-path of its users, and says that they logged in',
  clauses: ['rfc6409.no-etrn', 'rfc6409.null-path-accepted', 'rfc4954.esmtpa-in-received'],
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, alice, bob, claim }) {
    const session = await laptop.opens('submission')
    await session.requires('AUTH')
    claim(await session.authenticates(alice), 'rfc4954.esmtpa-in-received').isAccepted()
    const listed = await session.says('EHLO laptop.client.test')
    for (const extension of ['ETRN', 'ATRN']) claim(listed, 'rfc6409.no-etrn').listsNo(extension)
    claim(listed, 'rfc6409.no-etrn').isAccepted()
    const receipt = { from: '', to: bob.address }
    claim(await session.offers(receipt), 'rfc6409.null-path-accepted').isAccepted()
    const mail = { from: alice.address, to: bob.address }
    claim(await session.sends(mail), 'rfc4954.esmtpa-in-received').isAccepted()
    await session.quits()
    const letter = await laptop.reads(mail, { in: bob })
    const authenticated = /\bwith (?:ESMTPS?A|UTF8SMTPS?A)\b/i
    claim.should(letter, 'rfc4954.esmtpa-in-received').hasHeader('Received', authenticated, 'added')
  },
})

export const tlsAtOnce = rfcScenario('rfc/submissions-begins-with-tls', {
  title: 'The service for submissions over TLS greets within TLS, and lists AUTH and no STARTTLS',
  clauses: ['rfc8314.implicit-tls-at-once'],
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, alice, claim }) {
    const session = await laptop.opens('submissions')
    claim(session.greeting).isOneOf(220)
    const listed = await session.says('EHLO laptop.client.test')
    claim(listed).lists('AUTH')
    claim(listed).listsNo('STARTTLS')
    claim(await session.authenticates(alice)).isAccepted()
    await session.quits()
  },
})
