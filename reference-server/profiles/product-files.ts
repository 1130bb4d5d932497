import type { Policy } from '../policy/document.ts'
import { noFiles, type ProductFiles } from '../policy/facts.ts'
import { readBypassFile } from './bypass-file.ts'
import { readHostsFile } from './hosts-file.ts'

/** A line of a file that cannot be read; the rest of the file counts. Lines are numbered from 1. */
export interface FileProblem {
  readonly line: number
  readonly text: string
}

/** What a file says, and the lines that say nothing. */
export interface FileReading<T> {
  readonly value: T
  readonly problems: readonly FileProblem[]
}

/** The files a policy names, by path. */
export const productFilesOf = ({ submission, relay }: Policy): readonly string[] =>
  [submission.bypassFile, relay.hostsFile].filter((path) => path !== undefined)

/**
 * Reads the files a policy names. A file that is not there says nothing.
 *
 * @param read  the text of a file, by path
 * @param found told of each broken line
 */
export function readProductFiles(
  { submission, relay }: Policy,
  read: (path: string) => string | undefined,
  found: (path: string, problem: FileProblem) => void,
): Pick<ProductFiles, 'bypass' | 'hosts'> {
  const readWith = <T>(path: string | undefined, reader: (text: string) => FileReading<T>, nothing: T): T => {
    const text = path === undefined ? undefined : read(path)
    if (path === undefined || text === undefined) return nothing
    const { value, problems } = reader(text)
    for (const problem of problems) found(path, problem)
    return value
  }
  return {
    bypass: readWith(submission.bypassFile, readBypassFile, noFiles.bypass),
    hosts: readWith(relay.hostsFile, readHostsFile, noFiles.hosts),
  }
}
