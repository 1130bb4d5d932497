import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

const travelled = [
  'Received: from one.elsewhere.test (one.elsewhere.test [203.0.113.9])\n\tby two.elsewhere.test;\n\tThu, 01 Jan 2026 00:00:02 +0000',
  'RECEIVED: from zero.elsewhere.test by one.elsewhere.test; Thu, 01 Jan 2026 00:00:01 +0000',
  'Received: from zero.elsewhere.test by one.elsewhere.test; Thu, 01 Jan 2026 00:00:01 +0000',
  'Received: from zero.elsewhere.test by one.elsewhere.test; Thu, 01 Jan 2026 00:00:01 +0000',
]

export const traceOfItsWay = rfcScenario('rfc/trace-of-the-way', {
  title: 'Each message gets a Received field at the top, and its existing ones stay unchanged',
  clauses: ['rfc5321.received-field', 'rfc5321.received-untouched'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside, neighbour: outside },

  async run({ visitor, neighbour, bob, alice, claim }) {
    const fresh = { from: stranger, to: bob.address }
    claim(await visitor.sends(fresh)).isAccepted()
    const first = await visitor.reads(fresh, { in: bob })
    claim(first, 'rfc5321.received-field').hasHeader('Received', /^from .*\sby .*;/s, 'topmost')
    claim(first, 'rfc5321.received-field').namesClient()

    const old = { from: 'dave@elsewhere.test', to: bob.address, fields: travelled }
    claim(await neighbour.sends(old)).isAccepted()
    const second = await neighbour.reads(old, { in: bob })
    claim(second, 'rfc5321.received-field').namesClient()
    claim(second, 'rfc5321.received-untouched').isUnchanged()

    // A report, a message for two, and the second of a session are messages too.
    const report = { from: '', to: bob.address, fields: travelled.slice(0, 2) }
    claim(await neighbour.sends(report)).isAccepted()
    const third = await neighbour.reads(report, { in: bob })
    claim(third, 'rfc5321.received-field').namesClient()
    claim(third, 'rfc5321.received-untouched').isUnchanged()
    const session = await visitor.opens('mx')
    const both = { from: stranger, to: [bob.address, alice.address], fields: travelled.slice(2) }
    claim(await session.sends({ from: 'fred@elsewhere.test', to: alice.address })).isAccepted()
    claim(await session.sends(both)).isAccepted()
    await session.quits()
    for (const account of [bob, alice]) {
      const copy = await visitor.reads(both, { in: account })
      claim(copy, 'rfc5321.received-field').namesClient()
      claim(copy, 'rfc5321.received-untouched').isUnchanged()
    }
  },
})

export const returnPath = rfcScenario('rfc/return-path', {
  title: 'A delivered message begins with its reverse-path, whatever its header says about the sender',
  clauses: ['rfc5321.return-path'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const plain = { from: stranger, to: bob.address, fields: ['Sender: <dave@elsewhere.test>'] }
    claim(await visitor.sends(plain)).isAccepted()
    const first = await visitor.reads(plain, { in: bob })
    claim(first).hasHeader('Return-Path', `<${stranger}>`, 'only')
    claim(first).isUnchanged()

    const report = { from: '', to: bob.address }
    claim(await visitor.sends(report)).isAccepted()
    claim(await visitor.reads(report, { in: bob })).hasHeader('Return-Path', '<>', 'only')

    // Each message of a session has its own, and each recipient's copy the same.
    const session = await visitor.opens('mx')
    const own = { from: 'Fred.Smith@elsewhere.test', to: alice.address }
    const both = { from: stranger, to: [alice.address, bob.address] }
    claim(await session.sends(both)).isAccepted()
    claim(await session.sends(own)).isAccepted()
    await session.quits()
    claim(await visitor.reads(own, { in: alice })).hasHeader('Return-Path', `<${own.from}>`, 'only')
    for (const account of [alice, bob])
      claim(await visitor.reads(both, { in: account })).hasHeader('Return-Path', `<${stranger}>`, 'only')
  },
})
