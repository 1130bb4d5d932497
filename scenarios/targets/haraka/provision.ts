import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NeedUnmet } from '../../evidence/faults.ts'
import { runs } from '../native/command.ts'

/** What npm makes of the lock file is here, seen from inside. */
export const home = '/usr/lib/haraka'

/** What npm goes by, and the plugin that knows the mailboxes. */
export const recipe = join(import.meta.dirname, '../../../fixtures/haraka')
const allocator = join(import.meta.dirname, 'allocator.c')

/** What the lock file names, of which Haraka itself is asked its version. */
export const fromNpm = (): readonly string[] => {
  const lock = readFileSync(join(recipe, 'package-lock.json'), 'utf8')
  const [, version = 'unknown'] = /"node_modules\/Haraka": \{\s*"version": "([^"]+)"/.exec(lock) ?? []
  return [`Haraka_${version}`, `lock_${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`]
}

/** Adds to the unpacked packages what they lack. @throws NeedUnmet with what would help */
export async function provides(prefix: string): Promise<void> {
  await fetches(join(prefix, home))
  await frees(prefix)
}

/** Fetches exactly what the lock file names, checked by its hashes; no script of any package is run. */
async function fetches(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(recipe, file), join(folder, file))
  const args = ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const { ok, output } = await runs('npm', args, { cwd: folder, within: 300_000 })
  if (ok) return
  const said = output === '' ? 'npm seems to be missing on this machine' : inOneLine(output)
  throw new NeedUnmet(
    'its npm packages',
    `npm, which needs access to its registry or a mirror once, could not fetch them: ${said}`,
  )
}

/** What npm said, without the traces. */
const inOneLine = (output: string): string =>
  output
    .split('\n')
    .map((line) => line.replace(/^npm error\b/, ''))
    .filter((line) => !line.startsWith('  ') && line.trim() !== '}')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(', ')
    .slice(0, 300)

/** Has Redis take its memory from the C library, or it would hang once its clock is turned. */
async function frees(prefix: string): Promise<void> {
  const libraries = join(prefix, 'usr/lib')
  const places = readdirSync(libraries)
    .map((folder) => join(libraries, folder, 'libjemalloc.so.2'))
    .filter((file) => existsSync(file))
  for (const place of places) {
    const args = ['-nostdlib', '-shared', '-o', place, allocator]
    const { ok, output } = await runs(join(prefix, 'usr/bin/tcc'), args)
    if (!ok) throw new NeedUnmet('an allocator for Redis', `tcc could not compile it: ${output}`)
  }
}
