import type { Records } from '#dsl'
import { openSmtpPeer, stageNameOf, type Peer } from '#peers'
import { certificateFor } from '../certificate.ts'
import type { Needs } from '../target.ts'
import { waitsFor } from './waits-for.ts'

/** Where the servers around a target stand, and how they tell the time. */
export interface PeerPlaces {
  /** An address of its own for each. */
  readonly addressOf: (index: number) => string
  readonly zones: Map<string, Records>
  readonly now: () => number
}

/** Real milliseconds that an answer is held back at most, wherever the clock stands. */
const heldBackWithin = 30_000

/** Opens the peers of a story where the server under test finds them, by role. */
export async function openPeers(
  { peers: specs = {} }: Needs,
  { addressOf, zones, now }: PeerPlaces,
): Promise<ReadonlyMap<string, Peer>> {
  const peers = new Map<string, Peer>()
  const passes = async (span: number): Promise<void> => {
    const due = now() + span
    await waitsFor(() => now() >= due, heldBackWithin)
  }
  for (const [index, [role, spec]] of Object.entries(specs).entries()) {
    const host = addressOf(index)
    const name = stageNameOf(role)
    const certificate = spec.tls && (await certificateFor({ hostname: name, address: host, keys: 'rsa' }))
    const port = spec.port ?? 25
    peers.set(
      role,
      await openSmtpPeer({ role, spec, host, port, now, passes, ...(certificate && { certificate }) }),
    )
    for (const domain of spec.mxOf ?? []) zones.set(domain, { MX: [{ preference: 10, host: name }] })
    zones.set(name, { ...zones.get(name), A: [host] })
  }
  return peers
}
