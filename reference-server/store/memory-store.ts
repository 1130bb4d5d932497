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

  const write = <T>(work: (table: Tables) => T): T => {
    try {
      return work(table)
    } catch (cause) {
      for (const { replace, key, before } of changes.toReversed()) replace(key, before)
      throw cause
    } finally {
      changes = []
    }
  }

  return {
    read: (work) => work(table),
    write: async (work) => write(work),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
