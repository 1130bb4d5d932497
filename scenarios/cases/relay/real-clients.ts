import { outside, scenario, type RealClient } from '#dsl'

/** The headline decisions again, with programs that share no line with this suite. */
const realClient = (program: RealClient) =>
  scenario(`relay/${program}-relays-after-auth-kerio`, {
    title: `What ${program} sends is refused without AUTH and relayed with it`,
    clauses: ['kerio.relay.smtp-auth', 'kerio.relay.remote-only-authorized'],
    profile: 'kerio',
    policy: { relay: { mode: 'restricted', acceptSmtpAuth: true } },
    accounts: { alice: 'alice@local.test' },
    clients: { laptop: outside },
    uses: program === 'swaks' ? ['sink', 'swaks'] : ['sink'],

    async run({ laptop, alice, sink, claim }) {
      const mail = { from: alice.address, to: 'carol@remote.test' }
      claim(await laptop.sendsWith(program, mail)).isRefused({ by: 'RCPT' })
      claim(await laptop.sendsWith(program, mail, { as: alice })).isAccepted()
      claim(await sink.receives(mail)).once()
    },
  })

export const withNodemailer = realClient('nodemailer')
export const withSwaks = realClient('swaks')
