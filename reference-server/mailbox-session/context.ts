import type { SessionLine } from './protocol.ts'
import type { MailboxSessionHost } from './session-host.ts'

/** What commands of either protocol may ask about besides their argument and the state. */
export interface SessionContext extends Pick<SessionLine, 'admits' | 'checks'> {
  readonly host: MailboxSessionHost
  /** True within TLS, whoever began it. */
  readonly secured: boolean
}

/** Whether authentication is permitted on this connection. */
export const mayLogIn = ({ host, secured }: Pick<SessionContext, 'host' | 'secured'>): boolean =>
  host.mayLogIn({ secure: secured })
