import type { Records } from '#dsl'
import { openSink, type Sink } from '#peers'
import { HarnessFault } from '../../evidence/faults.ts'
import { openDnsStub, type DnsStub } from './dns-stub.ts'
import type { ServerKind } from '../adapter/kind.ts'

/** Two octets that no server of this process has had, and hardly one of another. */
const nextPlace = (): string => {
  const nth = process.pid * 13 + places++
  return `${(nth % 250) + 1}.${(Math.floor(nth / 250) % 250) + 1}`
}
let places = 0

/** What a server finds around it, and where it is. */
export interface Surroundings {
  readonly dns: DnsStub
  readonly sink: Sink
  /** Where it listens, and where that is seen from here. */
  readonly host: string
  readonly reachedAt: string
  /** Where the peers of a story stand, each at an address of its own. */
  readonly peerAddress: (index: number) => string
}

/** Name servers and sink on one address of the loopback, the server on another. */
export async function openSurroundings(
  zones: Map<string, Records>,
  now: () => number,
): Promise<Surroundings> {
  let trouble: unknown
  for (let attempt = 0; attempt < 20; attempt++) {
    const place = nextPlace()
    const own = `127.77.${place}`
    let dns: DnsStub | undefined
    try {
      dns = await openDnsStub(own, () => zones)
      const host = `127.78.${place}`
      const sink = await openSink({ host: own, port: 25, now })
      return { dns, sink, host, reachedAt: host, peerAddress: (index) => `127.${79 + index}.${place}` }
    } catch (error) {
      await dns?.[Symbol.asyncDispose]()
      trouble = error
    }
  }
  throw new HarnessFault('no loopback address has both port 25 and port 53 free', { cause: trouble })
}

/** A network apart has a loopback of its own: no name server is there, and the sink of here is out of reach. */
export async function openNoSurroundings(
  _zones: Map<string, Records>,
  now: () => number,
): Promise<Surroundings> {
  return {
    dns: { host: '127.0.0.1', [Symbol.asyncDispose]: async () => undefined },
    sink: await openSink({ host: '127.0.0.1', port: 0, now }),
    host: '0.0.0.0',
    reachedAt: '127.0.0.1',
    peerAddress: () => '127.0.0.1',
  }
}

/** What the machine says of users and names, as the server is to see it. */
export const surroundingFiles = (
  { users }: ServerKind,
  nameServer: string,
): Readonly<Record<string, string>> => ({
  'names/passwd': users.passwd.map((line) => `${line}\n`).join(''),
  'names/group': users.group.map((line) => `${line}\n`).join(''),
  'over-etc/resolv.conf': `nameserver ${nameServer}\noptions timeout:1 attempts:2\n`,
  'over-etc/hosts': '127.0.0.1 localhost\n',
  'over-etc/nsswitch.conf': 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\n',
})
