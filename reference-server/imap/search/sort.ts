import type { SortKey } from '../syntax/sort-command.ts'
import type { Outline } from './outline.ts'

const values: Readonly<Record<SortKey['by'], (outline: Outline) => number | string>> = {
  ARRIVAL: ({ receivedAt }) => receivedAt,
  CC: ({ cc }) => cc,
  DATE: ({ sentAt }) => sentAt,
  FROM: ({ from }) => from,
  SIZE: ({ octets }) => octets,
  SUBJECT: ({ subject }) => subject,
  TO: ({ to }) => to,
}

/** Sorts messages by keys, one after the other; equal ones stay in their order (RFC 5256 §3). */
export const sorted = (outlines: readonly Outline[], keys: readonly SortKey[]): readonly Outline[] =>
  outlines.toSorted((one, other) => {
    for (const { by, isReverse } of keys) {
      const [a, b] = [values[by](one), values[by](other)]
      if (a !== b) return a < b === isReverse ? 1 : -1
    }
    return one.number - other.number
  })
