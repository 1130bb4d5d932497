import type { SmtpSession } from '#clients'
import { requiresExtensions } from '../../dependences.ts'
import { disturbance } from '../../disturbance.ts'

const extended = new WeakSet<SmtpSession>()

/** Says EHLO after all, once: extensions need it, and a transaction does not outlive it. */
async function extend(session: SmtpSession): Promise<void> {
  if (extended.has(session)) return
  extended.add(session)
  await session.says(`EHLO ${session.name}`)
}

export const heloInstead = disturbance('helo-instead-of-ehlo', {
  why: 'A client that says HELO has the same rights as one that says EHLO (RFC 5321 §4.1.1.1).',
  meddlesWith: ['tls'],
  unless: [requiresExtensions],
  fills: ['anew', 'given up', 'size', 'cancelled'],
  manners: {
    greets: (session, name) => session.says(`HELO ${name}`),
    auth: async (session, said, goes) => {
      await extend(session)
      return goes(said)
    },
    mail: async (session, said, goes) => {
      if (said.params.length > 0) await extend(session)
      return goes(said)
    },
  },
})
