import { at, outside, scenario } from '#dsl'

const remote = 'carol@remote.test'

export const messageNamesItsSource = scenario('sender-checks/message-names-its-source-imail', {
  title: 'The header of a message has the address it came from, whatever its sender claims',
  clauses: ['imail.headers.source-ip'],
  profile: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } },
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { stranger: outside, neighbour: outside, office: at('192.0.2.20') },

  async run({ stranger, neighbour, office, bob, alice, claim }) {
    const plain = { from: remote, to: bob.address }
    for (const client of [stranger, neighbour, office]) {
      claim(await client.sends(plain)).isAccepted()
      claim(await client.reads(plain, { in: bob })).namesClient()
    }

    // Neither a name nor a field of the message's own takes its place.
    const disguised = { from: 'dave@remote.test', to: bob.address }
    claim(await stranger.sends(disguised, { helo: '[203.0.113.9]' })).isAccepted()
    claim(await stranger.reads(disguised, { in: bob })).namesClient()
    const travelled = {
      from: 'erin@remote.test',
      to: bob.address,
      fields: ['Received: from [203.0.113.9] by elsewhere.test; Thu, 01 Jan 2026 00:00:00 +0000'],
    }
    claim(await neighbour.sends(travelled)).isAccepted()
    claim(await neighbour.reads(travelled, { in: bob })).namesClient()

    // A report has no sender; every recipient has his copy.
    const report = { from: '', to: bob.address }
    claim(await stranger.sends(report)).isAccepted()
    claim(await stranger.reads(report, { in: bob })).namesClient()
    const both = { from: 'fred@remote.test', to: [bob.address, alice.address] }
    claim(await neighbour.sends(both)).isAccepted()
    claim(await neighbour.reads(both, { in: bob })).namesClient()
    claim(await neighbour.reads(both, { in: alice })).namesClient()
  },
})
