import type { Needs, Shortfall } from '../target.ts'
import type { TargetFile } from './file.ts'
import { isOutside, sourcesOf } from './shortfalls.ts'
import { readValue, statedValue } from './vouches.ts'
import { realTime, type PassingTime } from './waiting-clock.ts'

/** The addresses one story comes from. */
export interface LentAddresses {
  /** Stage address → address of this machine; without one the machine chooses. */
  readonly addresses: ReadonlyMap<string, string>
  /** The server may remember one of them from an earlier story. */
  readonly mayBeKnown: boolean
  /** Told that the story reaches for a mailbox: its addresses may relay for a while afterwards. */
  logsIn(): void
  /** Told that the story is over. */
  comeBack(): void
}

/** What stands for whatever address the machine chooses. */
const anyAddress = 'this machine'
const hour = 3_600_000

/**
 * Lends addresses so that what one story did from an address does not decide the next one: after a login it may
 * relay for the window, after mail it has used up some of a limit. What nobody states counts as lasting for ever.
 *
 * @param patience milliseconds to wait for an address that is not yet free
 */
export function createAddressPool(file: TargetFile, patience: number, time: PassingTime = realTime) {
  const busyUntil = new Map<string, number>()
  const { afterLogin, afterMail } = effectsOf(file)
  const freeAt = (address: string): number => busyUntil.get(address) ?? 0

  return {
    lends: async (needs: Needs): Promise<LentAddresses | { readonly shortfall: Shortfall }> => {
      const { outside, fixed } = sourcesOf(file)
      const wanted = [...new Set(Object.values(needs.sources))]
      const strangers = wanted.filter(isOutside)
      const soonest = outside.toSorted((one, other) => freeAt(one) - freeAt(other))
      const addresses = new Map(
        wanted.flatMap((stage) => {
          const address = isOutside(stage) ? soonest[strangers.indexOf(stage)] : fixed[stage]
          return address === undefined ? [] : [[stage, address] as const]
        }),
      )
      const used = wanted.map((stage) => addresses.get(stage) ?? anyAddress)
      const wait = Math.max(0, ...used.map(freeAt)) - time.now()
      // Rules of the RFCs hold for clients that the server knows, too.
      const mayBeKnown = needs.profile === 'plain' && wait > 0
      if (!mayBeKnown && wait > patience) return { shortfall: shortfall(wait) }
      if (!mayBeKnown && wait > 0) await time.wait(wait)
      let after = afterMail
      return {
        addresses,
        mayBeKnown,
        logsIn: () => {
          after = Math.max(after, afterLogin)
        },
        comeBack: () => {
          for (const address of after > 0 ? used : []) busyUntil.set(address, time.now() + after)
        },
      }
    },
  }
}

const shortfall = (wait: number): Shortfall => ({
  need: 'unused source addresses',
  why:
    'the source addresses logged in or sent mail in an earlier scenario, and the server may remember that ' +
    (Number.isFinite(wait)
      ? `for ${Math.ceil(wait / 1000)} s: list more under sources, or allow waiting with --patience`
      : 'for an unknown time: state popBeforeSmtp in vouches, or list more under sources'),
})

/** How long a login and a message may have effects: for ever, where their owner does not state it. */
function effectsOf(file: TargetFile): { afterLogin: number; afterMail: number } {
  const enabled = statedValue(file, 'popBeforeSmtp.enabled')
  const window = readValue(file, 'popBeforeSmtp.window')
  return {
    afterLogin: enabled === false ? 0 : typeof window === 'number' ? window : Infinity,
    afterMail: 'limits' in file.vouches ? hour : 0,
  }
}
