import { createMemoryTable } from './memory-table.ts'
import type { Store, Tables } from './store.ts'
import type { RawTable } from './table.ts'

/** A store that lasts as long as the process and runs each transaction at once. */
export function createMemoryStore(): Store {
  const kept = new Map<string, RawTable>()
  let undos: (() => void)[] = []

  const table: Tables = (declared) => {
    let raw = kept.get(declared.name)
    if (!raw) {
      raw = createMemoryTable((undo) => undos.push(undo))
      kept.set(declared.name, raw)
    }
    return declared.typed(raw)
  }

  const write = <T>(work: (table: Tables) => T): T => {
    try {
      return work(table)
    } catch (cause) {
      for (const undo of undos.toReversed()) undo()
      throw cause
    } finally {
      undos = []
    }
  }

  return {
    read: (work) => work(table),
    write: async (work) => write(work),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
