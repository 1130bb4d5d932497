import type { Manners } from '#clients'
import { disturbance } from '../../disturbance.ts'
import { messageOf, wayOf, withAccount } from '../../steps.ts'

const extra = 'extra@local.test'

/** Names good recipients before the first of each transaction. */
function recipientsFirst(count: number): Manners {
  const begun = new WeakSet<object>()
  return {
    mail: (session, said, goes) => {
      begun.add(session)
      return goes(said)
    },
    rcpt: async (session, said, goes) => {
      if (begun.delete(session))
        for (let named = 1; named <= count; named++) await session.says(`RCPT TO:<${extra}>`)
      return goes(said)
    },
  }
}

export const manyRecipients = disturbance('many-good-recipients-first', {
  why: 'A recipient is judged by itself, however many good ones come before it.',
  meddlesWith: ['limits.recipients', 'limits.failedCommands', 'greylist'],
  head: withAccount(extra),
  manners: recipientsFirst(45),
})

export const goesOn = disturbance('going-on-after-a-refusal', {
  why: 'A recipient who was refused gets nothing, though the message goes to others (RFC 5321 §3.3).',
  meddlesWith: ['limits', 'greylist'],
  head: withAccount(extra),
  manners: recipientsFirst(1),
  around: async (step, goes, { clients: { [step.actor]: client } }) => {
    const message = messageOf(step)
    if (step.inSession || !client || !message) return goes()
    if (step.verb === 'sends') return client.insists(message, wayOf(step))
    const heard = await goes()
    if (step.verb === 'offers' && isRefusedAtRcpt(heard)) await client.insists(message, wayOf(step))
    return heard
  },
})

const isRefusedAtRcpt = (heard: unknown): boolean =>
  isObject(heard) && 'at' in heard && heard.at === 'RCPT' && 'reply' in heard && isPermanent(heard.reply)

const isPermanent = (reply: unknown): boolean =>
  isObject(reply) && 'code' in reply && String(reply.code).startsWith('5')

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
