import { at, hours, scenario, smtpPeer } from '#dsl'

// What becomes of mail that the next server does not take: everything goes to a relay server, which is played.

const office = at('192.0.2.20')
const throughSmarthost = {
  relay: { mode: 'restricted', trusted: ['192.0.2.20'] },
  delivery: { mode: 'relay' },
  smarthost: { host: 'smarthost.test' },
} as const

const stages = ['MAIL', 'RCPT', 'DATA', 'MESSAGE'] as const

/** The first attempt is deferred at one command, and the next one is not. */
export const deferredComesAgain = stages.map((stage) =>
  scenario(`delivery-queue/deferred-at-${stage.toLowerCase()}-comes-again`, {
    title: `What the next server defers at ${stage} comes again later, and arrives once`,
    clauses: ['rfc5321.retry-after-4yz'],
    profile: 'kerio',
    policy: throughSmarthost,
    accounts: { alice: 'alice@local.test' },
    clients: { office },
    peers: { smarthost: smtpPeer() },
    uses: ['clock'],

    async run({ office: client, alice, smarthost, clock, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      await smarthost.defers({ at: stage, times: 1 })
      claim(await client.sends(mail)).isAccepted()
      claim(await smarthost.receives(mail)).never()
      await clock.advances(hours(1))
      claim(await smarthost.receives(mail)).once()
      await clock.advances(hours(1))
      claim(await smarthost.receives(mail)).once()
    },
  }),
)

/** A refusal ends it: the control is a second message, which the same server takes. */
export const refusedIsReported = stages.map((stage) =>
  scenario(`delivery-queue/refused-at-${stage.toLowerCase()}-is-reported`, {
    title: `What the next server refuses at ${stage} does not come again, and its sender hears of it`,
    clauses: ['rfc5321.bounce-on-5yz'],
    profile: 'kerio',
    policy: throughSmarthost,
    accounts: { alice: 'alice@local.test' },
    clients: { office },
    peers: { smarthost: smtpPeer() },
    uses: ['clock'],

    async run({ office: client, alice, smarthost, clock, claim }) {
      const refused = { from: alice.address, to: 'carol@remote.test' }
      await smarthost.refuses({ at: stage, times: 1 })
      claim(await client.sends(refused)).isAccepted()
      claim(await client.readsReport(refused, { in: alice })).isReportOf(refused)
      await clock.advances(hours(2))
      claim.should(await smarthost.receives(refused)).never()

      const taken = { from: alice.address, to: 'dave@remote.test' }
      claim(await client.sends(taken)).isAccepted()
      claim(await smarthost.receives(taken)).once()
    },
  }),
)

export const oneRecipientOfThree = scenario('delivery-queue/each-recipient-has-an-outcome-of-its-own', {
  title: 'Of three recipients one is taken, one refused and one deferred: each goes its own way, once',
  clauses: ['rfc5321.partial-failure-bounced'],
  profile: 'kerio',
  policy: throughSmarthost,
  accounts: { alice: 'alice@local.test' },
  clients: { office },
  peers: { smarthost: smtpPeer() },
  uses: ['clock'],

  async run({ office: client, alice, smarthost, clock, claim }) {
    const [taken, refused, deferred] = ['carol@remote.test', 'dave@remote.test', 'erin@remote.test'] as const
    const mail = { from: alice.address, to: [taken, refused, deferred] }
    await smarthost.refuses({ at: 'RCPT', of: refused })
    await smarthost.defers({ at: 'RCPT', of: deferred, times: 1 })
    claim(await client.sends(mail)).isAccepted()
    claim(await smarthost.receives({ ...mail, to: taken })).once()
    claim(await client.readsReport(mail, { in: alice })).isReportOf({ to: refused })

    await clock.advances(hours(1))
    claim(await smarthost.receives({ ...mail, to: deferred })).once()
    claim(await smarthost.receives({ ...mail, to: taken })).once()
    claim(await smarthost.receives({ ...mail, to: refused })).never()
  },
})
