import { createMemoryTable, type Change } from './memory-table.ts'
import type { Store, Tables } from './store.ts'
import type { RawTable } from './table.ts'

/** A store that lasts as long as the process and runs each transaction at once. */
export function createMemoryStore(): Store {
  const kept = new Map<string, RawTable>()
  let changes: Change[] = []
  const onChange = (change: Change): void => void changes.push(change)

  const table: Tables = (declared) => {
    let raw = kept.get(declared.name)
    if (!raw) {
      raw = createMemoryTable(onChange)
      kept.set(declared.name, raw)
    }
    return declared.typed(raw)
  }

  const undone = async (cause: unknown): Promise<never> => {
    for (const { replace, key, before } of changes.toReversed()) replace(key, before)
    throw cause
  }

  return {
    read: (work) => work(table),
    write: (work) => {
      try {
        return work(table)
      } catch (cause) {
        return undone(cause)
      } finally {
        changes = []
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
