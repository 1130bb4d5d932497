import { createCircumstances } from './circumstances.ts'
import { createExamination } from './content/content.ts'
import { createDelivery } from './delivery/delivery.ts'
import type { QueuedMessage } from './delivery/queued-message.ts'
import { openServices } from './listen/open-services.ts'
import { doorsOf, type Door, type PlacedDoor, type Places } from './listen/doors.ts'
import { services, type Endpoint, type Service } from './listen/service.ts'
import { keepsTls, type Certificate, type Tls } from './listen/tls.ts'
import { lookUpsThrough } from './look-ups.ts'
import { readPolicy, type Policy, type PolicyDocument, type Problem } from './policy/document/document.ts'
import { createEngine } from './policy/engine.ts'
import type { ProfileName, Profile } from './policy/document/profile.ts'
import { groundOf } from './profiles/ground.ts'
import { profiles } from './profiles/profiles.ts'
import { sabotage, type Saboteur } from './saboteurs/saboteur.ts'
import { createCredentials, type Credentials } from './sasl/credentials.ts'
import { createLogins } from './sasl/logins.ts'
import type { ComparedLogin } from './sasl/seams.ts'
import { seams, seamsWith, type SeamName, type Seams } from './seams.ts'
import { createRoom } from './smtp/octet-blocks.ts'
import { repliesFor } from './smtp/replies.ts'
import type { Accounts } from './store/account.ts'
import { createAccounts } from './store/accounts.ts'
import { boundedStore, spaceIn } from './store/bounded-store.ts'
import { createMemoryStore } from './store/memory-store.ts'
import type { Store } from './store/store.ts'
import type { Surroundings } from './surroundings/surroundings.ts'

export { seededChance } from './surroundings/chance.ts'
export { isImplicitTls } from './listen/service.ts'
export type { Places } from './listen/doors.ts'
export { createMemoryFiles } from './surroundings/files.ts'
export type { LogEntry } from './surroundings/log.ts'
export { runTool } from './profiles/tool.ts'
export { realSurroundings } from './surroundings/real-surroundings.ts'
export type { Surroundings } from './surroundings/surroundings.ts'
export { createVirtualClock, type VirtualClock } from './surroundings/virtual-clock.ts'
export { createZoneResolver, type Zones } from './surroundings/zone-resolver.ts'
export { saboteur, type Saboteur } from './saboteurs/saboteur.ts'
export type { SeamName, Service }

/** What a server is built from. */
export interface ServerOptions {
  readonly profile: ProfileName
  readonly policy: PolicyDocument
  /**
   * Where the doors that the policy asks for open; or the services to listen on, whatever the policy says. Port 0 is
   * any free port.
   */
  readonly listen: Places | Partial<Readonly<Record<Service, Endpoint>>>
  /** The interfaces of the machine; where they are not known, a service that is on all of them has one place. */
  readonly interfaces?: readonly string[]
  /** The certificate of services for which the policy names none. Without any there is no TLS. */
  readonly certificate?: Certificate
  /** Where mail is kept after the server ends; in memory if absent. */
  readonly store?: Store
}

/** A running server. Disposing of it drops all connections. */
export interface ReferenceServer extends AsyncDisposable {
  /** The policy in force. */
  readonly policy: Policy
  /** The same as a document, defaults written out. */
  readonly document: PolicyDocument
  /**
   * Where a service is found; undefined when the server does not listen on it.
   *
   * @param at the port and interface it has in the policy, where they matter
   */
  endpoint(service: string, at?: Partial<Pick<Door, 'port' | 'address'>>): Endpoint | undefined
  /** The contents of the mailboxes. */
  readonly accounts: Accounts
  /** Messages that are waiting or on their way: who has been reached, and when the others are tried next. */
  queued(): readonly QueuedMessage[]
  /** Settles when no delivery is on its way. */
  idle(): Promise<void>
  /**
   * Follows another policy from now on. Memories stay and open sessions continue; the host name stays that of the start.
   *
   * @throws PolicyRefused; then the previous policy stays in force
   */
  apply(policy: PolicyDocument): void
  /** Settles when the ports are open that the policy last applied asks for. One that cannot be opened is logged. */
  listening(): Promise<void>
  /**
   * Stops and starts the SMTP service as far as rules are concerned: settings that wait for a restart come into force.
   */
  restart(): void
}

/** A policy that cannot be followed, with all its problems. */
export class PolicyRefused extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, text }) => `${path}: ${text}`).join('\n'))
    this.name = 'PolicyRefused'
    this.problems = problems
  }
}

/** The largest message there is memory for, whatever the policy says. */
const maxMessageOctets = 64 * 2 ** 20

/** The memory that all messages still arriving may occupy together; a message beyond it is deferred. */
const maxArrivingOctets = 4 * maxMessageOctets

/**
 * Starts a server.
 *
 * @param saboteurs faults to put in; none outside of tests
 * @param onSeam    hears of every seam that is passed
 * @throws PolicyRefused before any port is opened
 */
export async function startReferenceServer(
  options: ServerOptions,
  surroundings: Surroundings,
  saboteurs: readonly Saboteur[] = [],
  onSeam?: (seam: SeamName) => void,
): Promise<ReferenceServer> {
  const profile = profiles[options.profile]
  let reading = read(profile, options.policy, surroundings)
  const ask = seamsWith(sabotage(seams, saboteurs), onSeam)
  const engine = createEngine(reading.policy, profile.conduct, {
    ask,
    lookUps: lookUpsThrough(surroundings),
  })
  const circumstances = createCircumstances(engine, ask, surroundings)
  circumstances.adopt(reading.policy)
  let known = credentialsOf(reading.policy, ask, surroundings)
  const { hostname } = reading.policy.server
  const { clock, log, random } = surroundings
  const limit = (): number => engine.policy.store.maxSize || Infinity
  const kept = options.store ?? createMemoryStore()
  const store = boundedStore(kept, limit)
  const accounts = createAccounts({
    store,
    clock,
    onFault: (cause) => log({ at: clock.now(), level: 'error', event: 'store-fault', cause }),
  })
  const delivery = createDelivery({ engine, ask, accounts, store, surroundings })
  const credentials = createLogins({
    clock,
    credentials: {
      check: (sent) => known.check(sent),
      scramKeys: (login) => known.scramKeys(login),
    },
    isAccount: (name) => reading.policy.accounts.has(name),
    firstDelay: () => engine.policy.auth.failureDelay,
    onDelay: (address, length) => {
      const facts = { address, seconds: String(length / 1000) }
      log({ at: clock.now(), level: 'info', event: 'login-delayed', facts })
    },
  })
  const replies = repliesFor(options.profile)
  const common = {
    hostname,
    credentials,
    mayLogIn: (connection: { readonly secure: boolean }) => ask['auth.may-log-in'](connection, engine.policy),
    accepts: (login: ComparedLogin) => ask['login.accepts'](login),
    clock,
    log,
    random,
  }
  const tlsOf = tlsUnder(options.certificate, ask, surroundings)
  let tls = tlsOf(reading.policy)
  const wanted = (): readonly PlacedDoor[] => doorsFor(options, reading.policy, tls, ask)
  const open = await openServices(wanted(), {
    surroundings,
    tls: (service) => tls(service),
    limits: () => {
      const { maxConnections, maxConnectionsPerAddress } = engine.policy.server
      return { inAll: maxConnections, perSource: maxConnectionsPerAddress }
    },
    smtp: {
      ...common,
      engine,
      ask,
      replies: (name, words) => replies(ask['reply.given'](name), words),
      maxMessageOctets,
      largestMessage: () => ask['message-size.largest'](engine.policy),
      room: createRoom(maxArrivingOctets),
      space: spaceIn(kept, limit),
      examine: createExamination({ policy: () => engine.policy, ask, clock, log }),
      accept: (item) => delivery.accept(item),
    },
    mailbox: {
      ...common,
      isLogin: (moment) => ask['mailbox.is-login'](moment),
      accounts,
      engine,
      ask,
    },
  })
  delivery.resume()
  // One change of ports after the other, so that the last one decides.
  let listening = Promise.resolve()
  const reopens = (): Promise<void> =>
    open.follow(wanted()).catch((cause: unknown) => {
      log({ at: clock.now(), level: 'error', event: 'port-not-opened', cause })
    })
  return {
    get policy() {
      return reading.policy
    },
    get document() {
      return reading.document
    },
    endpoint: (service, at) => open.endpoint(service, at),
    accounts,
    queued: () => delivery.queued(),
    idle: () => delivery.idle(),
    apply: (document) => {
      reading = read(profile, document, surroundings)
      known = credentialsOf(reading.policy, ask, surroundings)
      engine.adopt(reading.policy)
      circumstances.adopt(reading.policy)
      tls = tlsOf(reading.policy)
      listening = listening.then(reopens)
    },
    listening: () => listening,
    restart: () => engine.restart(),
    [Symbol.asyncDispose]: async () => {
      const delivered = delivery.close()
      circumstances.close()
      await listening
      await open[Symbol.asyncDispose]()
      await delivered
    },
  }
}

function read(profile: Profile, document: PolicyDocument, { interfaceNetworks }: Surroundings) {
  const reading = readPolicy(profile, [groundOf(profile, interfaceNetworks()), document])
  if (reading.problems) throw new PolicyRefused(reading.problems)
  return reading
}

/** The doors of a policy, or those of the services named. */
function doorsFor(
  { listen, interfaces = [] }: Pick<ServerOptions, 'listen' | 'interfaces'>,
  policy: Policy,
  tls: (service: Service) => Tls | undefined,
  ask: Seams,
): readonly PlacedDoor[] {
  if (typeof listen === 'function') {
    const certified = (service: Service): boolean => tls(service) !== undefined
    return doorsOf({ policy, certified, machine: interfaces }, listen, ask)
  }
  return services.flatMap((service) => {
    const place = listen[service]
    return place
      ? [{ service, port: ask['door.port']({ service, certified: true, policy }), address: undefined, place }]
      : []
  })
}

/** The TLS of each service, with the certificate that a policy names for its protocol, or else the server's. */
function tlsUnder(usual: Certificate | undefined, ask: Seams, { clock }: Surroundings) {
  const tlsWith = keepsTls(clock)
  return (policy: Policy) =>
    (service: Service): Tls | undefined => {
      const named = ask['tls.certificate']({ service, policy })
      const used = named ? { cert: named.chain, key: named.key } : usual
      return tlsWith(used, ask['tls.versions']({ service, policy }))
    }
}

const credentialsOf = ({ accounts, domains }: Policy, ask: Seams, { random }: Surroundings): Credentials =>
  createCredentials({
    accounts: Object.fromEntries(accounts),
    domains: [...domains.local],
    random,
    compared: (password) => ask['login.compared-password'](password),
  })
