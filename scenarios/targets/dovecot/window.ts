import type { Asked } from '../adapter/fragments.ts'

/** POP before SMTP, as far as it is about logins. */
export interface LoginWindow {
  /** How long a login counts, in milliseconds. */
  readonly length: number
  /** Logins over these count. */
  readonly logins: readonly ('pop3' | 'imap')[]
}

/** The window of POP before SMTP, where it is on. */
export function loginWindow({ policy, written }: Asked): LoginWindow | undefined {
  const { enabled, window, logins } = policy.popBeforeSmtp
  if (!written.has('popBeforeSmtp.enabled') || !enabled) return undefined
  const counted = (['pop3', 'imap'] as const).filter((protocol) => logins.includes(protocol))
  return { length: window, logins: counted }
}
