import { disturbance } from '../../disturbance.ts'

export const longerPassword = disturbance('wrong-password-is-longer', {
  why: 'A password with a letter more is wrong, however many of its letters are right.',
  meddlesWith: [],
  wrong: (own) => ({ ...own, password: `${own.password}x` }),
})
