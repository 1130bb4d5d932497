import type { Asked } from './fragments.ts'

/** Whether AUTH is offered at all: unless a product has none, or it is written off in the word of either kind. */
export const takesPasswords = ({ policy, written, conduct }: Asked): boolean =>
  conduct.auth !== 'never' &&
  !(written.has('relay.acceptSmtpAuth') && !policy.relay.acceptSmtpAuth) &&
  !(written.has('auth.required') && !policy.auth.required)

/** Whether there is a port for submission: then AUTH is there and nowhere else. */
export const submits = ({ policy, written }: Asked): boolean =>
  written.has('submission.enabled') && policy.submission.enabled
