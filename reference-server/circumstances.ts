import type { Policy } from './policy/document.ts'
import type { Engine } from './policy/engine.ts'
import {
  filePlacesOf,
  readProductFiles,
  type FilePlaces,
  type FileProblem,
} from './profiles/product-files.ts'
import type { Surroundings } from './surroundings/surroundings.ts'

/** Keeps what the engine knows of the world around it up to date: the product's files, and names on address lists. */
export interface Circumstances {
  /** Reads the files the policy now names, and watches those. */
  adopt(policy: Policy): void
  /** Looks up the host names on address lists; undefined when there are none. */
  lookUpNames(): Promise<void> | undefined
  close(): void
}

/** Starts with nothing known: `adopt` comes first. */
export function createCircumstances(
  engine: Engine,
  { clock, files, log, resolver }: Surroundings,
): Circumstances {
  let watching: (() => void)[] = []
  const close = (): void => {
    for (const stop of watching) stop()
    watching = []
  }
  const broken = (file: string, problem: FileProblem): void =>
    log({ at: clock.now(), level: 'warning', event: 'broken-line', facts: { file, ...problem } })
  const read = (places: FilePlaces): void =>
    engine.adoptFiles(readProductFiles(places, (path) => files.read(path), broken, engine.ask))
  const reread = (places: FilePlaces): void => {
    try {
      read(places)
    } catch (cause) {
      // What the files said before goes on.
      log({ at: clock.now(), level: 'error', event: 'file-unreadable', cause })
    }
  }
  const lookUp = async (names: readonly string[]): Promise<void> => {
    const found = await Promise.all(
      names.map(async (name) => {
        const answer = await resolver.addresses(name)
        return [name, 'found' in answer ? answer.found : []] as const
      }),
    )
    engine.adoptFiles({ names: new Map(found) })
  }
  return {
    adopt: (policy) => {
      close()
      const places = filePlacesOf(policy, engine.ask)
      const paths = [places.bypass, places.hosts].filter((path) => path !== undefined)
      if (paths.length === 0) return
      read(places)
      watching = paths.map((path) => files.watch(path, () => reread(places)))
    },
    lookUpNames: () => {
      const { relay, limits } = engine.policy
      const hostNames = [...relay.trusted.hostNames, ...limits.exemptGroup.hostNames]
      return hostNames.length === 0 ? undefined : lookUp(hostNames)
    },
    close,
  }
}
