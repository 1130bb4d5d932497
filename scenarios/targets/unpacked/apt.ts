import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NeedUnmet } from '../../evidence/faults.ts'
import { runs } from '../native/command.ts'

/** Where packages come from when the machine's own suite has none that will do. */
export type Release = 'backports'

/** apt with lists of its own, so that neither the machine's nor their age matter. */
export interface Apt {
  /** Fetches packages, and what they depend on and the machine lacks, into a folder. @throws NeedUnmet */
  fetches(archives: string, packages: readonly string[], release?: Release): Promise<void>
}

let opened: Promise<Apt> | undefined

/** The one apt of this process; its lists are fetched when it is first asked for, and taken away at the end. */
export const apt = (shelf: string, suite: string): Promise<Apt> => (opened ??= openApt(shelf, suite))

async function openApt(shelf: string, suite: string): Promise<Apt> {
  mkdirSync(shelf, { recursive: true })
  const folder = mkdtempSync(join(shelf, 'lists-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  // apt clears this folder of all it does not know.
  const lists = join(folder, 'lists')
  mkdirSync(join(lists, 'partial'), { recursive: true })
  const sources = join(folder, 'sources.list')
  writeFileSync(sources, await sourcesWithBackports(suite))
  const options = [
    'Debug::NoLocking=1',
    `Dir::State::lists=${lists}`,
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Cache::pkgcache=',
    'Dir::Cache::srcpkgcache=',
    'APT::Sandbox::User=root',
    'Acquire::Retries=2',
    'Acquire::Languages=none',
  ].flatMap((option) => ['-o', option])
  // One source of several may be out of reach; what is missing shows when it is asked for.
  await runs('apt-get', [...options, 'update'], { within: 300_000 })
  return {
    fetches: (archives, packages, release) =>
      orUnmet('apt-get', [
        ...options,
        '-o',
        `Dir::Cache::archives=${archives}`,
        // A package this machine has already would not be fetched, and nothing is to be installed.
        '--reinstall',
        '--download-only',
        '--yes',
        '--no-install-recommends',
        'install',
        ...packages.map((name) => (release ? `${name}/${suite}-${release}` : name)),
      ]),
  }
}

/** The machine's own list of sources, and the backports beside its suite. */
async function sourcesWithBackports(suite: string): Promise<string> {
  const own = existsSync(ownSources) ? readFileSync(ownSources, 'utf8') : ''
  const { output } = await runs('apt-get', ['indextargets', '--format', '$(RELEASE) $(REPO_URI)'])
  const [, mirror] =
    output
      .split('\n')
      .map((line) => line.split(' '))
      .find(([release]) => release === suite) ?? []
  if (mirror === undefined) return own
  const signed = existsSync(keyring) ? `[signed-by=${keyring}] ` : ''
  return `${own}\ndeb ${signed}${mirror} ${suite}-backports main\n`
}

const ownSources = '/etc/apt/sources.list'
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** Runs a program of the package tools. @throws NeedUnmet with its word when it fails */
export async function orUnmet(program: string, args: readonly string[]): Promise<void> {
  const { ok, output } = await runs(program, args, { within: 300_000 })
  if (ok) return
  const said =
    output
      .split('\n')
      .filter((line) => line.startsWith('E: '))
      .join(' ') || output.slice(-300)
  throw new NeedUnmet('its packages', `${program} could not fetch or unpack them: ${said}`)
}
