import { at, outside, rfcScenario, scenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

const dots = ['.', '..', '.a', '..b', 'c.d', '', '.', 'e']

const characters = [
  'a tab\there, and one at the end\t',
  'two spaces at the end  ',
  '   ',
  'From the beginning of a line',
  'form feed \f, vertical tab \v, escape \u001b, delete \u007f',
  '-- ',
  '',
  '',
  '',
]

const long = [990, 997, 998].map((octets) => 'x'.repeat(octets))

const oddHeader = [
  'X-Empty:',
  'x-lower:no blank',
  'X-Folded: one,\n\ttwo,\n   three',
  'X-Blank:   ',
  'X-Twice: 1',
  'X-Twice: 2',
]

export const textArrivesAsSent = rfcScenario('rfc/text-arrives-as-sent', {
  title: 'Dots, blanks, empty lines and long lines reach the mailbox unchanged',
  clauses: ['rfc5321.dot-unstuffed', 'rfc5321.characters-kept', 'rfc5321.text-line-1000'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const dotted = { from: stranger, to: bob.address, body: dots }
    claim(await visitor.sends(dotted), 'rfc5321.dot-unstuffed').isAccepted()
    claim(await visitor.reads(dotted, { in: bob }), 'rfc5321.dot-unstuffed').isUnchanged()

    const varied = { from: 'dave@elsewhere.test', to: bob.address, body: characters, fields: oddHeader }
    claim(await visitor.sends(varied), 'rfc5321.characters-kept').isAccepted()
    claim(await visitor.reads(varied, { in: bob }), 'rfc5321.characters-kept').isUnchanged()

    const wide = {
      from: 'fred@elsewhere.test',
      to: bob.address,
      body: [...long, `.${'x'.repeat(997)}`, 'end'],
    }
    claim(await visitor.sends(wide), 'rfc5321.text-line-1000').isAccepted()
    claim(await visitor.reads(wide, { in: bob }), 'rfc5321.text-line-1000').isUnchanged()

    // From nobody, for two, as the second of a session, and longer than a packet.
    const session = await visitor.opens('mx')
    const body = [...dots, ...characters, '.after them']
    const both = { from: '', to: [bob.address, alice.address], body, octets: 40_000 }
    claim(await session.sends({ from: stranger, to: alice.address })).isAccepted()
    claim(await session.sends(both)).isAccepted()
    await session.quits()
    for (const account of [bob, alice]) claim(await visitor.reads(both, { in: account })).isUnchanged()
  },
})

export const relayedAsSent = scenario('rfc/relayed-as-sent', {
  title: 'A message that is passed on has one more Received field and is otherwise unchanged',
  clauses: ['rfc5321.relay-leaves-content', 'rfc5321.dot-stuffed-outbound', 'rfc5321.received-field'],
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } },
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20') },
  uses: ['sink'],

  async run({ office, alice, sink, claim }) {
    const odd = {
      from: 'office@elsewhere.test',
      to: 'carol@remote.test',
      body: characters,
      fields: oddHeader,
    }
    claim(await office.sends(odd), 'rfc5321.relay-leaves-content').isAccepted()
    const first = await sink.reads(odd)
    claim(first, 'rfc5321.relay-leaves-content').isUnchanged()
    claim(first, 'rfc5321.received-field').namesClient()
    claim(first, 'rfc5321.relay-leaves-content').lacksHeader('Return-Path')

    const dotted = { from: stranger, to: 'dave@remote.test', body: dots }
    claim(await office.sends(dotted), 'rfc5321.dot-stuffed-outbound').isAccepted()
    claim(await sink.reads(dotted), 'rfc5321.dot-stuffed-outbound').isUnchanged()

    const shared = { from: '', to: ['carol@remote.test', alice.address], body: [...dots, ...long] }
    claim(await office.sends(shared)).isAccepted()
    const copy = await sink.reads({ ...shared, to: 'carol@remote.test' })
    claim(copy, 'rfc5321.relay-leaves-content').isUnchanged()
    claim(copy, 'rfc5321.relay-leaves-content').lacksHeader('Return-Path')
    claim(copy, 'rfc5321.received-field').namesClient()
  },
})
