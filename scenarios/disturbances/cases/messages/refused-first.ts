import { isAccepted, type SmtpSession } from '#clients'
import { disturbance } from '../../disturbance.ts'
import { NotSayable } from '../../not-sayable.ts'
import { withAccount } from '../../steps.ts'

const extra = 'extra@local.test'

/** A lone LF ends no line: within a message it is a reason to refuse it at its end. */
const malformed = 'Subject: bad\r\n\r\nx\n.\ny\r\n'

async function hasMessageRefused(session: SmtpSession): Promise<void> {
  if (!isAccepted(await session.says('MAIL FROM:<bad@pal.test>'))) return
  if (!isAccepted(await session.says(`RCPT TO:<${extra}>`))) {
    await session.says('RSET')
    return
  }
  if (isAccepted(await session.data(malformed, { raw: true })))
    throw new NotSayable('a message to be refused at its end: this server takes it')
}

export const refusedFirst = disturbance('message-refused-first', {
  why: 'A message that is refused at its end counts for nothing, and leaves nothing to the next one.',
  meddlesWith: ['limits.failedCommands', 'greylist'],
  head: withAccount(extra),
  manners: {
    mail: async (session, said, goes) => {
      await hasMessageRefused(session)
      return goes(said)
    },
  },
})
