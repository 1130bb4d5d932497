import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import type { Shortfall } from '../target.ts'
import type { Network } from './container.ts'

/** The facts about this machine and its Docker that decide whether servers can run in containers. */
export interface Engine {
  readonly platform: string
  readonly hostname: string
  /** Whether this process may listen on ports 25 and 53, where the stage has its sink and its name servers. */
  readonly mayListen: boolean
  readonly hasLibrary: boolean
  readonly hasCommand: boolean
  /** Of the compose plugin: `2.26.1`. */
  readonly compose?: string
  /** Where the daemon is: `unix:///var/run/docker.sock`. */
  readonly endpoint?: string
  /** Why the daemon does not answer, in its client's words. */
  readonly trouble?: string
  readonly daemon?: Daemon
}

/** A daemon that answers. */
export interface Daemon {
  readonly version: string
  /** The machine it runs on, and its system: `Debian GNU/Linux 12 (bookworm)`, `Docker Desktop`. */
  readonly machine: string
  readonly system: string
  readonly containers: string
  readonly isRootless: boolean
}

const infoAnswer = z.object({
  ServerVersion: z.string().optional(),
  Name: z.string().optional(),
  OperatingSystem: z.string().optional(),
  OSType: z.string().optional(),
  SecurityOptions: z.array(z.string()).nullish(),
  ServerErrors: z.array(z.string()).optional(),
  ClientInfo: z
    .object({ Plugins: z.array(z.object({ Name: z.string(), Version: z.string().optional() })).nullish() })
    .optional(),
})

let seen: Engine | undefined

/** Examines Docker with its own command, once; starts nothing. */
export const readEngine = (): Engine => (seen ??= look())

function look(): Engine {
  const info = asked('info', '--format', '{{json .}}')
  const answer = infoAnswer.safeParse(parsed(info?.stdout ?? ''))
  const { ServerVersion, Name, OperatingSystem, OSType, SecurityOptions, ServerErrors, ClientInfo } =
    answer.data ?? {}
  const compose = ClientInfo?.Plugins?.find(({ Name: name }) => name === 'compose')?.Version
  const trouble = ServerErrors?.[0] ?? info?.stderr.split('\n')[0]
  const endpoint = asked('context', 'inspect', '--format', '{{.Endpoints.docker.Host}}')?.stdout.trim()
  const mayListen = process.getuid?.() === 0 || firstFreePort() <= 25
  return {
    platform: process.platform,
    hostname: hostname(),
    mayListen,
    hasLibrary: isInstalled('testcontainers'),
    hasCommand: info !== undefined,
    ...(compose !== undefined && { compose: compose.replace(/^v/, '') }),
    ...(endpoint !== undefined && endpoint !== '' && { endpoint }),
    ...(ServerVersion
      ? {
          daemon: {
            version: ServerVersion,
            machine: Name ?? '',
            system: OperatingSystem ?? '',
            containers: OSType ?? '',
            isRootless: SecurityOptions?.some((option) => option.startsWith('name=rootless')) ?? false,
          },
        }
      : trouble !== undefined && { trouble }),
  }
}

/** Says in one sentence why servers cannot run in containers, and what would help. */
export function engineShortfalls(engine: Engine, network: Network = 'host'): readonly Shortfall[] {
  const { daemon, endpoint = '', compose } = engine
  const sentences: readonly (readonly [boolean, string])[] = [
    [!engine.hasCommand, 'the docker command is not installed (Debian: apt-get install docker.io)'],
    [
      !engine.hasLibrary,
      'the npm package testcontainers is not installed ("pnpm install" installs it, unless optional packages are left out)',
    ],
    [
      daemon === undefined,
      `the Docker daemon does not answer: ${engine.trouble ?? 'no message'} (start it, or set DOCKER_HOST to its address)`,
    ],
    [
      !/^[2-9]/.test(compose ?? ''),
      'docker lacks version 2 of the compose plugin (docker-compose-plugin, or docker-compose in Debian 13)',
    ],
    [
      daemon !== undefined && daemon.containers !== 'linux',
      `its containers run ${daemon?.containers}, but the servers need Linux`,
    ],
    [
      network === 'host' && (engine.platform !== 'linux' || daemon?.system === 'Docker Desktop'),
      'Docker runs in a virtual machine here: its containers do not share the loopback addresses that tell clients apart (use a Docker daemon on Linux, or set MAILSPEC_DOCKER_NETWORK=bridge to play the scenarios that do not need them)',
    ],
    [
      network === 'host' && (daemon?.isRootless ?? false),
      'the Docker daemon is rootless: its containers do not share the loopback addresses that tell clients apart (use one that runs as root, or set MAILSPEC_DOCKER_NETWORK=bridge to play the scenarios that do not need them)',
    ],
    [
      !endpoint.startsWith('unix:') ||
        (daemon?.machine !== engine.hostname && daemon?.system !== 'Docker Desktop'),
      `the Docker daemon runs on another machine, ${daemon?.machine ?? endpoint}: its containers see neither the folders nor the loopback addresses of this one`,
    ],
    [
      network === 'host' && !engine.mayListen,
      'it needs root, because the sink and the name servers use ports 25 and 53',
    ],
  ]
  const [first] = sentences.filter(([holds]) => holds)
  return first ? [{ need: 'Docker', why: first[1] }] : []
}

const patience = 5_000

function asked(...args: readonly string[]) {
  const { error, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8', timeout: patience })
  if (error && 'code' in error && error.code === 'ENOENT') return undefined
  return { stdout, stderr: error ? `it took longer than ${patience / 1000} s` : stderr }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // An old client, or none: nothing is known of it.
    return undefined
  }
}

function isInstalled(name: string): boolean {
  try {
    return import.meta.resolve(name) !== ''
  } catch {
    return false
  }
}

/** From which port on everybody may listen. */
function firstFreePort(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))
  } catch {
    // Not Linux: that is said in a sentence of its own.
    return 1024
  }
}
