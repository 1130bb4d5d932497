import { readsLetters, writesOctets } from '../../dependences.ts'
import { disturbance, type Dependence } from '../../disturbance.ts'
import { withEnvelope } from '../../steps.ts'

/** What a message with the null reverse-path has in its From field. */
const inFromField = 'mailer-daemon@client.test'

/** One sender of the story is the null reverse-path already, and would not be told from the other. */
const namesIt: Dependence = ({ steps }) =>
  steps.some((step) => step.with['from'] === '') ? 'the story names the null reverse-path' : undefined

export const nullSender = disturbance('null-reverse-path', {
  why: 'Mail with the null reverse-path has no rights of its own, and no rule is lifted for it.',
  meddlesWith: ['greylist', 'sender', 'relay.trustedEntries', 'limits.exemptWhitelisted', 'queue'],
  unless: [namesIt, readsLetters, writesOctets],
  args: (step) =>
    withEnvelope(step, (envelope) =>
      envelope.from.toLowerCase() === 'eve@elsewhere.test'
        ? { ...envelope, from: step.verb === 'finds' ? inFromField : '' }
        : envelope,
    ),
})

export const foreignPostmaster = disturbance('postmaster-of-a-foreign-domain', {
  why: 'The postmaster of a foreign domain is a foreign recipient (RFC 5321 §4.5.1).',
  meddlesWith: ['delivery', 'queue'],
  unless: [readsLetters],
  args: (step) =>
    withEnvelope(step, (envelope) => ({
      ...envelope,
      to:
        typeof envelope.to === 'string'
          ? asPostmaster(envelope.to)
          : envelope.to.map((path) => asPostmaster(path)),
    })),
})

const asPostmaster = (path: string): string =>
  path.replace(/^carol@(?=(?:remote|elsewhere)\.test$)/i, 'postmaster@')
