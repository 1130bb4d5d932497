import { realSurroundings, startReferenceServer, type Saboteur, type VirtualClock } from '#reference-server'
import { selfSigned } from '../../../clients/testing/certificate.ts'
import { closedPort } from '../../../clients/testing/scripted-peer.ts'

/** Passwords of the accounts, as the environment of a test holds them. */
export const secrets = {
  ALICE_PASSWORD: 'tulip 4711 garden',
  BOB_PASSWORD: 'heron 0815 window',
  CAROL_PASSWORD: 'otter 2342 saddle',
} as const

export interface ServedOptions {
  /** Whether there is TLS: STARTTLS and STLS, and the services that begin with it. */
  readonly tls?: boolean
  /** The name or address its certificate is for. */
  readonly certifies?: string
  /** The product whose profile it has; Kerio's, with what the target files of these tests vouch for. */
  readonly profile?: 'kerio' | 'ics' | 'commgate'
  readonly policy?: object
  readonly saboteurs?: readonly Saboteur[]
  /** A clock the test turns, in place of the machine's. */
  readonly clock?: VirtualClock
}

/** A reference server on real time in this process. */
export interface Served extends AsyncDisposable {
  /** Where it hands all foreign mail to; nobody listens there yet. */
  readonly sink: { readonly host: string; readonly port: number }
  readonly ca: string
  port(service: string): number
  /** Services as a target file names them. */
  services(...names: readonly string[]): Readonly<Record<string, object>>
}

const anyPort = { host: '127.0.0.1', port: 0 }

/** Serves example.org and example.com; everything foreign goes to the sink. */
export async function serveReference({
  tls = false,
  certifies = 'mx.example.org',
  profile = 'kerio',
  policy = {},
  saboteurs = [],
  clock,
}: ServedOptions = {}): Promise<Served> {
  const sink = { host: '127.0.0.1', port: await closedPort() }
  const certificate = await selfSigned(certifies)
  const server = await startReferenceServer(
    {
      profile,
      policy: {
        server: { hostname: 'mx.example.org' },
        domains: { local: ['example.org', 'example.com'] },
        accounts: {
          'alice@example.org': { password: secrets.ALICE_PASSWORD },
          'bob@example.org': { password: secrets.BOB_PASSWORD },
          'carol@example.org': { password: secrets.CAROL_PASSWORD },
          'carol@example.com': { password: secrets.CAROL_PASSWORD },
        },
        ...(profile === 'kerio' && {
          relay: { mode: 'restricted', acceptSmtpAuth: true },
          popBeforeSmtp: { enabled: true, window: '30m' },
        }),
        delivery: { mode: 'relay' },
        smarthost: sink,
        ...policy,
      },
      listen: {
        mx: anyPort,
        pop3: anyPort,
        imap: anyPort,
        ...(tls && { submissions: anyPort, pop3s: anyPort, imaps: anyPort }),
      },
      ...(tls && { certificate }),
    },
    { ...realSurroundings(() => {}), ...(clock && { clock }) },
    saboteurs,
  )
  const portOf = (service: string): number => {
    const place = server.endpoint(service)
    if (!place) throw new Error(`the server has no ${service}`)
    return place.port
  }
  return {
    sink,
    ca: certificate.cert,
    port: portOf,
    services: (...names) =>
      Object.fromEntries(names.map((name) => [name, { host: '127.0.0.1', port: portOf(name) }])),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
