import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Needs, Shortfall } from '../targets/target.ts'

/** What this machine lacks, whatever the target: programs that a story sends with. */
export const machineShortfalls = ({ uses }: Needs): readonly Shortfall[] =>
  uses.includes('swaks') && !isInstalled('swaks')
    ? [{ need: 'swaks', why: 'swaks is not installed on this machine (Debian: apt-get install swaks)' }]
    : []

const isInstalled = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, program)))

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
