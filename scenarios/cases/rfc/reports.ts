import { at, scenario } from '#dsl'

export const failureIsReported = scenario('rfc/failure-is-reported', {
  title:
    'If a message cannot be delivered, its sender gets a report, with a null reverse-path, that names the recipient',
  clauses: ['rfc5321.nxdomain-fails-at-once', 'rfc5321.null-reverse-path', 'rfc3464.names-recipients'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } },
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { office: at('192.0.2.20') },
  uses: ['sink'],

  async run({ office, alice, bob, sink, claim }) {
    const lost = { from: alice.address, to: 'carol@nowhere.test', subject: 'the budget' }
    claim(await office.sends(lost), 'rfc5321.nxdomain-fails-at-once').isAccepted()
    const report = await office.readsReport(lost, { in: alice })
    claim(report, 'rfc3464.names-recipients').isReportOf(lost)
    // What stands first is for people (RFC 6522 §3).
    claim.should(report, 'rfc3464.names-recipients').hasPart('text/plain', lost.to)
    claim(report, 'rfc5321.nxdomain-fails-at-once').hasPart('message/delivery-status', /^Status: *5\./im)
    claim(report, 'rfc5321.null-reverse-path').hasHeader('Return-Path', '<>')

    // Of several recipients it names those that are lost, and the others have their mail.
    const gone = 'dave@nowhere.test'
    const partly = { from: bob.address, to: ['carol@remote.test', gone, alice.address] }
    claim(await office.sends(partly), 'rfc5321.nxdomain-fails-at-once').isAccepted()
    claim(await office.readsReport(partly, { in: bob }), 'rfc3464.names-recipients').isReportOf({ to: gone })
    claim(await office.finds(partly, { in: alice }), 'rfc5321.nxdomain-fails-at-once').once()
    claim(
      await sink.receives({ ...partly, to: 'carol@remote.test' }),
      'rfc5321.nxdomain-fails-at-once',
    ).once()
  },
})
