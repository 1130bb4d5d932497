import { anyWindow, at, outside, scenario, some } from '#dsl'

// A window is its address's: whatever the port, the family of the address, or the name a client gives.

const accounts = { alice: 'alice@local.test' }
const policy = { popBeforeSmtp: { enabled: true, window: some('30m', anyWindow) } } as const
const ipOnly = { kerio: 'kerio.relay.pop3-ip-only', icewarp: 'icewarp.pop-before-smtp.same-ip-only' } as const
const grants = {
  kerio: 'kerio.relay.pop3-grant',
  icewarp: 'icewarp.pop-before-smtp.pop-login-grants',
} as const

export const neighboursInTheSameNetwork = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/ipv6-neighbours-${product}`, {
    title: 'Over IPv6 too, a window is for one address and not for its network',
    clauses: [grants[product], ipOnly[product]],
    profile: product,
    policy,
    accounts,
    clients: { laptop: at('2001:db8::7'), neighbour: at('2001:db8::8'), far: at('2001:db8:7::7') },

    async run({ laptop, neighbour, far, alice, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      for (const client of [laptop, neighbour, far])
        claim(await client.offers(mail)).isRefused({ by: 'RCPT' })
      await laptop.logsIn('pop3', alice)
      claim(await laptop.offers(mail)).isAccepted()
      for (const other of [neighbour, far]) {
        claim(await other.offers(mail), ipOnly[product]).isRefused({ by: 'RCPT' })
      }
    },
  }),
)

export const onEveryPort = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/window-on-every-port-${product}`, {
    title: 'Within the window, mail may be sent by any SMTP port',
    clauses: [grants[product]],
    profile: product,
    policy,
    accounts,
    clients: { laptop: outside, neighbour: outside },
    uses: ['tls', 'sink'],

    async run({ laptop, neighbour, alice, sink, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      const ports =
        product === 'kerio'
          ? (['mx', 'submissions'] as const)
          : (['mx', 'submission', 'submissions'] as const)
      for (const via of ports) claim(await laptop.offers(mail, { via })).isTurnedAway()
      await laptop.logsIn('pop3', alice)
      for (const via of ports) {
        claim(await laptop.sends(mail, { via })).isAccepted()
        claim(await neighbour.offers(mail, { via })).isTurnedAway()
      }
      claim(await sink.receives(mail)).times(ports.length)
    },
  }),
)

export const whateverTheName = (['kerio', 'icewarp'] as const).map((product) =>
  scenario(`pop-before-smtp/window-whatever-the-name-${product}`, {
    title: 'The window knows clients by their address, and not by the name they give',
    clauses: [ipOnly[product]],
    profile: product,
    policy,
    accounts,
    clients: { laptop: outside, impostor: outside },

    async run({ laptop, impostor, alice, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      await laptop.logsIn('pop3', alice)
      claim(await laptop.offers(mail, { helo: 'laptop.client.test' })).isAccepted()
      claim(await laptop.offers(mail, { helo: 'another.client.test' })).isAccepted()
      claim(await impostor.offers(mail, { helo: 'laptop.client.test' })).isRefused({ by: 'RCPT' })
      claim(await impostor.offers(mail, { helo: '[203.0.113.10]' })).isRefused({ by: 'RCPT' })
    },
  }),
)
