import { createHash } from 'node:crypto'
import type { Service } from '#evidence'
import { NeedUnmet } from '../../evidence/faults.ts'
import type { Needs, Shortfall, StagedAccount } from '../target.ts'
import { collisions } from '../adapter/addresses.ts'
import { askedOf, settle, unreadable, type Asked, type Settled } from '../adapter/fragments.ts'
import type { Configuration, ServerKind } from '../adapter/kind.ts'
import { spansNamed } from '../adapter/named.ts'

/** Where a server will listen, and where the sink is. */
export interface Place {
  readonly host: string
  readonly ports: ReadonlyMap<Service, number>
  readonly sink: string
  /** Whether connections begin with a header of the PROXY protocol. */
  readonly isProxied: boolean
}

/** The place of a server decides what is written about it. */
export type Configures = (place: Place) => Configuration

/** Where its PEM files are inside. */
const pemFiles = { certificate: '/srv/tls/cert.pem', key: '/srv/tls/key.pem' } as const

/** Whether a server is given a certificate for a story. */
export const takesTls = ({ tls }: ServerKind, { uses }: Needs): boolean =>
  tls === 'needed' || (tls === 'offered' && uses.includes('tls'))

/** The configuration for what is asked, wherever the server will listen. @throws NeedUnmet when there is none */
export function configurer(kind: ServerKind, asked: Asked, accounts: readonly StagedAccount[]): Configures {
  const settled = settle(asked, kind.settings, kind.title)
  if (!isSettled(settled)) {
    const [first] = settled
    throw new NeedUnmet(first?.need ?? 'policy', first?.why ?? 'it cannot be met')
  }
  const tls = takesTls(kind, asked.needs) && { tls: pemFiles }
  return (place) => kind.configures({ asked, settled, ...place, accounts, ...tls })
}

/** The identity of a configuration, wherever it listens: servers with the same one are interchangeable. */
export const hashOf = (configures: Configures, { services }: ServerKind): string => {
  const ports = new Map(services.map((service, index) => [service, index]))
  const { files, start } = configures({ host: '', ports, sink: '', isProxied: false })
  return createHash('sha256')
    .update(JSON.stringify([files, start]))
    .digest('hex')
}

/** The needs of a story that a server cannot meet, found without starting it. */
export function shortfallsOf(kind: ServerKind, needs: Needs): readonly Shortfall[] {
  const problems = unreadable(needs)
  if (problems.length > 0) return problems
  const asked = askedOf(needs)
  const settled = settle(asked, kind.settings, kind.title)
  const cannotUse = (power: Needs['uses'][number], why: string): readonly Shortfall[] =>
    needs.uses.includes(power) ? [{ need: power, why }] : []
  return [
    ...(isSettled(settled) ? [] : settled),
    ...(kind.shortfalls?.(asked) ?? []),
    ...collisions(Object.values(needs.sources), spansNamed(asked)),
    ...cannotUse('profileDefaults', `the defaults of ${kind.title} are its own`),
    ...(needs.uses.includes('clock') && kind.queueRuns === undefined
      ? Object.keys(needs.peers ?? {}).map((role) => ({
          need: `peer ${role}, and a clock that is turned`,
          why: `${kind.title} tries deferred mail again by timers of real time`,
        }))
      : []),
    ...(kind.tls === undefined ? cannotUse('tls', 'this adapter gives it no certificate') : []),
  ]
}

const isSettled = (settled: Settled | readonly Shortfall[]): settled is Settled => 'lines' in settled
