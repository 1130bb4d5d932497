import type { Policy } from '../policy/document/document.ts'
import { noFiles, type ProductFiles } from '../policy/facts.ts'
import { readBypassFile } from './bypass-file.ts'
import { readHostsFile } from './hosts-file.ts'
import { readKillFile } from './kill-file.ts'
import type { ProfileSeams } from './seams.ts'

/** A line that cannot be read; the rest of the file is used. Lines are numbered from 1. */
export interface FileProblem {
  readonly line: number
  readonly text: string
}

/** The contents of a file, and its broken lines. */
export interface FileReading<T> {
  readonly value: T
  readonly problems: readonly FileProblem[]
}

/** The place of each of the product's own files; undefined when the product has no such file. */
export type FilePlaces = Readonly<Record<keyof ProductFiles, string | undefined>>

/** The files a policy names. */
export const filePlacesOf = (policy: Policy, ask: ProfileSeams): FilePlaces => ({
  bypass: ask['bypass-file.place'](policy),
  hosts: policy.relay.hostsFile,
  kill: policy.sender.killFile,
})

/**
 * Reads the product's own files. A missing file counts as empty.
 *
 * @param read  the text of a file, by path
 * @param found told of each broken line
 */
export function readProductFiles(
  places: FilePlaces,
  read: (path: string) => string | undefined,
  found: (path: string, problem: FileProblem) => void,
  ask: ProfileSeams,
): ProductFiles {
  const readWith = <T>(path: string | undefined, reader: (text: string) => FileReading<T>, nothing: T): T => {
    const text = path === undefined ? undefined : read(path)
    if (path === undefined || text === undefined) return nothing
    const { value, problems } = reader(text)
    for (const problem of problems) found(path, problem)
    return value
  }
  return {
    bypass: readWith(
      places.bypass,
      (text) => readBypassFile(text, ask['bypass-file.means-local-senders'], ask['bypass-file.lines']),
      noFiles.bypass,
    ),
    hosts: readWith(places.hosts, (text) => readHostsFile(text, ask['hosts-file.words']), noFiles.hosts),
    kill: readWith(places.kill, (text) => readKillFile(text, ask['kill-file.entry']), noFiles.kill),
  }
}
