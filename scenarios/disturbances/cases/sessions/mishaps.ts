import { disturbance } from '../../disturbance.ts'

export const unknownVerb = disturbance('unknown-verb-before-mail', {
  why: 'A command that nobody knows is refused, and nothing else comes of it (RFC 5321 §4.2.4).',
  meddlesWith: ['limits.failedCommands'],
  manners: {
    mail: async (session, said, goes) => {
      await session.says('XYZZY')
      return goes(said)
    },
  },
})

export const cancelledAuth = disturbance('auth-cancelled-before-mail', {
  why: 'An AUTH that the client calls off is no failed login (RFC 4954 §4).',
  meddlesWith: ['limits.failedCommands'],
  fills: ['cancelled'],
  manners: {
    mail: async (session, said, goes) => {
      if (session.capabilities.get('AUTH')?.includes('LOGIN')) {
        const { reply } = await session.says('AUTH LOGIN')
        if (reply?.code === 334) await session.says('*')
      }
      return goes(said)
    },
  },
})

export const malformedAuth = disturbance('auth-malformed-before-mail', {
  why: 'An AUTH by a mechanism that nobody knows is no failed login: no password was shown (RFC 4954 §4).',
  meddlesWith: ['limits.failedCommands'],
  manners: {
    mail: async (session, said, goes) => {
      await session.says('AUTH XYZZY')
      return goes(said)
    },
  },
})
