import { at, scenario, smtpPeer } from '#dsl'

const office = at('192.0.2.20')

export const authOnlyWhenOn = scenario('smarthost/auth-only-when-on-ics', {
  title: 'Credentials alone send no AUTH to the relay server; with authentication on they open it',
  clauses: ['ics.smarthost.no-auth-when-off', 'ics.smarthost.auth'],
  profile: 'ics',
  policy: {
    relay: { trustedEntries: ['192.0.2.20'] },
    delivery: { mode: 'relay' },
    smarthost: {
      host: 'offering.test',
      auth: false,
      credentials: { username: 'relay-user', password: 'relay-password' },
    },
  },
  clients: { office },
  peers: { offering: smtpPeer({ auth: 'offered' }), demanding: smtpPeer({ auth: 'required' }) },
  uses: ['operator'],

  async run({ office: client, offering, demanding, operator, claim }) {
    const plain = { from: 'plain@local.test', to: 'carol@remote.test' }
    claim(await client.sends(plain), 'ics.smarthost.no-auth-when-off').isAccepted()
    claim(await offering.receives(plain), 'ics.smarthost.no-auth-when-off').once()
    claim(await offering.sees({ at: 'AUTH' }), 'ics.smarthost.no-auth-when-off').never()

    await operator.sets({ smarthost: { host: 'demanding.test' } })
    const unknown = { from: 'unknown@local.test', to: 'carol@remote.test' }
    claim(await client.sends(unknown), 'ics.smarthost.auth').isAccepted()
    claim(await demanding.receives(unknown), 'ics.smarthost.auth').never()

    await operator.sets({ smarthost: { auth: true } })
    const known = { from: 'known@local.test', to: 'carol@remote.test' }
    claim(await client.sends(known), 'ics.smarthost.auth').isAccepted()
    claim(await demanding.receives(known), 'ics.smarthost.auth').once()
    claim(await demanding.sees({ at: 'AUTH', of: 'relay-user' }), 'ics.smarthost.auth').once()
  },
})
