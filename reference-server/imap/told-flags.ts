import type { Folder } from '../store/account.ts'
import { systemFlags } from './flags.ts'
import { status, untagged } from './responses.ts'

/** What a session was told about the flags of its mailbox: keywords are announced before a message shows them. */
export interface ToldFlags {
  /** Says which flags there are, and which of them can be set, if these are flags the client was not told of. */
  readonly announce: (flags: Iterable<string>) => readonly Buffer[]
}

/** The flags there are, and those that a client may set for good; `\*` says that it may make up others. */
export const flagsOf = (
  folder: Folder,
  isReadOnly: boolean,
): { readonly all: readonly string[]; readonly permanent: readonly string[] } => {
  const all = [...systemFlags, ...folder.keywords()]
  return { all, permanent: isReadOnly ? [] : [...all, ...(folder.hasRoomForKeywords() ? ['\\*'] : [])] }
}

/** Begins with what SELECT says. */
export function toldFlags(folder: Folder, isReadOnly: boolean): ToldFlags {
  let told = new Set(flagsOf(folder, isReadOnly).all)
  return {
    announce: (flags) => {
      if ([...flags].every((flag) => told.has(flag))) return []
      const { all, permanent } = flagsOf(folder, isReadOnly)
      told = new Set(all)
      return [flagsThere(all), status('permanentFlags', { flags: permanent.join(' ') })]
    },
  }
}

/** `* FLAGS (…)`. */
export const flagsThere = (all: readonly string[]): Buffer => untagged(`FLAGS (${all.join(' ')})`)
