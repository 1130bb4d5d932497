import { anyWindow, outside, scenario, some } from '#dsl'

// A client may go on after a refusal: then the good recipient has the message, and the refused one has none.

const products = {
  ics: { clause: 'ics.sender.auth-required-otherwise', policy: { relay: { trusted: ['192.0.2.20'] } } },
  commgate: {
    clause: 'commgate.smtp.auth-on',
    policy: { auth: { required: true }, relay: { trusted: ['192.0.2.20'] } },
  },
  icewarp: {
    clause: 'icewarp.pop-before-smtp.pop-login-grants',
    policy: { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } },
  },
} as const

export const refusedBesideAGoodOne = (['ics', 'commgate', 'icewarp'] as const).map((product) =>
  scenario(`relay/refused-beside-a-good-one-${product}`, {
    title: 'A foreign recipient that was refused gets nothing, though the local one beside it does',
    clauses: [products[product].clause],
    profile: product,
    policy: products[product].policy,
    accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
    clients: { stranger: outside, laptop: outside, reader: outside },
    uses: ['sink'],

    async run({ stranger, laptop, reader, alice, bob, sink, claim }) {
      const to = 'carol@remote.test'
      for (const [from, recipients] of [
        ['first@elsewhere.test', [bob.address, to]],
        ['last@elsewhere.test', [to, bob.address]],
      ] as const) {
        claim(await stranger.insists({ from, to: recipients })).isRefused({ by: 'RCPT' })
        claim(await reader.finds({ from, to: recipients }, { in: bob })).once()
        claim(await sink.receives({ from, to })).never()
      }
      const alone = { from: 'alone@elsewhere.test', to }
      claim(await stranger.insists(alone)).isRefused({ by: 'RCPT' })
      claim(await sink.receives(alone)).never()

      if (product === 'icewarp') await laptop.logsIn('pop3', alice)
      const both = { from: alice.address, to: [bob.address, to] }
      const how = product === 'icewarp' ? {} : { as: alice }
      claim(await laptop.sends(both, how)).isAccepted()
      claim(await sink.receives({ ...both, to })).once()
    },
  }),
)

export const entriesAreSenders = scenario('relay/entries-are-senders-ics', {
  title: 'An entry frees mail from its domain or mailbox, and not mail to it',
  clauses: ['ics.whitelist.entry-not-others', 'ics.whitelist.entry-domain'],
  profile: 'ics',
  policy: { relay: { trustedEntries: ['friend.test', 'zoe@pal.test'] } },
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    for (const to of ['ann@friend.test', 'zoe@pal.test']) {
      claim(await visitor.offers({ from: 'eve@elsewhere.test', to })).isRefused({ by: 'RCPT' })
      claim(await visitor.offers({ from: 'ann@friend.test', to })).isAccepted()
    }
    claim(await visitor.offers({ from: 'eve@elsewhere.test', to: bob.address })).isAccepted()
  },
})
