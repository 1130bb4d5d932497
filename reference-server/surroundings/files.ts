import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { resolve } from 'node:path'

/** The product's own files, by path within its installation folder. */
export interface Files {
  /** What a file holds; undefined when there is none. */
  read(path: string): string | undefined
  /** Calls `changed` whenever that file is written, made or removed. @returns stops it */
  watch(path: string, changed: () => void): () => void
}

/** Files under a folder of this machine. A change is noticed within a second. */
export function realFiles(folder: string): Files {
  const inFolder = (path: string): string => resolve(folder, path)
  return {
    read: (path) => {
      try {
        return readFileSync(inFolder(path), 'utf8')
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    watch: (path, changed) => {
      const listener = (): void => changed()
      watchFile(inFolder(path), { interval: 1000, persistent: false }, listener)
      return () => unwatchFile(inFolder(path), listener)
    },
  }
}

/** Files that are nowhere but in memory. */
export interface MemoryFiles extends Files {
  write(path: string, text: string): void
  remove(path: string): void
}

export function createMemoryFiles(): MemoryFiles {
  const texts = new Map<string, string>()
  const watchers = new Map<string, Set<() => void>>()
  const tell = (path: string): void => watchers.get(path)?.forEach((changed) => changed())
  return {
    read: (path) => texts.get(path),
    watch: (path, changed) => {
      const all = watchers.get(path) ?? new Set()
      watchers.set(path, all.add(changed))
      return () => void all.delete(changed)
    },
    write: (path, text) => {
      texts.set(path, text)
      tell(path)
    },
    remove: (path) => {
      texts.delete(path)
      tell(path)
    },
  }
}
