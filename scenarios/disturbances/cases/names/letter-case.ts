import type { Envelope } from '#dsl'
import { readsLetters } from '../../dependences.ts'
import { disturbance } from '../../disturbance.ts'
import { bringsMail, withEnvelope } from '../../steps.ts'

/** An envelope with each of its paths in other letters; the null reverse-path has none. */
const spelt = (change: (path: string) => string) => (envelope: Envelope) => ({
  ...envelope,
  from: change(envelope.from),
  to: typeof envelope.to === 'string' ? change(envelope.to) : envelope.to.map(change),
})

const inCapitals = (path: string): string => path.toUpperCase()
const domainInCapitals = (path: string): string => path.replace(/@.*$/, inCapitals)

export const domainsInCapitals = disturbance('domains-in-capitals', {
  why: 'Letter case makes no difference in a domain (RFC 5321 §2.4).',
  meddlesWith: [],
  args: (step) => (bringsMail(step) ? withEnvelope(step, spelt(domainInCapitals)) : step.given),
})

export const mailboxesByTurns = disturbance('mailboxes-in-capitals-by-turns', {
  why: 'Mailboxes here are the same whatever their letter case; a sender is not another one for it.',
  meddlesWith: [],
  unless: [readsLetters],
  args: (step) =>
    bringsMail(step) && step.nth % 2 === 0 ? withEnvelope(step, spelt(inCapitals)) : step.given,
})
