import type { Needs } from '../target.ts'
import { accountsOf } from './accounts.ts'
import { isOutside } from '../adapter/addresses.ts'
import { configurer, hashOf, takesTls } from './configurer.ts'
import type { Opens } from './enclosure.ts'
import { askedOf } from '../adapter/fragments.ts'
import { startInstance, type Instance } from './instance.ts'
import type { ServerKind } from '../adapter/kind.ts'

/** A running server, and the configuration it was started with. */
export interface Kept {
  readonly hash: string
  readonly instance: Instance
  busy: boolean
}

export interface Wanted {
  readonly kind: ServerKind
  readonly opens: Opens
  readonly needs: Needs
  readonly hasOwnNetwork: boolean
  /** Whether it tells clients apart: otherwise they all have been the same one. */
  readonly seesAddresses: boolean
  readonly pool: Kept[]
}

/** An idle server of the same configuration that has not seen the story's addresses, or a new one. */
export async function serverFor({
  kind,
  opens,
  needs,
  pool,
  hasOwnNetwork,
  seesAddresses,
}: Wanted): Promise<Kept> {
  const configures = configurer(kind, askedOf(needs), accountsOf(Object.values(needs.accounts), kind))
  const hasTls = takesTls(kind, needs)
  const hash = `${hashOf(configures, kind)}${hasTls ? '+tls' : ''}`
  const fixed = Object.values(needs.sources).filter((source) => !isOutside(source))
  const fits = ({ busy, hash: its, instance }: Kept): boolean =>
    !busy && its === hash && !instance.spoilt && !fixed.some((address) => instance.known.has(address))
  let kept = pool.find(fits)
  if (!kept) {
    for (const idle of pool.filter(({ busy }) => !busy)) {
      pool.splice(pool.indexOf(idle), 1)
      await idle.instance.stops()
    }
    kept = {
      hash,
      instance: await startInstance({ kind, opens, configures, hasTls, hasOwnNetwork }),
      busy: true,
    }
    pool.push(kept)
  }
  kept.busy = true
  if (!seesAddresses) kept.instance.spoilt = true
  for (const address of fixed) kept.instance.known.add(address)
  return kept
}
