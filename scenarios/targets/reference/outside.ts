import type { PeerSpec } from '#evidence'
import { openSink, openSmtpPeer, stageNameOf, type Peer } from '#peers'
import type { VirtualClock, Zones } from '#reference-server'
import { certificateFor } from '../certificate.ts'
import type { Needs } from '../target.ts'

// The world outside the server, as far as the stage has one.

const foreignDomains = ['remote.test', 'elsewhere.test']
const sinkName = 'sink.remote.test'
/** Where the sink is found: as MX of the foreign domains, and as the host of a gateway domain. */
const sinkAddress = '198.18.0.25'
const gatewayAddress = '192.0.2.60'
/** Where peers are found, one after the other. */
const peerAddress = (index: number): string => `198.18.1.${index + 1}`
const smtpPort = 25

/** What stands at an address, and where it really is. */
interface Place {
  readonly addresses: readonly string[]
  readonly port: number
  readonly peer: Peer
}

/** The servers outside, and what the name servers know of them. */
export interface Outside extends AsyncDisposable {
  readonly sink: Peer | undefined
  /** By role. */
  readonly peers: ReadonlyMap<string, Peer>
  readonly zones: Zones
  /** Where a connection leads: what is nobody's is refused. */
  dial(address: { readonly host: string; readonly port: number }): {
    readonly host: string
    readonly port: number
  }
}

/** Opens the servers that a story asks for, each on a port of the loopback. */
export async function openOutside({ uses, peers: specs = {} }: Needs, clock: VirtualClock): Promise<Outside> {
  const host = '127.0.0.1'
  const now = () => clock.now()
  const places: Place[] = []
  const zones: Record<string, Exclude<Zones[string], 'unavailable'>> = {}
  const names = (domains: readonly string[], name: string, address: string): void => {
    for (const domain of domains) zones[domain] = { MX: [{ preference: 10, host: name }] }
    zones[name] = { ...zones[name], A: [address] }
  }
  let sink: Peer | undefined
  if (uses.includes('sink')) {
    sink = await openSink({ host, now })
    places.push({ addresses: [sinkAddress, gatewayAddress], port: smtpPort, peer: sink })
    names(foreignDomains, sinkName, sinkAddress)
  }
  const peers = new Map<string, Peer>()
  for (const [index, [role, spec]] of Object.entries(specs).entries()) {
    const certificate = await certificateOf(role, spec)
    const passes = (span: number): Promise<void> => clock.pause(span)
    const peer = await openSmtpPeer({ role, spec, host, now, passes, ...(certificate && { certificate }) })
    places.push({ addresses: [peerAddress(index)], port: spec.port ?? smtpPort, peer })
    names(spec.mxOf ?? [], stageNameOf(role), peerAddress(index))
    peers.set(role, peer)
  }
  return {
    sink,
    peers,
    zones,
    dial: ({ host: wanted, port }) => {
      const found = places.find((place) => place.port === port && place.addresses.includes(wanted))
      return found?.peer.isThere ? { host: found.peer.host, port: found.peer.port } : nobody
    },
    [Symbol.asyncDispose]: async () => {
      for (const { peer } of places) await peer.close()
    },
  }
}

/** Where nobody listens. */
export const nobody = { host: '127.255.255.254', port: 9 }

const certificateOf = async (role: string, { tls }: PeerSpec) =>
  tls && certificateFor({ hostname: stageNameOf(role), address: peerAddress(0), keys: 'ec' })
