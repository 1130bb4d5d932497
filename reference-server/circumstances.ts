import type { Policy } from './policy/document/document.ts'
import type { Engine } from './policy/engine.ts'
import {
  filePlacesOf,
  readProductFiles,
  type FilePlaces,
  type FileProblem,
} from './profiles/product-files.ts'
import type { ProfileSeams } from './profiles/seams.ts'
import type { Surroundings } from './surroundings/surroundings.ts'

/** Keeps the engine's knowledge of the product's own files up to date. */
export interface Circumstances {
  /** Reads the files the policy now names, and watches those. */
  adopt(policy: Policy): void
  close(): void
}

/** Starts with nothing known: `adopt` comes first. */
export function createCircumstances(
  engine: Engine,
  ask: ProfileSeams,
  { clock, files, log }: Surroundings,
): Circumstances {
  let watching: (() => void)[] = []
  const close = (): void => {
    for (const stop of watching) stop()
    watching = []
  }
  const broken = (file: string, problem: FileProblem): void =>
    log({ at: clock.now(), level: 'warning', event: 'broken-line', facts: { file, ...problem } })
  const read = (places: FilePlaces): void =>
    engine.adoptFiles(readProductFiles(places, (path) => files.read(path), broken, ask))
  const reread = (places: FilePlaces): void => {
    try {
      read(places)
    } catch (cause) {
      // The previous contents of the files stay in force.
      log({ at: clock.now(), level: 'error', event: 'file-unreadable', cause })
    }
  }
  return {
    adopt: (policy) => {
      close()
      const places = filePlacesOf(policy, ask)
      const paths = Object.values(places).filter((path) => path !== undefined)
      if (paths.length === 0) return
      read(places)
      watching = paths.map((path) => files.watch(path, () => reread(places)))
    },
    close,
  }
}
