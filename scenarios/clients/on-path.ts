import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The file of a program on this machine, found as a shell would find it; undefined where it is not installed.
 *
 * @param alsoIn folders beside those of `PATH`: `/usr/sbin`, which users often lack
 */
export const onPath = (program: string, alsoIn: readonly string[] = []): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...alsoIn]
    .map((folder) => join(folder, program))
    .find(isExecutable)

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
