import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { givesClock, type ClockReach, type TurnedClock } from './clock.ts'
import type { Configuration } from '../adapter/kind.ts'

/** The programs that are started have the turned clock, and so has whatever reads `clock.env`; no shell around has. */
export const filesOf = (
  { files, start, reload }: Configuration,
  { environment }: TurnedClock,
  reach: ClockReach,
) => ({
  ...files,
  'clock.env': Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join(''),
  start: `exec >>/srv/log/start 2>&1 </dev/null\n${givesClock(reach)}\n${start}\n`,
  reload: `${reload}\n`,
})

/**
 * Writes files below a folder, as if a while ago. A file takes the place of the one before it as a whole, with its mode
 * and its owner: a process that starts meanwhile reads the one or the other.
 */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    const known = existsSync(file) ? statSync(file) : undefined
    if (known && readFileSync(file, 'utf8') === text) continue
    mkdirSync(dirname(file), { recursive: true })
    const coming = `${file}.coming`
    writeFileSync(coming, text)
    if (known) {
      chownSync(coming, known.uid, known.gid)
      chmodSync(coming, known.mode)
    }
    // A file of this second may still be changing: servers that read one wait for the next second.
    const aWhileAgo = Date.now() / 1000 - 10
    utimesSync(coming, aWhileAgo, aWhileAgo)
    renameSync(coming, file)
  }
}

/**
 * Tells whether there is a file anywhere below a folder.
 *
 * @param folder ends in `/*` where only its folders are meant, and not the files beside them
 */
export function holdsFiles(folder: string): boolean {
  const parent = folder.replace(/\/\*$/, '')
  return entriesIn(parent).some((each) =>
    each.isDirectory() ? holdsFiles(join(parent, each.name)) : each.isFile() && parent === folder,
  )
}

/** What is in a folder: nothing, where it is gone, for servers remove theirs at any moment. */
function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    if (existsSync(folder)) throw cause
    return []
  }
}
