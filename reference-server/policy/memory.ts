import type { Policy } from './document/document.ts'
import type { Instant } from './facts.ts'
import { sweepOf } from './sweep.ts'

/** What a rule can remember: a value that can be stored as it is. */
export type Rememberable = Instant | readonly Instant[]

/** What is remembered from one session to the next under keys of one kind. */
export interface Remembered<Value> {
  get(key: string): Value | undefined
  has(key: string): boolean
  set(key: string, value: Value): void
  delete(key: string): void
}

/** An entry in storable form. */
export interface MemoryEntry {
  /** The name under which a rule declared the memory. */
  readonly memory: string
  readonly key: string
  readonly value: Rememberable
}

/** All that the rules of one engine remember. */
export interface Memory {
  entries(): Iterable<MemoryEntry>
  /** Forgets some of what is over, wherever something was remembered since the last time. */
  sweep(now: Instant, policy: Policy): void
  add(part: MemoryPart): void
}

/** One declared memory, as the memory of an engine knows it. */
interface MemoryPart {
  entries(): Iterable<MemoryEntry>
  sweep(now: Instant, policy: Policy): void
}

/** Makes an empty memory for one engine. */
export function createMemory(): Memory {
  const parts: MemoryPart[] = []
  return {
    add: (part) => void parts.push(part),
    entries: () => parts.flatMap((part) => [...part.entries()]),
    sweep: (now, policy) => {
      for (const part of parts) part.sweep(now, policy)
    },
  }
}

/** A memory as a rule declares it. What an engine remembers of it is found in the memory of that engine. */
export interface DeclaredMemory<Value> {
  in(memory: Memory): Remembered<Value>
}

interface Declaration<Value> {
  /** Tells whether a value no longer has any effect. It may then be forgotten at any time. */
  readonly isOver: (value: Value, now: Instant, policy: Policy) => boolean
  /** How many keys are remembered; beyond that the one written longest ago is forgotten. */
  readonly mostKeys?: number
}

const mostKeysUnlessSaid = 2_000_000

/** Declares what a rule remembers. Expiry and the bound on its size are handled here. */
export function memory<Value extends Rememberable>(
  name: string,
  { isOver, mostKeys = mostKeysUnlessSaid }: Declaration<Value>,
): DeclaredMemory<Value> {
  const tables = new WeakMap<Memory, Remembered<Value>>()
  return {
    in: (whole) => {
      const known = tables.get(whole)
      if (known) return known
      const { table, part } = createTable(name, isOver, mostKeys)
      tables.set(whole, table)
      whole.add(part)
      return table
    },
  }
}

function createTable<Value extends Rememberable>(
  name: string,
  isOver: Declaration<Value>['isOver'],
  mostKeys: number,
): { readonly table: Remembered<Value>; readonly part: MemoryPart } {
  /** In the order in which they were written last. */
  const values = new Map<string, Value>()
  const sweep = sweepOf(values)
  // Whatever it has passed is deleted, so that it always stands at the oldest. An iterator holds on to every table that
  // a map has outgrown, so there is none until the map is full.
  let oldest: Iterator<string> | undefined
  const forgetOldest = (): void => {
    oldest ??= values.keys()
    const { done, value: key } = oldest.next()
    if (done === true) oldest = undefined
    else values.delete(key)
  }
  let written = 0
  return {
    table: {
      get: (key) => values.get(key),
      has: (key) => values.has(key),
      delete: (key) => void values.delete(key),
      set: (key, value) => {
        values.delete(key)
        values.set(key, value)
        written++
        while (values.size > mostKeys) forgetOldest()
      },
    },
    part: {
      entries: () => Array.from(values, ([key, value]) => ({ memory: name, key, value })),
      sweep: (now, policy) => {
        for (; written > 0; written--) sweep((value) => isOver(value, now, policy))
      },
    },
  }
}
