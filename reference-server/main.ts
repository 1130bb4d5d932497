import { resolve } from 'node:path'
import { explanation } from './explanation.ts'
import { PolicyRefused, startReferenceServer, type LogEntry } from './index.ts'
import { doorsOf, type PlacedDoor, type Places } from './listen/doors.ts'
import { serviceTable, services, type Service } from './listen/service.ts'
import type { PolicyDocument } from './policy/document/document.ts'
import { isAvailable, type ProfileName } from './policy/document/profile.ts'
import { readPolicyFile, reasonOf, type PolicyFile, type ReadFile } from './policy-file.ts'
import { profiles } from './profiles/profiles.ts'
import type { Store } from './store/store.ts'
import { realSurroundings } from './surroundings/real-surroundings.ts'
import type { Surroundings } from './surroundings/surroundings.ts'

/** What `mailspec serve` is told. */
export interface ServeOptions {
  readonly profile: ProfileName
  /** A YAML file; without one the profile's defaults are all there is. It is read again whenever it changes. */
  readonly policyFile?: string | undefined
  /** Ports in place of the policy's; 0 is any free port. Naming some leaves the others closed. */
  readonly ports?: Partial<Readonly<Record<Service, number>>> | undefined
  /** Ports of services for which the policy file writes none. */
  readonly usualPorts?: Partial<Readonly<Record<Service, number>>> | undefined
  /** Where to listen; loopback unless the policy or this says more. */
  readonly host?: string | undefined
  /** The installation folder: where the product's own files stand. */
  readonly home?: string | undefined
  /** The folder in which mail is kept; without one it is kept in memory, as long as the server runs. */
  readonly data?: string | undefined
  /** Prints what is in force and what is not, and ends. */
  readonly explain?: boolean | undefined
}

/** Takes lines: what the server does, and what is wrong. */
export interface Voice {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** EX_USAGE: bad command line or policy file. */
const badUsage = 64

/** The folder of mail is in use, damaged, of a newer version, or cannot be written. */
const dataRefused = 3

/**
 * Runs the server until it is told to stop.
 *
 * @param stopped settles when the server is to end; SIGINT and SIGTERM end it by default
 * @returns the exit code: 0, or 64 or 3 with the problems told
 */
export async function serve(
  options: ServeOptions,
  voice: Voice,
  stopped: () => Promise<unknown> = untilSignal,
): Promise<number> {
  const surroundings = realSurroundings((entry) => voice.out(logLine(entry)), options.home)
  const file = await readPolicyFile(options.profile, options.policyFile, surroundings.interfaceNetworks())
  if ('problems' in file) {
    for (const problem of file.problems) voice.err(problem)
    return badUsage
  }
  if (options.explain) {
    warn(file, voice)
    for (const line of explanation(options.profile, file, openUnder(options, file))) voice.out(line)
    return 0
  }
  return run(options, file, { surroundings, voice, stopped })
}

interface ServeParts {
  readonly surroundings: Surroundings
  readonly voice: Voice
  readonly stopped: () => Promise<unknown>
}

async function run(
  options: ServeOptions,
  file: ReadFile,
  { surroundings, voice, stopped }: ServeParts,
): Promise<number> {
  const opened = await openStore(options.data, surroundings)
  if (typeof opened === 'string') {
    voice.err(`cannot serve: ${opened}`)
    return dataRefused
  }
  await using store = opened
  let written = file.document
  const listen = placesOf(options, () => written)
  const started = await startReferenceServer(
    { profile: options.profile, policy: file.document, listen, ...(store && { store }) },
    surroundings,
  ).catch((cause: unknown) => reasonOf(cause))
  if (typeof started === 'string') {
    voice.err(`cannot serve: ${started}`)
    return badUsage
  }
  await using server = started
  warn(file, voice)
  const { policyFile } = options
  if (policyFile !== undefined) {
    const read = () => readPolicyFile(options.profile, policyFile, surroundings.interfaceNetworks())
    const applies = (document: PolicyDocument): void => {
      server.apply(document)
      // Its ports are opened after this.
      written = document
    }
    const follow = follower(applies, { policyFile, read }, file.text, voice)
    surroundings.files.watch(resolve(policyFile), () => void follow())
    // It may have changed before anybody watched.
    await follow()
  }
  for (const service of services) {
    const endpoint = server.endpoint(service)
    if (endpoint) voice.out(`${service} ${endpoint.host}:${endpoint.port}`)
  }
  await stopped()
  return 0
}

/** Opens the store of a folder, where one is named. @returns why it cannot be opened, in place of it */
async function openStore(
  data: string | undefined,
  { clock }: Surroundings,
): Promise<Store | undefined | string> {
  if (data === undefined) return undefined
  // A Node before 24 warns of its SQLite as soon as that is loaded.
  const { DataRefused, openDataFolder } = await import('./store/data-folder.ts')
  try {
    return openDataFolder(data, new Date(clock.now()))
  } catch (cause) {
    if (cause instanceof DataRefused) return cause.message
    throw cause
  }
}

/** Has a server go by its policy file as it stands now; one that cannot be followed changes nothing. */
function follower(
  applies: (document: PolicyDocument) => void,
  { policyFile, read }: { readonly policyFile: string; readonly read: () => Promise<PolicyFile> },
  followed: string,
  voice: Voice,
): () => Promise<void> {
  const { out, err } = voice
  let last = followed
  const refuse = (problems: readonly string[]): void => {
    err(`${policyFile}: not applied, the previous policy stays in force`)
    for (const problem of problems) err(problem)
  }
  const follow = async (): Promise<void> => {
    const file = await read()
    if ('problems' in file) {
      last = ''
      return refuse(file.problems)
    }
    if (file.text === last) return
    last = file.text
    try {
      applies(file.document)
      warn(file, voice)
      out(`${policyFile}: now in force`)
    } catch (cause) {
      refuse(cause instanceof PolicyRefused ? cause.message.split('\n') : [reasonOf(cause)])
    }
  }
  // One after the other, so that the last change is the last to act.
  let turn = Promise.resolve()
  return () => (turn = turn.then(follow))
}

/** Tells what is followed as it stands, and may not be what was meant. */
function warn({ warnings }: ReadFile, { err }: Voice): void {
  for (const warning of warnings) err(`warning: ${warning}`)
}

/** Where doors open: at the ports asked for, or those the file writes, or else the usual ones. */
function placesOf(
  { profile, ports, usualPorts = {}, host }: ServeOptions,
  written: () => PolicyDocument,
): Places {
  return ({ service, port, address }) => {
    // The second basic port is there whether the submission rule acts on it or not.
    if (service === 'submission' && !ports && !isAvailable('submission.port', profiles[profile]))
      return undefined
    const { listen, submission } = written()
    const { setting } = serviceTable[service]
    const own = setting === undefined ? submission?.port : listen?.[setting]
    const open = ports ? ports[service] : (own ?? usualPorts[service] ?? port)
    return open === undefined ? undefined : { host: host ?? address ?? '127.0.0.1', port: open }
  }
}

/** The doors that would be open. */
const openUnder = (options: ServeOptions, { policy, document }: ReadFile): readonly PlacedDoor[] => {
  const { smtpCertificate, mailboxCertificate } = policy.tls
  const certified = (service: Service): boolean =>
    (serviceTable[service].protocol === 'smtp' ? smtpCertificate : mailboxCertificate) !== undefined
  return doorsOf(
    { policy, certified },
    placesOf(options, () => document),
  )
}

const logLine = ({ at, level, event, facts = {}, cause }: LogEntry): string => {
  const told = Object.entries(facts).map(([name, value]) => `${name}=${value}`)
  const why = cause === undefined ? [] : [reasonOf(cause)]
  return [new Date(at).toISOString(), level, event, ...told, ...why].join(' ')
}

const untilSignal = (): Promise<void> =>
  new Promise((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })
