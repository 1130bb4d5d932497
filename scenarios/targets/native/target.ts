import { NeedUnmet } from '../../evidence/faults.ts'
import type { Needs, Shortfall, Target } from '../target.ts'
import { outsider } from '../adapter/addresses.ts'
import { shortfallsOf } from './configurer.ts'
import type { Opens, Way } from './enclosure.ts'
import type { ServerKind } from '../adapter/kind.ts'
import { ownNetworkShortfalls } from '../unpacked/own-network.ts'
import { serverFor, type Kept } from './pool.ts'
import { sourcesFor, stagingOf } from './staging.ts'
import { unpackedWay } from '../unpacked/way.ts'

/** A server run on this machine. It runs on from one story to the next of the same policy. */
export function nativeTarget(kind: ServerKind, way: Way = unpackedWay(), name = kind.name): Target {
  const pool: Kept[] = []
  const { hasOwnNetwork = false } = way
  const seesAddresses = !hasOwnNetwork || kind.takesProxy === true
  let outsiders = 0
  const stated = (needs: Needs): readonly Shortfall[] => [
    ...way.obstacles(kind),
    ...(hasOwnNetwork ? ownNetworkShortfalls(needs, seesAddresses) : []),
    ...shortfallsOf(kind, needs),
  ]
  return {
    name,
    get software() {
      const programs = Object.entries(kind.programs).map(([program, from]) =>
        [program, way.versionOf(kind, from)].filter(Boolean).join(' '),
      )
      const [own = '', ...companions] = programs
      const beside = companions.length === 0 ? '' : ` with ${companions.join(' and ')}`
      return `${own}${beside} (${way.origin})`
    },
    clock: 'turned',
    obstacles: () => way.obstacles(kind),
    shortfalls: stated,
    stage: async (needs) => {
      const shortfalls = stated(needs)
      if (shortfalls.length > 0) return shortfalls
      let opens: Opens
      try {
        opens = await way.readies(kind)
      } catch (error) {
        if (error instanceof NeedUnmet) return [{ need: error.need, why: error.message }]
        throw error
      }
      const kept = await serverFor({ kind, opens, needs, pool, hasOwnNetwork, seesAddresses })
      const sources = seesAddresses
        ? sourcesFor(needs, () => outsider(outsiders++))
        : new Map<string, string>()
      return stagingOf(kind, needs, kept, sources)
    },
    close: async () => {
      for (const { instance } of pool.splice(0)) await instance.stops()
    },
  }
}
