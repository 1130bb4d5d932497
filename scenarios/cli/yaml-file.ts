import { readFileSync } from 'node:fs'
import { readYaml } from '../../reference-server/yaml-text.ts'
import { UsageError } from './exit.ts'
import { shortPath } from './paths.ts'

/**
 * What a YAML file holds.
 *
 * @throws UsageError in one line for one that cannot be read, or is no YAML
 */
export function parsedFile(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${shortPath(path)}: ${reasonOf(error)}`)
  }
  const { value, problem } = readYaml(text)
  if (problem !== undefined) throw new UsageError(`${shortPath(path)}: ${problem}`)
  return value
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'no permission to read this file',
}

/** Why a file could not be read, in words. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (error instanceof Error ? error.message : String(error))
}
