import { readPolicy, type PolicyDocument } from '../policy/document/document.ts'
import { createEngine } from '../policy/engine.ts'
import type { Path } from '../policy/facts.ts'
import { profiles } from '../profiles/profiles.ts'
import { boundedStore } from '../store/bounded-store.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Store } from '../store/store.ts'
import { accountsIn, openInbox } from '../store/testing.ts'
import { createDelivery } from './delivery.ts'
import { deliverySeams, type DeliverySeams } from './seams.ts'
import { createMemoryFiles } from '../surroundings/files.ts'
import { createServer, type Socket } from 'node:net'
import { createZoneResolver, type Zones } from '../surroundings/zone-resolver.ts'
import { seededChance } from '../surroundings/chance.ts'
import type { LogEntry } from '../surroundings/log.ts'
import type { Surroundings } from '../surroundings/surroundings.ts'
import { createVirtualClock, type VirtualClock } from '../surroundings/virtual-clock.ts'

// A next hop on a loopback port, for the tests of this folder.

/** What a peer received: the commands of all sessions, and the messages. */
export interface Peer extends AsyncDisposable {
  readonly port: number
  readonly commands: string[]
  readonly messages: string[]
}

/**
 * Opens a peer that accepts everything but what `answer` has a reply for; `drop` as a reply ends the connection, and
 * `silence` is none.
 */
export async function openPeer(
  answer: (command: string) => string | undefined = () => undefined,
): Promise<Peer> {
  const commands: string[] = []
  const messages: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let unread = ''
    let message: string | undefined
    const say = (usual: string, command: string): void => {
      const reply = answer(command) ?? usual
      if (reply === 'drop') socket.destroy()
      else if (reply !== 'silence') socket.write(`${reply}\r\n`)
    }
    const hear = (line: string): void => {
      if (message === undefined) {
        commands.push(line)
        if (line === 'DATA') message = ''
        say(line === 'DATA' ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok', line)
        if (line === 'QUIT') socket.end()
      } else if (line === '.') {
        messages.push(message)
        message = undefined
        say('250 taken', '.')
      } else message += `${line.replace(/^\./, '')}\r\n`
    }
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const lines = `${unread}${chunk.toString('latin1')}`.split('\r\n')
      unread = lines.pop() ?? ''
      lines.forEach(hear)
    })
    say('220 peer', '')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    commands,
    messages,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Surroundings in which stage addresses are peers; any other address is a port where nobody listens. */
function fixtureSurroundings(
  zones: Zones,
  { peers, clock }: { readonly peers: Readonly<Record<string, Peer>>; readonly clock: VirtualClock },
) {
  const entries: LogEntry[] = []
  const dialed: string[] = []
  const surroundings: Surroundings = {
    clock,
    resolver: createZoneResolver(() => zones),
    log: (entry) => entries.push(entry),
    files: createMemoryFiles(),
    interfaceNetworks: () => [],
    peerAddress: () => '192.0.2.20',
    dial: ({ host, port }) => {
      dialed.push(`${host}:${port}`)
      return { host: '127.0.0.1', port: peers[host]?.port ?? 9 }
    },
    random: seededChance('delivery'),
  }
  return { clock, entries, dialed, surroundings }
}

const pathOf = (address: string): Path => {
  const [localPart = '', domain = ''] = address.split('@')
  return { localPart, domain, text: address }
}

const zones: Zones = {
  'remote.test': {
    MX: [
      { preference: 20, host: 'backup.remote.test' },
      { preference: 10, host: 'mx.remote.test' },
    ],
  },
  'mx.remote.test': { A: ['198.51.100.1'] },
  'backup.remote.test': { A: ['198.51.100.2'] },
  'plain.test': { A: ['198.51.100.1'] },
  'closed.test': { MX: [{ preference: 0, host: '.' }] },
  'bare.test': { TXT: ['no address at all'] },
  'silent.test': 'unavailable',
  'relay.local.test': { A: ['198.51.100.9'] },
}

/** What a delivery is opened with besides its peers. */
interface DeliveryFixture {
  readonly policy?: PolicyDocument
  /** In octets. */
  readonly space?: number
  /** What an earlier delivery has left. */
  readonly kept?: Store
  readonly clock?: VirtualClock
  readonly ask?: Partial<DeliverySeams>
}

/** A delivery and what surrounds it; `sends` hands it a message from alice. */
export function openDelivery(
  peers: Readonly<Record<string, Peer>>,
  {
    policy = {},
    space = 1_000_000,
    kept = createMemoryStore(),
    clock = createVirtualClock(),
    ask = {},
  }: DeliveryFixture = {},
) {
  const fixture = fixtureSurroundings(zones, { peers, clock })
  const reading = readPolicy(profiles.kerio, [
    {
      server: { hostname: 'mail.local.test' },
      domains: { local: ['local.test'] },
      accounts: Object.fromEntries(
        ['alice', 'bob', 'carol', 'dan'].map((name) => [`${name}@local.test`, { password: 'tea' }]),
      ),
    },
    policy,
  ])
  if (reading.problems) throw new Error('the fixture has a broken policy')
  const store = boundedStore(kept, () => space)
  const accounts = accountsIn(store, fixture.clock)
  const delivery = createDelivery({
    engine: createEngine(reading.policy, profiles.kerio.conduct),
    ask: { ...deliverySeams, ...ask },
    accounts,
    store,
    surroundings: fixture.surroundings,
  })
  let messages = 0
  const sends = async (
    to: readonly string[],
    from: string | null = 'alice@local.test',
    octets = Buffer.from('Subject: tea\r\n\r\n.at four\r\n'),
  ) => {
    const problem = await delivery.accept({
      id: `m${(messages += 1)}`,
      origin: { door: 'report' },
      envelope: { reversePath: from === null ? null : pathOf(from), forwardPaths: to.map(pathOf) },
      message: { octets, traceOctets: 0 },
      acceptedAt: fixture.clock.now(),
      marks: {},
    })
    await delivery.idle()
    return problem
  }
  const inbox = (account: string) => openInbox(accounts.of(account)).texts()
  return { ...fixture, delivery, store, sends, inbox }
}
