import type { Asked } from '../native/fragments.ts'

/** Whether there is a port for submission. */
export const submits = ({ policy, written }: Asked): boolean =>
  written.has('submission.enabled') && policy.submission.enabled
