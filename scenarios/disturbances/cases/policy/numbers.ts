import type { Dependence } from '../../disturbance.ts'
import { disturbance } from '../../disturbance.ts'
import { numbersIn, withNumbers } from '../../numbers.ts'

const namesNoNumber: Dependence = ({ head: { policy } }) =>
  numbersIn(policy) > 0 ? undefined : 'its policy names no number'

export const numbersSetLate = disturbance('numbers-set-late', {
  why: 'A number that is changed while the server runs counts at once, and as if it had been there before.',
  meddlesWith: [],
  unless: [namesNoNumber],
  policy: (policy) => withNumbers(policy, { count: (number) => number + 4, span: (span) => span * 2 }),
})
