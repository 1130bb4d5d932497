import { interfaces, outside, scenario } from '#dsl'

const ordinary = ['mx', 'pop3', 'imap'] as const

export const chosenInterface = scenario('access-control/chosen-interface-ics', {
  title: 'SMTP is served on the interface chosen for it and on no other, while POP3 and IMAP are on both',
  clauses: ['ics.network.interfaces'],
  profile: 'ics',
  policy: { listen: { interfaces: [`smtp ${interfaces.first}`] } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['operator'],

  async run({ laptop, operator, claim }) {
    const looks = async (served: string, shut: string): Promise<void> => {
      claim(await laptop.knocks('mx', { at: served })).isAccepted()
      claim(await laptop.knocks('mx', { at: shut })).isClosed()
      for (const service of ['pop3', 'imap'] as const) {
        for (const at of [served, shut]) claim(await laptop.knocks(service, { at })).isAccepted()
      }
    }
    await looks(interfaces.first, interfaces.second)
    await operator.sets({ listen: { interfaces: [`SMTP ${interfaces.second}`] } })
    await looks(interfaces.second, interfaces.first)

    // Each protocol has a choice of its own; one without a protocol before it is for all of them.
    const split = [`pop3 ${interfaces.first}`, `imap ${interfaces.second}`]
    await operator.sets({ listen: { interfaces: split } })
    claim(await laptop.knocks('pop3', { at: interfaces.first })).isAccepted()
    claim(await laptop.knocks('pop3', { at: interfaces.second })).isClosed()
    claim(await laptop.knocks('imap', { at: interfaces.first })).isClosed()
    claim(await laptop.knocks('imap', { at: interfaces.second })).isAccepted()
    await operator.sets({ listen: { interfaces: [interfaces.first] } })
    for (const service of ordinary) {
      claim(await laptop.knocks(service, { at: interfaces.first })).isAccepted()
      claim(await laptop.knocks(service, { at: interfaces.second })).isClosed()
    }
  },
})
