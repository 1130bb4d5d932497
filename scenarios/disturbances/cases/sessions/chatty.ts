import { isAccepted, type Manners, type SmtpSession } from '#clients'
import { disturbance } from '../../disturbance.ts'

/** Says something before each MAIL. */
const beforeMail = (...says: readonly ((session: SmtpSession) => string)[]): Manners => ({
  mail: async (session, said, goes) => {
    for (const line of says) await session.says(line(session))
    return goes(said)
  },
})

export const ehloAgain = disturbance('ehlo-again-before-mail', {
  why: 'A second EHLO begins the session anew and keeps who has logged in (RFC 5321 §4.1.4, RFC 4954 §4).',
  meddlesWith: [],
  fills: ['anew'],
  manners: beforeMail(({ name }) => `EHLO ${name}`),
})

export const transactionGivenUp = disturbance('transaction-given-up-by-rset', {
  why: 'A transaction that RSET has ended leaves nothing behind (RFC 5321 §4.1.1.5).',
  meddlesWith: [],
  manners: beforeMail(
    () => 'MAIL FROM:<other@pal.test>',
    () => 'RSET',
  ),
})

export const transactionGivenUpByEhlo = disturbance('transaction-given-up-by-ehlo', {
  why: 'A transaction that EHLO has ended leaves nothing behind (RFC 5321 §4.1.4).',
  meddlesWith: [],
  fills: ['given up'],
  manners: beforeMail(
    () => 'MAIL FROM:<other@pal.test>',
    ({ name }) => `EHLO ${name}`,
  ),
})

export const mailWithinMail = disturbance('mail-within-mail', {
  why: 'A MAIL within a transaction is refused, and the transaction goes on as it was (RFC 5321 §4.1.4).',
  meddlesWith: ['limits.failedCommands'],
  manners: {
    mail: async (session, said, goes) => {
      const answer = await goes(said)
      if (isAccepted(answer)) await session.says('MAIL FROM:<other@pal.test>')
      return answer
    },
  },
})

export const mailTooLarge = disturbance('mail-refused-for-its-size', {
  why: 'A MAIL that is refused for the size it declares begins no transaction (RFC 1870 §6.1).',
  meddlesWith: ['limits.failedCommands'],
  fills: ['size'],
  manners: {
    mail: async (session, said, goes) => {
      // Without a limit of its own the server may take whatever is declared.
      const [limit = '0'] = session.capabilities.get('SIZE') ?? []
      if (Number(limit) > 0) await session.says(`MAIL FROM:<other@pal.test> SIZE=${limit}0`)
      return goes(said)
    },
  },
})
