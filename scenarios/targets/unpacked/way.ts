import type { Way } from '../native/enclosure.ts'
import type { ServerKind } from '../adapter/kind.ts'
import { machineShortfalls, readMachine } from './machine.ts'
import { openNamespace } from './namespace.ts'
import { prefixOf, unpacked, versionIn } from './packages.ts'

/** From packages that are unpacked and not installed, each server in a namespace of its own. */
export function unpackedWay(): Way {
  const machine = readMachine()
  const suite = machine.suite ?? 'none'
  return {
    name: 'native',
    origin: `Debian ${suite}`,
    obstacles: () => machineShortfalls(machine),
    versionOf: (kind, name) => versionIn(prefixOf(kind, suite), name),
    readies: async (kind: ServerKind) => {
      const prefix = await unpacked(kind, suite)
      return async (folder) => openNamespace({ prefix, folder })
    },
  }
}
