import type { Dependence } from './disturbance.ts'

// What the plain play of a story shows that it depends on.

/** The story looks at what a message says, and not only for it. */
export const readsLetters: Dependence = ({ steps }) =>
  steps.some(({ verb }) => verb === 'reads' || verb === 'readsReport')
    ? 'the story reads what a message says'
    : undefined
