/** The command line, a policy or a target file is wrong: the message says what, where and what to do; exit code 64. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const exitCodes = {
  ok: 0,
  violates: 1,
  inconclusive: 2,
  faulty: 3,
  usage: 64,
  interrupted: 130,
} as const
