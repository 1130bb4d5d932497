import type { Tables } from './store.ts'
import { declareTable } from './table.ts'

const lastIds = declareTable('last-ids', { key: ['text'], columns: { id: 'integer' } })

/**
 * Gives numbers that were never given before to things of this kind.
 *
 * @returns the first of so many that follow each other; from 1
 */
export function nextIds(kind: string, count: number, table: Tables): number {
  const last = table(lastIds).get([kind])?.id ?? 0
  table(lastIds).put([kind], { id: last + count })
  return last + 1
}
