import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Service } from '#evidence'
import type { Records } from '#dsl'
import { openSink, type Sink } from '#clients'
import { HarnessFault } from '../../evidence/faults.ts'
import { createTurnedClock, type TurnedClock } from './clock.ts'
import { openDnsStub, type DnsStub } from './dns-stub.ts'
import { stage, type Configuration, type ServerKind } from './kind.ts'
import { openNamespace, type Namespace } from './namespace.ts'
import { cacheFolder } from './packages.ts'

/** A server that runs in a namespace of its own, with name servers, a sink and a clock of its own. */
export interface Instance {
  /** Addresses that have been somebody in it: what it remembers of them cannot be taken away. */
  readonly known: Set<string>
  /** Its state is no longer what its configuration says: it is not used again. */
  spoilt: boolean
  readonly folder: string
  readonly host: string
  readonly ports: ReadonlyMap<Service, number>
  /** Where a service is, while it is open. */
  endpoint(service: Service): { readonly host: string; readonly port: number } | undefined
  readonly clock: TurnedClock
  readonly sink: Sink
  readonly zones: Map<string, Records>
  /** Has it read another configuration. */
  reconfigures(configuration: Configuration): Promise<void>
  /** Stops it and starts it again, its files as they are. */
  restarts(): Promise<void>
  /** Tells whether mail is on its way. */
  hasPending(): boolean
  /** What it has logged since this was last asked that tells of a fault. */
  complaints(): readonly string[]
  stops(): Promise<void>
}

export interface InstanceParts {
  readonly kind: ServerKind
  readonly prefix: string
  readonly configures: (host: string, ports: ReadonlyMap<Service, number>) => Configuration
}

/** Starts a server and waits until it greets. @throws HarnessFault with the end of its log when it does not */
export async function startInstance({ kind, prefix, configures }: InstanceParts): Promise<Instance> {
  sweeps()
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`))
  chmodSync(folder, 0o755)
  const removal = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removal)
  let namespace: Namespace | undefined
  const zones = new Map<string, Records>()
  const clock = createTurnedClock(folder, () => namespace)
  const { dns, sink, host } = await openSurroundings(zones, () => clock.now())
  for (const domain of stage.foreignDomains) zones.set(domain, { MX: [{ preference: 10, host: stage.sink }] })
  zones.set(stage.sink, { A: [sink.host] })
  const ports = await freePorts(host, kind.services)
  let listening: readonly Service[] = []
  const writes = (configuration: Configuration): void => {
    listening = configuration.listening
    writeFiles(folder, { ...surroundingFiles(kind, dns.host), ...filesOf(configuration, clock) })
  }
  const allGreet = async (): Promise<void> => {
    for (const service of listening) await greets(service, host, ports.get(service) ?? 0, folder)
  }
  const starts = async (): Promise<void> => {
    namespace = openNamespace({ prefix, folder })
    await allGreet()
  }
  let logged = 0
  const stops = async (): Promise<void> => {
    await namespace?.stops()
    await dns[Symbol.asyncDispose]()
    await sink.close()
    keepLogs(folder, kind.name)
    process.off('exit', removal)
    removal()
  }
  mkdirSync(join(folder, 'log'), { mode: 0o777 })
  chmodSync(join(folder, 'log'), 0o777)
  writes(configures(host, ports))
  try {
    await starts()
  } catch (error) {
    await stops()
    throw error
  }
  return {
    known: new Set(),
    spoilt: false,
    folder,
    endpoint: (service) => {
      const port = listening.includes(service) ? ports.get(service) : undefined
      return port === undefined ? undefined : { host, port }
    },
    host,
    ports,
    clock,
    sink,
    zones,
    reconfigures: async (configuration) => {
      writes(configuration)
      const { ok, output } = (await namespace?.runs('bash', ['/srv/reload'])) ?? { ok: false, output: '' }
      if (!ok) throw new HarnessFault(`${kind.title} did not take its new configuration: ${output}`)
      await allGreet()
    },
    restarts: async () => {
      await namespace?.stops()
      await starts()
    },
    hasPending: () => kind.queues.some((queue) => holdsFiles(join(folder, queue))),
    complaints: () => {
      const lines = logLines(folder)
      const fresh = lines.slice(logged).filter((line) => kind.faults.test(line))
      logged = lines.length
      return fresh
    },
    stops,
  }
}

/** Name servers and sink on one address of the loopback, the server on another. */
async function openSurroundings(zones: Map<string, Records>, now: () => number) {
  let trouble: unknown
  for (let attempt = 0; attempt < 20; attempt++) {
    const [third, fourth] = [process.pid + attempt * 7, (process.pid >> 8) + attempt * 31].map(
      (n) => (n % 250) + 1,
    )
    const own = `127.77.${third}.${fourth}`
    let dns: DnsStub | undefined
    try {
      dns = await openDnsStub(own, () => zones)
      return { dns, sink: await openSink({ host: own, port: 25, now }), host: `127.78.${third}.${fourth}` }
    } catch (error) {
      await dns?.[Symbol.asyncDispose]()
      trouble = error
    }
  }
  throw new HarnessFault('no loopback address has ports 25 and 53 free', { cause: trouble })
}

async function freePorts(host: string, services: readonly Service[]): Promise<ReadonlyMap<Service, number>> {
  const listening = services.map((service) => ({ service, server: createServer() }))
  const ports = new Map<Service, number>()
  for (const { service, server } of listening) {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
    const address: AddressInfo | string | null = server.address()
    if (address !== null && typeof address === 'object') ports.set(service, address.port)
  }
  for (const { server } of listening) await new Promise<void>((resolve) => void server.close(() => resolve()))
  return ports
}

const surroundingFiles = ({ users }: ServerKind, nameServer: string): Readonly<Record<string, string>> => ({
  'names/passwd': users.passwd.map((line) => `${line}\n`).join(''),
  'names/group': users.group.map((line) => `${line}\n`).join(''),
  'over-etc/resolv.conf': `nameserver ${nameServer}\noptions timeout:1 attempts:2\n`,
  'over-etc/hosts': '127.0.0.1 localhost\n',
  'over-etc/nsswitch.conf': 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\n',
})

/** The programs that are started have the turned clock, and so has whatever reads `clock.env`; no shell around has. */
const filesOf = ({ files, start, reload }: Configuration, { environment }: TurnedClock) => ({
  ...files,
  'clock.env': Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join(''),
  start: `exec >>/srv/log/start 2>&1 </dev/null\n. /srv/clock.env\n${start}\n`,
  reload: `${reload}\n`,
})

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    // A file of this second may still be changing: servers that read one wait for the next second.
    const aWhileAgo = Date.now() / 1000 - 10
    utimesSync(join(folder, path), aWhileAgo, aWhileAgo)
  }
}

const greetsWithin = 10_000

/** Waits until a service sends its greeting; to connect is not enough. */
async function greets(service: Service, host: string, port: number, folder: string): Promise<void> {
  const until = performance.now() + greetsWithin
  const speaksFirst = !service.endsWith('s') || service === 'mx'
  while (performance.now() < until) {
    if (await isGreeted(host, port, speaksFirst)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const tail = logLines(folder).slice(-8).join(' | ')
  throw new HarnessFault(`no greeting from ${service} within ${greetsWithin / 1000} s; its log ends: ${tail}`)
}

const isGreeted = (host: string, port: number, speaksFirst: boolean): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    const ends = (greeted: boolean): void => {
      socket.destroy()
      resolve(greeted)
    }
    socket.setTimeout(2_000, () => ends(false))
    socket.once('error', () => ends(false))
    socket.once('close', () => ends(false))
    if (speaksFirst) socket.once('data', () => ends(true))
    else socket.once('connect', () => ends(true))
  })

const holdsFiles = (folder: string): boolean =>
  existsSync(folder) &&
  readdirSync(folder, { withFileTypes: true, recursive: true }).some((each) => each.isFile())

const logLines = (folder: string): readonly string[] =>
  ['namespace.log', ...readdirSync(join(folder, 'log')).map((file) => `log/${file}`)].flatMap((file) =>
    existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)
      : [],
  )

const folderPrefix = 'mailspec-server-'

/** Takes away the folders of processes that were killed: their servers ended with them. */
function sweeps(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(folderPrefix) && Number(name.slice(folderPrefix.length).split('-')[0])
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

const logsKept = 20

/** The logs of the latest servers stay, for whoever wants to know what one thought of it. */
function keepLogs(folder: string, name: string): void {
  const shelf = join(cacheFolder(), 'logs')
  const label = `${name}-${new Date().toISOString().replace(/[:.]/g, '-')}`
  cpSync(join(folder, 'log'), join(shelf, label), { recursive: true })
  const old = readdirSync(shelf)
    .filter((each) => each.startsWith(`${name}-2`))
    .sort()
    .slice(0, -logsKept)
  for (const each of old) rmSync(join(shelf, each), { recursive: true, force: true })
}
