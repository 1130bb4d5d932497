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
export function stageSurroundings(zones: Zones, peers: Readonly<Record<string, Peer>>) {
  const clock: VirtualClock = createVirtualClock()
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
