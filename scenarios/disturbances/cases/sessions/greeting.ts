import { disturbance } from '../../disturbance.ts'

export const heloInstead = disturbance('helo-instead-of-ehlo', {
  why: 'A client that says HELO has the same rights as one that says EHLO (RFC 5321 §4.1.1.1).',
  meddlesWith: ['tls'],
  manners: {
    greets: (session, name) => session.says(`HELO ${name}`),
    // Extensions need EHLO.
    auth: async (session, said, goes) => {
      await session.says(`EHLO ${session.name}`)
      return goes(said)
    },
    mail: async (session, said, goes) => {
      if (said.params.length > 0) await session.says(`EHLO ${session.name}`)
      return goes(said)
    },
  },
})
