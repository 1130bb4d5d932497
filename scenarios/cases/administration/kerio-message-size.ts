import { outside, scenario } from '#dsl'

export const sizeUnits = scenario('administration/message-size-in-kilobytes-and-megabytes-kerio', {
  title: 'A limit of 1 MB and one of 1024 KB are the same',
  clauses: ['kerio.limits.message-size-units'],
  profile: 'kerio',
  policy: { limits: { messageSize: '1MB' } },
  accounts: { bob: 'bob@local.test' },
  clients: { neighbour: outside },
  uses: ['operator'],

  async run({ neighbour, bob, operator, claim }) {
    const below = { from: 'eve@elsewhere.test', to: bob.address, octets: 900 * 1024 }
    const above = { ...below, octets: 1200 * 1024 }
    claim(await neighbour.sends(below)).isAccepted()
    claim(await neighbour.sends(above)).isRefused()
    await operator.sets({ limits: { messageSize: '1024KB' } })
    claim(await neighbour.sends(below)).isAccepted()
    claim(await neighbour.sends(above)).isRefused()
    await operator.sets({ limits: { messageSize: '2048KB' } })
    claim(await neighbour.sends(above)).isAccepted()
  },
})
