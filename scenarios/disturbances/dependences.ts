import type { Dependence } from './disturbance.ts'

// What the plain play of a story shows that it depends on.

/** The story looks at what a message says, and not only for it. */
export const readsLetters: Dependence = ({ steps }) =>
  steps.some(({ verb }) => verb === 'reads' || verb === 'readsReport')
    ? 'the story reads what a message says'
    : undefined

/** The story looks for mail of several senders apart. */
export const sendersToldApart: Dependence = ({ steps }) => {
  const looks = steps.filter(({ verb }) => verb === 'finds' || verb === 'receives' || verb === 'sees')
  const senders = new Set(looks.map((step) => step.with['from']))
  return senders.size > 1 ? 'the story tells its senders apart' : undefined
}
