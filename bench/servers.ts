import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { realSurroundings, startReferenceServer } from '#reference-server'
import { openDataFolder } from '../reference-server/store/data-folder.ts'
import type { Store } from '../reference-server/store/store.ts'
import { SMTPServer } from 'smtp-server'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection'
import { policyOn, recipient } from './policy.ts'

/** A server under load. */
export interface LoadedServer {
  readonly port: number
  /** Forgets the messages of the last round, so that a long run measures what a short one does. */
  empties(): Promise<void>
  close(): Promise<void>
}

/** What can be put under load, by name. */
export const servers = {
  reference: () => startReference(),
  'reference-on-disk': startReferenceOnDisk,
  library: () => startLibrary(new SMTPServer(discarding)),
  'library-at-once': () => startLibrary(new GreetsAtOnce(discarding)),
} satisfies Readonly<Record<string, () => Promise<LoadedServer>>>

export type ServerName = keyof typeof servers

async function startReference(store?: Store): Promise<LoadedServer> {
  const anyPort = { host: '127.0.0.1', port: 0 }
  const options = { ...policyOn, listen: { mx: anyPort }, ...(store && { store }) }
  const server = await startReferenceServer(options, realSurroundings())
  const inbox = await server.accounts.of(recipient).open('INBOX')
  if ('problem' in inbox) throw new Error(`no INBOX: ${inbox.problem}`)
  return {
    port: server.endpoint('mx')?.port ?? 0,
    empties: async () => {
      const messages = await inbox.fetch({ from: 1, to: Number.MAX_SAFE_INTEGER })
      await inbox.expunge(messages.map(({ uid }) => uid))
    },
    close: async () => server[Symbol.asyncDispose](),
  }
}

/** The same, with its mail in a folder of its own that goes with it. */
async function startReferenceOnDisk(): Promise<LoadedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mailspec-bench-'))
  const store = openDataFolder(folder, new Date())
  const server = await startReference(store)
  const close = async () => {
    await server.close()
    await store[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }
  // A process that is ended from outside has no time for more than that.
  process.once('SIGTERM', () => {
    rmSync(folder, { recursive: true, force: true })
    process.exit()
  })
  return { ...server, close }
}

/** The library with no rule at all: it reads a message and forgets it. */
const discarding: ConstructorParameters<typeof SMTPServer>[0] = {
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData: (stream, _session, done) => {
    stream.on('end', () => done())
    stream.resume()
  },
}

async function startLibrary(server: SMTPServer): Promise<LoadedServer> {
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await new Promise<void>((ready) => listening.once('listening', () => ready()))
  return {
    port: portOf(listening.address()),
    empties: async () => {},
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

/** The library without the 100 ms it waits before it greets. */
class GreetsAtOnce extends SMTPServer {
  override connect(socket: Socket | TLSSocket, options?: SMTPConnectionOptions): void {
    const connection = new ConnectionAtOnce(this, socket, options)
    this.connections.add(connection)
    connection.on('error', () => {})
    connection.init()
  }
}

class ConnectionAtOnce extends SMTPConnection {
  override init(): void {
    this._setListeners(() => this.connectionReady())
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError(`${address} is no TCP address`)
  return address.port
}
