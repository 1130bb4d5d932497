import type { Bypass } from '../policy/facts.ts'
import type { FileProblem, FileReading } from './product-files.ts'

/**
 * Tells whether a line of the bypass file means any local sender: the prefix `l:` and no value.
 *
 * @see icewarp.submission.bypass-file-syntax
 */
export const meansLocalSenders = (line: string): boolean => line.toLowerCase() === 'l:'

/** A line that says something, without the blanks around it. */
export interface FileLine {
  /** From 1. */
  readonly number: number
  readonly text: string
}

/** The lines of a file that say something: empty ones do not, nor those that begin with #. */
export const linesThatCount = (text: string): readonly FileLine[] =>
  text
    .split(/\r?\n/)
    .map((written, index) => ({ number: index + 1, text: written.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'))

/**
 * Reads IceWarp's bypass syntax: one condition a line, a letter and a colon. Only `l:` without a value is known here:
 * any local sender. Empty lines and lines that begin with # are ignored. Any other line exempts nobody and is a
 * problem.
 *
 * @param freesLocals whether a line means any local sender
 * @param linesOf     the lines that count
 * @example `l:` bypasses local senders; `x:` and `l:alice` are problems
 * @see icewarp.submission.bypass-file-syntax
 */
export function readBypassFile(
  text: string,
  freesLocals = meansLocalSenders,
  linesOf = linesThatCount,
): FileReading<Bypass> {
  const problems: FileProblem[] = []
  let localSenders = false
  for (const { number, text: line } of linesOf(text)) {
    if (freesLocals(line)) localSenders = true
    else
      problems.push({
        line: number,
        text: `"${line}" is not a known kind of bypass; "l:" means local senders`,
      })
  }
  return { value: { localSenders }, problems }
}
