import { readSenderEntry } from '../policy/addresses/sender-entry.ts'
import { linesThatCount, type FileLine } from './bypass-file.ts'
import type { FileProblem, FileReading } from './product-files.ts'

/**
 * What a line of the kill file stands for: `userid@host` a sender, `@host` every sender of that host.
 *
 * @returns undefined for a line that is anything else: two entries, a host alone, an address of a client
 * @see imail.kill-file.address-entry, imail.kill-file.host-entry, imail.kill-file.one-entry-per-line
 */
export const killedBy = ({ text }: FileLine): string | undefined =>
  text.includes('@') ? readSenderEntry(text) : undefined

/**
 * Reads a kill file, one entry a line. Empty lines and lines that begin with # are ignored. A line that is broken
 * blocks nobody and is a problem.
 */
export function readKillFile(text: string, entryOf = killedBy): FileReading<ReadonlySet<string>> {
  const problems: FileProblem[] = []
  const entries = new Set<string>()
  for (const line of linesThatCount(text)) {
    const entry = entryOf(line)
    if (entry !== undefined) entries.add(entry)
    else problems.push({ line: line.number, text: `"${line.text}" is neither user@host nor @host` })
  }
  return { value: entries, problems }
}
