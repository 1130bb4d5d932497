import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

/** from, by, a semicolon and a date with four digits of the year, in this order (RFC 5321 §4.4). */
const received =
  /^from \S+.*\bby \S+.*;\s*(?:\w{3},\s+)?\d{1,2}\s+\w{3}\s+\d{4}\s+\d{2}:\d{2}(?::\d{2})?\s+(?:[+-]\d{4}|GMT|UT)\b/s

export const traceHasItsForm = rfcScenario('rfc/received-has-its-form', {
  title:
    'Received says from whom, by whom and when, shows the address of the client, and one recipient at most',
  clauses: ['rfc5321.received-syntax', 'rfc5321.received-shows-client', 'rfc5321.received-for-one'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const mail = { from: stranger, to: bob.address }
    claim(await visitor.sends(mail, { helo: 'visitor.client.test' })).isAccepted()
    const letter = await visitor.reads(mail, { in: bob })
    claim(letter, 'rfc5321.received-syntax').hasHeader('Received', received, 'added')
    claim(letter, 'rfc5321.received-shows-client').hasHeader('Received', /visitor\.client\.test/, 'added')
    claim(letter, 'rfc5321.received-shows-client').namesClient()

    const both = { from: 'dave@elsewhere.test', to: [alice.address, bob.address] }
    claim(await visitor.sends(both), 'rfc5321.received-for-one').isAccepted()
    const copy = await visitor.reads(both, { in: bob })
    claim(copy, 'rfc5321.received-for-one').lacksHeader('Received', /alice@/i)
    claim(copy, 'rfc5321.received-for-one').lacksHeader('Apparently-To')
  },
})

export const manyHops = rfcScenario('rfc/a-hundred-hops-may-pass', {
  title: 'A message with ninety-five Received fields is taken',
  clauses: ['rfc5321.hops-100-allowed'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const hops = Array.from(
      { length: 95 },
      (_, nth) =>
        `Received: from h${nth + 1}.hop.test by h${nth}.hop.test with ESMTP id x${nth};\n\tMon, 02 Mar 2020 10:00:00 +0000`,
    )
    const travelled = { from: stranger, to: bob.address, fields: hops }
    claim(await visitor.sends(travelled)).isAccepted()
    claim(await visitor.finds(travelled, { in: bob })).once()
  },
})

export const oddHeaders = rfcScenario('rfc/odd-headers-are-taken', {
  title: 'A message is not refused for trace fields of an odd form, nor for what its header lacks',
  clauses: ['rfc5321.odd-trace-accepted', 'rfc5321.defective-header-accepted'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const odd = ['Received: nonsense', 'Return-Path: no brackets', 'Resent-To: a@elsewhere.test']
    for (const field of odd) {
      const mail = { from: stranger, to: bob.address, fields: [field] }
      claim(await visitor.sends(mail), 'rfc5321.odd-trace-accepted').isAccepted()
    }
    const session = await visitor.opens('mx')
    for (const text of ['Subject: no From and no Date\r\n\r\ntext\r\n', 'no header at all\r\n']) {
      claim(await session.says(`MAIL FROM:<${stranger}>`), 'rfc5321.defective-header-accepted').isAccepted()
      await session.says(`RCPT TO:<${bob.address}>`)
      claim(await session.says('DATA'), 'rfc5321.defective-header-accepted').isAccepted()
      await session.writes(`${text}.\r\n`)
      claim(await session.hears('MESSAGE'), 'rfc5321.defective-header-accepted').isAccepted()
    }
    await session.quits()
  },
})
