import type { PolicyDocument } from '#policy-document'
import {
  createMemoryFiles,
  createVirtualClock,
  createZoneResolver,
  isImplicitTls,
  runTool,
  seededChance,
  startReferenceServer,
  type LogEntry,
  type Saboteur,
  type Places,
  type SeamName,
  type Service,
  type Surroundings,
} from '#reference-server'
import { interfaces } from '../../dsl/machine.ts'
import { certificateFor } from '../certificate.ts'
import { speaks } from '../../evidence/services.ts'
import type { Needs, StagedAccount, StagedOperator, Staging, Target } from '../target.ts'
import { stagedPeer, stagedSink } from '../staged-peer.ts'
import { openAddressBook } from './address-book.ts'
import { accountAt, hostname, merged, settingIn, withoutSecrets } from './documents.ts'
import { stagedCertificates } from './certificates.ts'
import { nobody, openOutside } from './outside.ts'

export interface ReferenceOptions {
  readonly saboteurs?: readonly Saboteur[]
  /** Told of every seam a scenario passes. */
  readonly onSeam?: (scenario: string, seam: SeamName) => void
}

/** The reference server, a fresh one for each scenario, in this process and on a clock that stands still. */
export function referenceTarget(options: ReferenceOptions = {}): Target {
  return {
    name: 'reference',
    software: 'mailspec reference server',
    clock: 'virtual',
    isReference: true,
    shortfalls: () => [],
    stage: (needs) => stage(needs, options),
  }
}

async function stage(needs: Needs, { saboteurs = [], onSeam }: ReferenceOptions): Promise<Staging> {
  const book = openAddressBook()
  const clock = createVirtualClock()
  const errors: LogEntry[] = []
  const files = createMemoryFiles()
  const around = await openOutside(needs, clock)
  let { zones } = around
  let networks: readonly string[] = []
  const surroundings: Surroundings = {
    clock,
    resolver: createZoneResolver(() => zones),
    log: (entry) => void (entry.level === 'error' && errors.push(entry)),
    files,
    interfaceNetworks: () => networks,
    peerAddress: (socket) => book.peerAddress(socket),
    dial: (address) => around.dial(address),
    random: seededChance(String(needs.seed)),
  }
  const certificate = needs.uses.includes('tls')
    ? await certificateFor({ hostname, address: '127.0.0.1', keys: 'ec' })
    : undefined
  const accounts: Record<string, StagedAccount> = {}
  for (const [name, address] of Object.entries(needs.accounts))
    accounts[name] = accountAt(address, needs.seed)
  const certificates = stagedCertificates(certificate)
  let named = merged(needs.policy, Object.values(accounts))
  const server = await startReferenceServer(
    {
      profile: needs.profile,
      policy: await certificates.made(named),
      listen: placesFor(needs),
      // Only stories about interfaces need more than one.
      ...(needs.policy.listen?.interfaces && { interfaces: Object.values(interfaces) }),
      ...(certificate && { certificate }),
    },
    surroundings,
    saboteurs,
    onSeam && ((seam) => onSeam(needs.scenario, seam)),
  )
  const applies = async (change: PolicyDocument, added: readonly StagedAccount[] = []): Promise<void> => {
    named = merged(named, added, change)
    server.apply(await certificates.made(named))
    await server.listening()
  }
  // Stories that are about STARTTLS say so themselves.
  const reached = <P extends Place | undefined>(service: Service, place: P) =>
    place && {
      ...place,
      tls: isImplicitTls(service) ? ('implicit' as const) : ('none' as const),
      ...certificates.trust(),
    }
  /** What a peer holds back is on its way for as long as the clock stands still. */
  const settles = (): Promise<boolean> =>
    Promise.race([
      server.idle().then(() => true),
      ...[...around.peers.values()].map((peer) => peer.holdsBack().then(() => false)),
    ])
  const operator: StagedOperator = {
    sets: async (change) => applies(change),
    adds: async (address) => {
      const account = accountAt(address, needs.seed)
      await applies({}, [account])
      return account
    },
    writes: async (file, lines) => {
      if (lines) files.write(file, lines.map((line) => `${line}\n`).join(''))
      else files.remove(file)
    },
    runs: async (command) => {
      const outcome = runTool(needs.profile, command.split(/\s+/).slice(1), (key) =>
        settingIn(server.policy, key),
      )
      if ('problem' in outcome) return outcome
      if (outcome.change) await applies(outcome.change)
      return { output: outcome.output }
    },
    restarts: async () => server.restart(),
    connects: async (given) => {
      networks = given
      await applies({})
    },
  }
  return {
    get policy() {
      return certificates.named(withoutSecrets(server.document))
    },
    endpoint: (service) => reached(service, server.endpoint(service)),
    door: (service, { port, at }) =>
      reached(
        service,
        server.endpoint(service, { port, ...(at !== undefined && { address: at }) }) ?? nobody,
      ),
    source: (address) => book.loopbackFor(address),
    accounts,
    now: () => clock.now(),
    settles,
    clock: { resolution: 1, now: () => clock.now(), moveTo: (instant) => clock.advanceTo(instant) },
    ...(around.sink && { sink: stagedSink(around.sink, settles) }),
    ...(around.peers.size > 0 && {
      peers: Object.fromEntries([...around.peers].map(([role, peer]) => [role, stagedPeer(peer, settles)])),
    }),
    operator,
    dns: {
      answers: async (name, records) => {
        zones = { ...zones, [name]: records }
      },
    },
    complaints: () => errors.map(({ event, cause }) => `the server logged ${event}: ${String(cause)}`),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await around[Symbol.asyncDispose]()
    },
  }
}

/** Only what a story can use is opened: mailboxes where there are accounts, or where it is about ports. */
const placesFor =
  ({ accounts, policy }: Needs): Places =>
  ({ service, address }) =>
    speaks(service, 'smtp') || Object.keys(accounts).length > 0 || policy.listen
      ? {
          host: address === interfaces.second ? '127.0.0.2' : '127.0.0.1',
          port: 0,
          // A listener like any other, where another port has become the second basic one.
          ...(service === 'submission' && { countsAs: 587 }),
        }
      : undefined

interface Place {
  readonly host: string
  readonly port: number
}
