import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../../targets/unpacked/packages.ts'

const lines = 5

/**
 * The last lines that the latest server of a kind logged, on one line; empty where none has ended since.
 *
 * @param since the moment of real time before which it belonged to another run
 */
export function endOfLog(name: string, since: Date): string {
  const shelf = join(cacheFolder(), 'logs')
  const earliest = `${name}-${since.toISOString().replace(/[:.]/g, '-')}`
  const latest = entries(shelf)
    .filter((each) => each.startsWith(`${name}-2`) && each >= earliest)
    .toSorted()
    .at(-1)
  if (latest === undefined) return ''
  const ends = entries(join(shelf, latest)).flatMap((file) =>
    readFileSync(join(shelf, latest, file), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-lines),
  )
  return ends.length === 0 ? '' : `its log ends: ${ends.join(' | ')}`
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map(({ name }) => name)
  } catch {
    return []
  }
}
