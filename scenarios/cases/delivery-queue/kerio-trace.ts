import { at, outside, scenario } from '#dsl'

const to = 'carol@remote.test'

export const passedOnMailShowsServer = scenario('delivery-queue/passed-on-mail-shows-the-server-kerio', {
  title: 'Mail that was passed on shows the server it passed through and the client that submitted it there',
  clauses: ['kerio.headers.server-visible'],
  profile: 'kerio',
  policy: {
    relay: { mode: 'restricted', trusted: ['192.0.2.20', '192.0.2.21'], acceptSmtpAuth: true },
  },
  accounts: { alice: 'alice@local.test' },
  clients: { office: at('192.0.2.20'), branch: at('192.0.2.21'), traveller: outside },
  uses: ['sink'],

  async run({ office, branch, traveller, alice, sink, claim }) {
    const travelled = 'Received: from [203.0.113.9] by elsewhere.test; Thu, 01 Jan 2026 00:00:00 +0000'
    const ways = [
      [office, { from: 'office@elsewhere.test', to }, {}],
      [branch, { from: 'branch@elsewhere.test', to, fields: [travelled] }, {}],
      [office, { from: '', to }, { helo: '[203.0.113.9]' }],
      [office, { from: 'two@elsewhere.test', to: [to, 'dave@elsewhere.test'] }, {}],
      [traveller, { from: alice.address, to }, { as: alice }],
    ] as const
    for (const [client, message, how] of ways) {
      claim(await client.sends(message, how)).isAccepted()
      const copy = await sink.reads({ from: message.from, to })
      claim(copy).hasHeader('Received', /\sby\s+[a-z0-9][\w.-]*/i, 'added')
      claim(copy).namesClient()
    }
  },
})
