import { at, hours, scenario, smtpPeer } from '#dsl'

// There is no way around the relay server: not when it is down, and not for reports or the second of two recipients.

const relay = {
  kerio: { mode: 'restricted', trusted: ['192.0.2.20'] },
  ics: { trustedEntries: ['192.0.2.20'] },
} as const
const clause = { kerio: 'kerio.smarthost.all-outgoing', ics: 'ics.smarthost.all-non-local' } as const

export const noWayAround = (['kerio', 'ics'] as const).map((product) =>
  scenario(`smarthost/no-way-around-it-${product}`, {
    title: 'While the relay server is down, mail waits for it; nothing goes to the MX of its domain instead',
    clauses: [clause[product]],
    profile: product,
    policy: { relay: relay[product], delivery: { mode: 'direct' } },
    clients: { office: at('192.0.2.20') },
    peers: { smarthost: smtpPeer(), exchanger: smtpPeer({ mxOf: ['remote.test', 'elsewhere.test'] }) },
    uses: ['clock', 'operator'],

    async run({ office, smarthost, exchanger, clock, operator, claim }) {
      const direct = { from: 'direct@local.test', to: 'carol@remote.test' }
      claim(await office.sends(direct)).isAccepted()
      claim(await exchanger.receives(direct)).once()

      await operator.sets({ delivery: { mode: 'relay' }, smarthost: { host: 'smarthost.test' } })
      const mail = { from: 'office@local.test', to: 'carol@remote.test' }
      await smarthost.drops({ at: 'CONNECT' })
      claim(await office.sends(mail)).isAccepted()
      await clock.advances(hours(1))
      await smarthost.accepts()
      await clock.advances(hours(1))
      claim(await smarthost.receives(mail)).once()

      const two = { from: 'office@local.test', to: ['dave@remote.test', 'erin@remote.test'] }
      claim(await office.sends(two)).isAccepted()
      for (const to of two.to) claim(await smarthost.receives({ ...two, to })).once()

      // The report about it is outgoing mail as well.
      const lost = { from: 'writer@elsewhere.test', to: 'nobody@remote.test' }
      await smarthost.refuses({ at: 'RCPT', of: lost.to })
      claim(await office.sends(lost)).isAccepted()
      claim(await smarthost.receives({ from: '', to: lost.from })).once()
      claim(await exchanger.sees({ at: 'CONNECT' })).once()
    },
  }),
)
