import { outside, rfcScenario } from '#dsl'
import { fills, logsIn, ofMessage } from './pop3-maildrops.ts'

export const besideImap = rfcScenario('rfc/pop3-numbers-and-ids-hold-beside-imap', {
  title: 'What IMAP flags and removes shifts no number of an open POP3 session, and no unique-id at all',
  clauses: ['rfc1939.number-never-another-message', 'rfc1939.uidl-survives-imap'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, phone: outside },

  async run({ laptop, phone, bob, claim }) {
    await fills({ laptop, bob, claim }, { body: ['first'] }, { body: ['second'] }, { body: ['third'] })
    const session = await logsIn({ laptop, bob, claim })
    const ids = await session.says('UIDL')

    const mailbox = await phone.opens('imap')
    claim(await mailbox.logsIn(bob)).isAccepted()
    claim(await mailbox.says('SELECT INBOX')).tells(/^3 EXISTS$/i)
    claim(await mailbox.says('STORE 1 +FLAGS (\\Seen \\Flagged)')).isAccepted()
    claim(await mailbox.says('FETCH 3 BODY[]')).isAccepted()
    claim(await mailbox.says('STORE 2 +FLAGS (\\Deleted)')).isAccepted()
    claim(await mailbox.says('EXPUNGE')).tells(/^2 EXPUNGE$/i)
    await mailbox.quits()

    claim(await session.says('RETR 3'), 'rfc1939.number-never-another-message').tells('third')
    // Gone, or still there.
    const second = await session.says('RETR 2')
    if (second.data.length > 0) claim(second, 'rfc1939.number-never-another-message').tells('second')
    await session.quits()

    const next = await logsIn({ laptop, bob, claim })
    const left = await next.says('UIDL')
    claim(left, 'rfc1939.uidl-survives-imap').tells(`1 ${ofMessage(1, ids)}`)
    claim(left, 'rfc1939.uidl-survives-imap').tells(`2 ${ofMessage(3, ids)}`)
    claim(await next.says('STAT')).hasLine(/^\+OK 2 /)
    await next.quits()
  },
})
