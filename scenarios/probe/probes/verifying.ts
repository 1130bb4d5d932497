import { outside } from '#dsl'
import type { Attempt } from '#evidence'
import { isAccepted, isRefused } from '../answers.ts'
import { becomesKnown } from '../patience.ts'
import { found, probe } from '../probe.ts'
import type { MeasuredValue } from '../../../reports/profile.ts'

/** What a stranger learns of mailboxes: by VRFY, by EXPN, and by RCPT to a mailbox that is not there. */
export const verifying = probe('verifying', {
  title: 'What a stranger learns of mailboxes',
  measures: ['verifying.vrfy', 'verifying.expn', 'verifying.rcpt'],
  impact: 'none',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger, alice, clock }) {
    await becomesKnown(stranger, { from: 'eve@elsewhere.test', to: alice.address }, clock)
    const talk = await stranger.opens('mx')
    const nobody = 'mailspec-nobody-here@local.test'
    for (const verb of ['VRFY', 'EXPN']) {
      const known = await talk.says(`${verb} ${alice.address}`)
      const unknown = await talk.says(`${verb} ${nobody}`)
      yield found(`verifying.${verb.toLowerCase()}`, tellsApart(known, unknown), known, unknown)
    }
    const known = await talk.offers({ from: 'eve@elsewhere.test', to: alice.address })
    const unknown = await talk.offers({ from: 'eve@elsewhere.test', to: nobody })
    const value: MeasuredValue = isAccepted(known)
      ? {
          is: isRefused(unknown)
            ? 'unknown recipients are refused'
            : isAccepted(unknown)
              ? 'unknown recipients are accepted'
              : 'unknown recipients are put off',
        }
      : { unknown: 'a mailbox that is there is not accepted' }
    yield found('verifying.rcpt', value, known, unknown)
    await talk.quits()
  },
})

function tellsApart(known: Attempt, unknown: Attempt): MeasuredValue {
  if (known.reply === undefined || unknown.reply === undefined) return { unknown: 'the connection ended' }
  if ([500, 502].includes(known.reply.code)) return { is: 'not there' }
  if (known.reply.code === 252) return { is: 'does not tell' }
  if (isAccepted(known)) return { is: isAccepted(unknown) ? 'does not tell' : 'tells' }
  return { is: 'refused' }
}
