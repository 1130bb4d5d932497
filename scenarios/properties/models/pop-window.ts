import { isSameAddress } from './address-list.ts'
import { lengthOf, type Login, type Visit, type World } from './world.ts'

/**
 * Whether an earlier login over POP3 or IMAP lets this session relay.
 *
 * IceWarp's minutes say when a session may start, and both protocols count. Kerio's say when mail may be sent, and
 * only POP3 counts. The other manuals know nothing of the kind.
 */
export function holdsWindow(world: World, visit: Visit): boolean {
  const { popBeforeSmtp } = world.policy
  if (popBeforeSmtp?.enabled !== true) return false
  const window = lengthOf(popBeforeSmtp.window ?? '0s')
  const hasLogin = (logins: readonly Login[], protocols: readonly string[], moment: number): boolean =>
    logins.some(
      ({ protocol, address, at }) =>
        protocols.includes(protocol) &&
        isSameAddress(address, visit.address) &&
        at <= moment &&
        moment < at + window,
    )
  switch (world.product) {
    case 'icewarp':
      return hasLogin(visit.loginsBefore, ['pop3', 'imap'], visit.startedAt)
    case 'kerio':
      return hasLogin(world.logins, ['pop3'], visit.now)
    case 'ics':
    case 'imail':
    case 'commgate':
      return false
  }
}
