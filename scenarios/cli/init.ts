import { existsSync, writeFileSync } from 'node:fs'
import type { Service } from '#evidence'
import { isImplicitTls, services, serviceTable } from '../evidence/services.ts'
import { readBook } from '../run/plan/book.ts'
import { isAboutCertificate, lookAt, type Blocked, type LookOptions } from '../doctor/look.ts'
import { exitCodes, UsageError } from './exit.ts'
import { accountNames, domainSeen, targetFileText, type FoundService } from './init-text.ts'
import type { Io } from './io.ts'
import { givenPath, shortPath } from './paths.ts'

export interface InitOptions extends Partial<Readonly<Record<Service, number>>>, Known {
  readonly host: string
  readonly out: string
  readonly force?: boolean
}

/** What cannot be seen of a server. */
interface Known {
  /** A domain that it hosts. */
  readonly domain?: string
  /** Names that log in. */
  readonly account?: readonly string[]
}

/**
 * `mailspec init`: examines the given ports, or else the well-known ones, and writes a target file with what it found.
 * It does not log in or send mail. What it cannot see it asks, where somebody is there to answer.
 *
 * @returns 0, or 2 when a given port cannot be examined, or no well-known one answers: then nothing is written
 * @throws UsageError for a file that already exists
 */
export async function init(
  options: InitOptions,
  io: Io,
  { deadlines = {}, portOf = wellKnown }: Looking = {},
): Promise<number> {
  const { host, force = false } = options
  const out = givenPath(options.out)
  if (existsSync(out) && !force)
    throw new UsageError(`${shortPath(out)} already exists; --force overwrites it`)
  const given = services.filter((service) => options[service] !== undefined)
  const looked = await Promise.all(
    (given.length > 0 ? given : services).map(async (service) => {
      const port = options[service] ?? portOf(service)
      return { service, port, seen: await looksAt(service, { host, port }, deadlines) }
    }),
  )
  const found: FoundService[] = []
  for (const { service, port, seen } of looked) {
    if (!('blocked' in seen)) found.push({ service, port, ...seen })
    else if (given.length > 0) return refuses(io, `${host}:${port}: ${seen.blocked}`)
  }
  if (found.length === 0) {
    const tried = looked.map(({ service, port }) => `${service} ${port}`).join(', ')
    return refuses(io, `${host} answers at none of ${tried}; give the ports: --mx 2525 --pop3 2110`)
  }
  for (const { service, port, look } of found) io.out(`${service.padEnd(12)} ${port}  ${look.greeting}\n`)
  const schema = new URL('../targets/remote/target-file.schema.json', import.meta.url).href
  const known = await asked(options, domainSeen(found), io)
  const book = await readBook()
  writeNew(out, targetFileText({ host, sources: sourcesTowards(host), found, schema, book, ...known }))
  io.out(
    `\n${shortPath(out)} written. Fill in what only you know, then run: mailspec doctor ${shortPath(out)}\n`,
  )
  return exitCodes.ok
}

interface Looking extends Pick<LookOptions, 'deadlines'> {
  /** Where a service is looked for if no port is given. */
  readonly portOf?: (service: Service) => number
}

/** The port where a service usually listens. */
const wellKnown = (service: Service): number => serviceTable[service].port

function refuses(io: Io, why: string): number {
  io.err(`mailspec: nothing written: ${why}\n`)
  return exitCodes.inconclusive
}

/** The domain and the accounts: as given, as answered, or as the server's name makes them likely. */
async function asked(
  { domain, account }: Known,
  likely: string,
  { asks }: Io,
): Promise<{ readonly domain: string; readonly logins: readonly string[] }> {
  const answer = async (question: string, usual: string): Promise<string> => {
    const said = (await asks?.(`${question} [${usual}]: `))?.trim() ?? ''
    return said === '' ? usual : said
  }
  const hosts = domain ?? (await answer('A domain that it hosts', likely))
  if (account) return { domain: hosts, logins: account.slice(0, accountNames.length) }
  const logins: string[] = []
  for (const name of accountNames.slice(0, 2)) {
    logins.push(await answer(`An account, as it logs in (${name} in scenarios)`, `${name}@${hosts}`))
  }
  return { domain: hosts, logins }
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
