import { readFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import { parse, stringify } from 'yaml'
import { startReferenceServer, type LogEntry } from './index.ts'
import { services, type Endpoint, type Service } from './listen/service.ts'
import { notInForce, readPolicy, type Policy, type PolicyDocument } from './policy/document.ts'
import type { Product } from './policy/profile.ts'
import { profiles } from './profiles/profiles.ts'
import { realSurroundings } from './surroundings/real-surroundings.ts'

/** What `mailspec serve` is told. */
export interface ServeOptions {
  readonly profile: Product
  /** A YAML file; without one the profile's defaults are all there is. */
  readonly policyFile?: string | undefined
  /** Ports in place of the policy's; 0 is any free port. Naming some leaves the others closed. */
  readonly ports?: Partial<Readonly<Record<Service, number>>>
  /** Where to listen; loopback unless the policy or this says more. */
  readonly host?: string | undefined
  /** Prints what is in force and what is not, and ends. */
  readonly explain?: boolean
}

/** EX_USAGE: bad command line or policy file. */
const badUsage = 64

/**
 * Runs the server until it is told to stop.
 *
 * @param out     takes a line of output
 * @param stopped settles when the server is to end; SIGINT and SIGTERM end it by default
 * @returns the exit code: 0, or 64 with the problems printed
 */
export async function serve(
  options: ServeOptions,
  out: (line: string) => void,
  stopped: () => Promise<unknown> = untilSignal,
): Promise<number> {
  let document: PolicyDocument
  try {
    document = options.policyFile === undefined ? {} : parse(await readFile(options.policyFile, 'utf8'))
  } catch (cause) {
    out(`${options.policyFile}: ${reasonOf(cause)}`)
    return badUsage
  }
  const reading = readPolicy(profiles[options.profile], [document ?? {}])
  if (reading.problems) {
    for (const { path, text } of reading.problems) out(`${path}: ${text}`)
    return badUsage
  }
  if (options.explain) {
    for (const line of explanation(options.profile, reading.policy, reading.document)) out(line)
    return 0
  }
  return run(options, reading.policy, document ?? {}, out, stopped)
}

async function run(
  options: ServeOptions,
  policy: Policy,
  document: PolicyDocument,
  out: (line: string) => void,
  stopped: () => Promise<unknown>,
): Promise<number> {
  await using server = await startReferenceServer(
    {
      profile: options.profile,
      policy: await withPemFiles(document),
      listen: endpointsOf(options, policy),
    },
    realSurroundings((entry) => out(logLine(entry))),
  )
  for (const service of services) {
    const endpoint = server.endpoint(service)
    if (endpoint) out(`${service} ${endpoint.host}:${endpoint.port}`)
  }
  await stopped()
  return 0
}

/** A policy with the PEM files it names read into it. */
async function withPemFiles(document: PolicyDocument): Promise<PolicyDocument> {
  if (!document.tls) return document
  const { smtpCertificate, mailboxCertificate } = document.tls
  return {
    ...document,
    tls: {
      ...document.tls,
      ...(smtpCertificate && { smtpCertificate: await withPem(smtpCertificate) }),
      ...(mailboxCertificate && { mailboxCertificate: await withPem(mailboxCertificate) }),
    },
  }
}

type WrittenCertificate = { readonly chain: string; readonly key: string }

const withPem = async ({ chain, key }: WrittenCertificate): Promise<WrittenCertificate> => ({
  chain: await pemOf(chain),
  key: await pemOf(key),
})

const pemOf = (written: string): Promise<string> =>
  written.startsWith('-----BEGIN') ? Promise.resolve(written) : readFile(written, 'utf8')

/** The ports to open: those asked for, or the policy's. */
function endpointsOf({ ports, host }: ServeOptions, policy: Policy): Partial<Record<Service, Endpoint>> {
  const { listen, submission, tls } = policy
  const usual: Partial<Record<Service, number>> = {
    mx: listen.smtpPort,
    pop3: listen.pop3Port,
    ...(submission.enabled && { submission: submission.port }),
    ...(tls.smtpCertificate && { submissions: listen.smtpsPort }),
    ...(tls.mailboxCertificate && { pop3s: listen.pop3sPort }),
  }
  const address = host ?? listen.interfaces[0] ?? '127.0.0.1'
  const open: Partial<Record<Service, Endpoint>> = {}
  for (const service of services) {
    const port = (ports ?? usual)[service]
    if (port !== undefined) open[service] = { host: address, port }
  }
  return open
}

/** What holds and what does not, with secrets left out. */
function explanation(product: Product, policy: Policy, document: PolicyDocument): string[] {
  const { accounts, tls, ...rest } = document
  const { smtpCertificate, mailboxCertificate, ...versions } = tls ?? {}
  const shown = {
    ...rest,
    ...(accounts && { accounts: Object.keys(accounts) }),
    ...(tls && {
      tls: {
        ...versions,
        ...(smtpCertificate && { smtpCertificate: 'given' }),
        ...(mailboxCertificate && { mailboxCertificate: 'given' }),
      },
    }),
  }
  const idle = notInForce(policy, profiles[product])
  return [
    `# ${product}: in force`,
    ...stringify(shown).trimEnd().split('\n'),
    `# ${product}: not in force`,
    ...(idle.length > 0 ? idle : ['nothing']),
  ]
}

const logLine = ({ at, level, event, facts = {}, cause }: LogEntry): string => {
  const told = Object.entries(facts).map(([name, value]) => `${name}=${value}`)
  const why = cause === undefined ? [] : [reasonOf(cause)]
  return [new Date(at).toISOString(), level, event, ...told, ...why].join(' ')
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : inspect(cause))

const untilSignal = (): Promise<void> =>
  new Promise((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })
