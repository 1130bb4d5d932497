import { join } from 'node:path'
import type { Service } from '#evidence'
import type { Records } from '#dsl'
import type { Sink } from '#peers'
import { HarnessFault } from '../../evidence/faults.ts'
import { certificateFor } from '../certificate.ts'
import type { Endpoint } from '../target.ts'
import { createTurnedClock, type TurnedClock } from './clock.ts'
import type { Configures } from './configurer.ts'
import type { Enclosure, Opens, Place } from './enclosure.ts'
import { filesOf, holdsFiles, writeFiles } from './files.ts'
import { makeFolder } from './folder.ts'
import { greets } from './greeting.ts'
import { stage, type ServerKind } from '../adapter/kind.ts'
import { keepLogs, logReader } from './logs.ts'
import { portsOf, tlsAt } from './ports.ts'
import { openProxies } from './proxies.ts'
import { openNoSurroundings, openSurroundings, surroundingFiles } from './surroundings.ts'

/** A server that runs in an enclosure of its own, with name servers, a sink and a clock of its own. */
export interface Instance {
  /** Addresses already used with it: what it remembers about them cannot be erased. */
  readonly known: Set<string>
  /** Its state no longer matches its configuration: it is not reused. */
  spoilt: boolean
  readonly folder: string
  /** Where a service is, while it is open. */
  endpoint(service: Service): Endpoint | undefined
  readonly clock: TurnedClock
  readonly sink: Sink
  readonly zones: Map<string, Records>
  /** Where the peers of a story stand, each at an address of its own. */
  readonly peerAddress: (index: number) => string
  /** Makes it read another configuration. */
  reconfigures(configures: Configures): Promise<void>
  /** Has mail that waits tried again, where its own timer does not see that time was turned over. */
  runsQueue(): Promise<void>
  /** Stops it and starts it again, its files as they are. */
  restarts(): Promise<void>
  /** Tells whether mail is on its way. */
  hasPending(): boolean
  /** The lines that report a fault, logged since the last call. */
  complaints(): readonly string[]
  stops(): Promise<void>
}

export interface InstanceParts {
  readonly kind: ServerKind
  readonly opens: Opens
  readonly configures: Configures
  /** Whether it is given a certificate. */
  readonly hasTls: boolean
  /** Whether its network is apart from this machine's. */
  readonly hasOwnNetwork: boolean
}

/** Starts a server and waits until it greets. @throws HarnessFault with the end of its log when it does not */
export async function startInstance(parts: InstanceParts): Promise<Instance> {
  const { kind, opens, hasTls, hasOwnNetwork } = parts
  let { configures } = parts
  const own = makeFolder()
  const folder = own.path
  let enclosure: Enclosure | undefined
  const zones = new Map<string, Records>()
  const clock = createTurnedClock(folder, () => enclosure)
  const surroundings = hasOwnNetwork ? openNoSurroundings : openSurroundings
  const { dns, sink, host, reachedAt, peerAddress } = await surroundings(zones, () => clock.now())
  for (const domain of stage.foreignDomains) zones.set(domain, { MX: [{ preference: 10, host: stage.sink }] })
  zones.set(stage.sink, { A: [sink.host] })
  const certificate = hasTls
    ? await certificateFor({ hostname: stage.hostname, address: reachedAt, keys: 'rsa' })
    : undefined
  const ports = portsOf(kind)
  const proxies =
    hasOwnNetwork && kind.takesProxy
      ? await openProxies([...ports.values()], (port) => enclosure?.reaches?.(port))
      : undefined
  let listening: readonly Service[] = []
  const writes = (): void => {
    const configuration = configures({ host, ports, sink: sink.host, isProxied: proxies !== undefined })
    listening = configuration.listening
    writeFiles(folder, {
      ...surroundingFiles(kind, dns.host),
      ...(certificate && pemFiles(certificate)),
      ...filesOf(configuration, clock, kind.clockReach ?? 'environment'),
    })
  }
  const reached = (port: number): Place => enclosure?.reaches?.(port) ?? { host, port }
  const placeOf = (port: number): Place => proxies?.places.get(port) ?? reached(port)
  const allGreet = async (): Promise<void> => {
    for (const service of listening) {
      const place = placeOf(ports.get(service) ?? 0)
      await greets(service, place.host, place.port, folder)
    }
  }
  const starts = async (): Promise<void> => {
    enclosure = await opens(folder)
    await allGreet()
  }
  const freshLines = logReader(folder)
  const stops = async (): Promise<void> => {
    await enclosure?.stops()
    await dns[Symbol.asyncDispose]()
    await sink.close()
    await proxies?.closes()
    keepLogs(folder, kind.name)
    own.removes()
  }
  try {
    writes()
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
      const tls = tlsAt(service, kind)
      return port === undefined
        ? undefined
        : { ...placeOf(port), tls, ...(certificate && { ca: certificate.cert }) }
    },
    clock,
    sink,
    zones,
    peerAddress,
    reconfigures: async (changed) => {
      configures = changed
      writes()
      const { ok, output } = (await enclosure?.runs('bash', ['/srv/reload'])) ?? { ok: false, output: '' }
      if (!ok) throw new HarnessFault(`${kind.title} did not accept its new configuration: ${output}`)
      await allGreet()
    },
    runsQueue: async () => {
      const { queueRuns } = kind
      if (typeof queueRuns === 'object') await enclosure?.runs('bash', ['-c', queueRuns.shell])
    },
    restarts: async () => {
      await enclosure?.stops()
      await starts()
    },
    hasPending: () => kind.queues.some((queue) => holdsFiles(join(folder, queue))),
    complaints: () => freshLines().filter((line) => kind.faults.test(line)),
    stops,
  }
}

const pemFiles = ({ cert, key }: { readonly cert: string; readonly key: string }) => ({
  'tls/cert.pem': cert,
  'tls/key.pem': key,
})
