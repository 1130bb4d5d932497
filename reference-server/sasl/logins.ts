import { sourceOf } from '../policy/addresses/ip-address.ts'
import type { Clock, Duration } from '../surroundings/clock.ts'
import type { Credentials } from './credentials.ts'
import { FailedLogins } from './failed-logins.ts'
import type { SentCredentials } from './mechanisms.ts'

/** Logins as sessions offer them. */
export interface Logins extends Pick<Credentials, 'scramKeys'> {
  /**
   * @param address the peer address: what fails from there makes its next logins wait, right ones and wrong ones alike
   * @returns as `Credentials`, and whether the answer had to wait
   */
  check(sent: SentCredentials, address: string): Promise<CheckedLogin>
}

/** What became of a login. */
export type CheckedLogin = Awaited<ReturnType<Credentials['check']>> & { readonly delayed?: true }

/** What is asked at each login. */
export interface LoginsHost {
  readonly clock: Pick<Clock, 'now' | 'pause'>
  readonly credentials: Credentials
  readonly isAccount: (name: string) => boolean
  /** The delay after the last failure that is free; 0 for none at all. */
  readonly firstDelay: () => Duration
  readonly onDelay: (address: string, length: Duration) => void
}

/** Of those that wait, no more than so many at once: the next fails at once, whatever it holds. */
const mostWaiting = 1000

/** Makes a source that fails again and again wait for its answers. */
export function createLogins({ clock, credentials, isAccount, firstDelay, onDelay }: LoginsHost): Logins {
  const failures = new FailedLogins(clock)
  let waiting = 0
  const waits = async (length: Duration): Promise<void> => {
    waiting += 1
    await clock.pause(length)
    waiting -= 1
  }
  return {
    check: async (sent, address) => {
      const source = sourceOf(address)
      const length = failures.delay(source, firstDelay())
      if (length > 0) {
        onDelay(address, length)
        if (waiting >= mostWaiting) return { matches: false, account: sent.login, delayed: true }
        await waits(length)
      }
      const checked = await credentials.check(sent)
      const { matches, account } = checked
      if (matches) failures.worked(source, account)
      else failures.failed(source, isAccount(account) ? account : undefined)
      return length > 0 ? { ...checked, delayed: true } : checked
    },
    scramKeys: (login) => credentials.scramKeys(login),
  }
}
