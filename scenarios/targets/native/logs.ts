import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../unpacked/packages.ts'

/** What was logged below a folder, by file. */
const logFiles = (folder: string): readonly (readonly [string, readonly string[]])[] =>
  ['namespace.log', ...readdirSync(join(folder, 'log')).map((file) => `log/${file}`)].flatMap((file) =>
    existsSync(join(folder, file))
      ? [[file, readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)] as const]
      : [],
  )

/** All that was logged below a folder, line by line. */
export const logLines = (folder: string): readonly string[] => logFiles(folder).flatMap(([, lines]) => lines)

/** Reads what is logged below a folder, each line once. */
export function logReader(folder: string): () => readonly string[] {
  const read = new Map<string, number>()
  return () =>
    logFiles(folder).flatMap(([file, lines]) => {
      const fresh = lines.slice(read.get(file) ?? 0)
      read.set(file, lines.length)
      return fresh
    })
}

const logsKept = 20

/** The logs of the most recent servers are kept for inspection. */
export function keepLogs(folder: string, name: string): void {
  const shelf = join(cacheFolder(), 'logs')
  const label = `${name}-${new Date().toISOString().replace(/[:.]/g, '-')}`
  cpSync(join(folder, 'log'), join(shelf, label), { recursive: true })
  const old = readdirSync(shelf)
    .filter((each) => each.startsWith(`${name}-2`))
    .sort()
    .slice(0, -logsKept)
  for (const each of old) rmSync(join(shelf, each), { recursive: true, force: true })
}
