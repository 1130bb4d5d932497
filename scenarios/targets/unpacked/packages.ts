import { createHash } from 'node:crypto'
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { apt, orUnmet, type Release } from './apt.ts'

/** Packages to be unpacked together: a name of ours for them, and theirs. */
export interface PackageSet {
  readonly name: string
  readonly packages: readonly string[]
  /** Where those packages come from, when not from the machine's own suite. */
  readonly release?: Release
  /** What comes from elsewhere, as name_version: what `prepares` puts there. Another list is another folder. */
  readonly others?: readonly string[]
  /** Work that is done once, on the folder they were unpacked to. @throws NeedUnmet */
  prepares?(prefix: string): Promise<void>
}

/** Where unpacked packages are kept: MAILSPEC_CACHE, or a folder of the user's cache. */
export const cacheFolder = (): string =>
  process.env['MAILSPEC_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mailspec')

/** The package every server is unpacked with. */
const clockPackage = 'libfaketime'

const manifest = '.packages'

/** The folder a set is unpacked to, whether it has been or not. */
export function prefixOf({ name, packages, release, others = [] }: PackageSet, suite: string): string {
  const key = createHash('sha256')
    .update([process.arch, release ?? '', ...packages, ...others].join('\n'))
    .digest('hex')
    .slice(0, 8)
  return join(cacheFolder(), suite, `${name}-${key}`)
}

/** The version of a package unpacked there: `3.7.11-0+deb12u1`; undefined before it has been fetched. */
export function versionIn(prefix: string, name: string): string | undefined {
  const file = join(prefix, manifest)
  if (!existsSync(file)) return undefined
  const found = readFileSync(file, 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}_`))
  return found && decodeURIComponent(found.split('_')[1] ?? '').replace(/^\d+:/, '')
}

/**
 * Fetches packages and what they depend on, and unpacks them into a folder of their own; nothing is installed. apt
 * verifies what it fetches. Done once: the folder is kept.
 *
 * @returns the folder
 * @throws NeedUnmet with apt's word when they cannot be had
 */
export async function unpacked(set: PackageSet, suite: string): Promise<string> {
  const prefix = prefixOf(set, suite)
  if (existsSync(join(prefix, manifest))) return prefix
  const shelf = join(cacheFolder(), suite)
  mkdirSync(shelf, { recursive: true })
  const work = mkdtempSync(join(shelf, 'fetching-'))
  try {
    const archives = join(work, 'debs')
    const folder = join(work, 'prefix')
    for (const made of [join(archives, 'partial'), folder]) mkdirSync(made, { recursive: true })
    const source = await apt(shelf, suite)
    await source.fetches(archives, set.packages, set.release)
    await source.fetches(archives, [clockPackage])
    const debs = readdirSync(archives).filter((file) => file.endsWith('.deb'))
    for (const deb of debs) await orUnmet('dpkg', ['-x', join(archives, deb), folder])
    joinUsr(folder)
    await set.prepares?.(folder)
    writeFileSync(join(folder, manifest), `${[...debs.sort(), ...(set.others ?? [])].join('\n')}\n`)
    if (!existsSync(prefix)) renameSync(folder, prefix)
    return prefix
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** A package's /lib, /bin and /sbin would hide the links Debian has there: they move below usr. */
function joinUsr(folder: string): void {
  for (const name of ['lib', 'lib64', 'bin', 'sbin']) {
    const from = join(folder, name)
    if (!existsSync(from) || lstatSync(from).isSymbolicLink()) continue
    cpSync(from, join(folder, 'usr', name), { recursive: true, verbatimSymlinks: true })
    rmSync(from, { recursive: true })
  }
}
