import type { Bypass } from '../policy/facts.ts'
import type { FileProblem, FileReading } from './product-files.ts'

/**
 * Tells whether a line of the bypass file means any local sender: the prefix `l:` and no value.
 *
 * @see icewarp.submission.bypass-file-syntax
 */
export const meansLocalSenders = (line: string): boolean => line.toLowerCase() === 'l:'

/**
 * Reads IceWarp's bypass syntax: one condition a line, a letter and a colon. Only `l:` without a value is known here:
 * any local sender. Empty lines and lines that begin with # are ignored. Any other line exempts nobody and is a
 * problem.
 *
 * @param freesLocals whether a line means any local sender
 * @example `l:` bypasses local senders; `x:` and `l:alice` are problems
 * @see icewarp.submission.bypass-file-syntax
 */
export function readBypassFile(text: string, freesLocals = meansLocalSenders): FileReading<Bypass> {
  const problems: FileProblem[] = []
  let localSenders = false
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.trim()
    if (line === '' || line.startsWith('#')) continue
    if (freesLocals(line)) localSenders = true
    else
      problems.push({
        line: index + 1,
        text: `"${line}" is not a known kind of bypass; "l:" means local senders`,
      })
  }
  return { value: { localSenders }, problems }
}
