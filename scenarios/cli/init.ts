import { existsSync, writeFileSync } from 'node:fs'
import type { Service } from '#evidence'
import { isImplicitTls, services } from '../evidence/services.ts'
import { readBook } from '../run/plan/book.ts'
import { isAboutCertificate, lookAt, type Blocked, type LookOptions } from '../doctor/look.ts'
import { exitCodes, UsageError } from './exit.ts'
import { targetFileText, type FoundService } from './init-text.ts'
import type { Io } from './io.ts'
import { givenPath, shortPath } from './paths.ts'

export interface InitOptions extends Partial<Readonly<Record<Service, number>>> {
  readonly host: string
  readonly out: string
  readonly force?: boolean
}

/**
 * `mailspec init`: examines the given ports and writes a target file with what it found. It does not log in or send
 * mail.
 *
 * @returns 0, or 2 when a port cannot be examined: then nothing is written
 * @throws UsageError without any port, and for a file that already exists
 */
export async function init(
  options: InitOptions,
  io: Io,
  { deadlines = {} }: Pick<LookOptions, 'deadlines'> = {},
): Promise<number> {
  const { host, force = false } = options
  const out = givenPath(options.out)
  const asked = services.flatMap((service) => {
    const port = options[service]
    return port === undefined ? [] : [{ service, port }]
  })
  if (asked.length === 0) {
    throw new UsageError(
      'name the ports to examine: mailspec init --host mx.example.org --mx 25 --submission 587 --pop3 110',
    )
  }
  if (existsSync(out) && !force)
    throw new UsageError(`${shortPath(out)} already exists; --force overwrites it`)
  const found: FoundService[] = []
  for (const { service, port } of asked) {
    const seen = await looksAt(service, { host, port }, deadlines)
    if ('blocked' in seen) {
      io.err(`mailspec: nothing written: ${host}:${port}: ${seen.blocked}\n`)
      return exitCodes.inconclusive
    }
    found.push({ service, port, ...seen })
  }
  const schema = new URL('../targets/remote/target-file.schema.json', import.meta.url).href
  const text = targetFileText({
    host,
    sources: sourcesTowards(host),
    found,
    schema,
    book: await readBook(),
  })
  writeNew(out, text)
  for (const { service, look } of found) io.out(`${service.padEnd(12)} ${look.greeting}\n`)
  io.out(
    `\n${shortPath(out)} written. Fill in what only you know, then run: mailspec doctor ${shortPath(out)}\n`,
  )
  return exitCodes.ok
}

/** Looks with a certificate that this machine trusts, or else with whatever certificate there is. */
async function looksAt(
  service: Service,
  place: { readonly host: string; readonly port: number },
  deadlines: NonNullable<LookOptions['deadlines']>,
): Promise<Pick<FoundService, 'look' | 'trust'> | Blocked> {
  const mode = isImplicitTls(service) ? 'implicit' : 'starttls'
  const trusting = (verifies: boolean): ReturnType<typeof lookAt> =>
    lookAt(service, { ...place, tls: { mode, verifies } }, { deadlines })
  const verified = await trusting(true)
  if (!('blocked' in verified)) return { look: verified }
  if (!isAboutCertificate(verified.blocked)) return verified
  const look = await trusting(false)
  return 'blocked' in look ? look : { look, trust: 'any' }
}

function writeNew(out: string, text: string): void {
  try {
    writeFileSync(out, text)
  } catch (error) {
    throw new UsageError(
      `${shortPath(out)} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** How many addresses are written down where all of a network are at hand. */
const manySources = 24

/**
 * Addresses that clients can come from without anybody setting them up: on Linux each of 127.0.0.0/8, for a server that
 * listens there. None where the operating system has to choose.
 */
function sourcesTowards(host: string, platform: NodeJS.Platform = process.platform): readonly string[] {
  if (platform !== 'linux' || !/^(?:127(?:\.\d+){3}|localhost)$/i.test(host)) return []
  return Array.from({ length: manySources }, (_, number) => `127.0.0.${number + 2}`)
}
