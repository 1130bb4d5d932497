import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for one server, that goes when this process does. */
export interface ServerFolder {
  readonly path: string
  removes(): void
}

const folderPrefix = 'mailspec-server-'

/** What was killed may take a moment to end, and write until then. */
const removes = (path: string): void =>
  rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 })

/** Makes the folder of a server, with room for its logs. */
export function makeFolder(): ServerFolder {
  sweeps()
  const path = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`))
  chmodSync(path, 0o755)
  mkdirSync(join(path, 'log'))
  chmodSync(join(path, 'log'), 0o777)
  const removal = (): void => removes(path)
  process.once('exit', removal)
  return {
    path,
    removes: () => {
      process.off('exit', removal)
      removal()
    },
  }
}

/** Takes away the folders of processes that were killed: their servers ended with them. */
function sweeps(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(folderPrefix) && Number(name.slice(folderPrefix.length).split('-')[0])
    if (pid && !existsSync(`/proc/${pid}`)) removes(join(tmpdir(), name))
  }
}
