import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findClause } from '#clauses'
import { readBook } from '../../scenarios/run/plan/book.ts'
import { allSaboteurs, areaOf } from './saboteur-play.ts'

const book = await readBook()
const saboteurs = await allSaboteurs()

test('each saboteur has a name of its own, and breaks a clause there is', () => {
  expect(new Set(saboteurs.map(({ id }) => id)).size).toBe(saboteurs.length)
  expect(saboteurs.filter(({ clause }) => !findClause(clause))).toEqual([])
})

test('every clause of a manual that a scenario cites has one', () => {
  const cited = new Set(book.flatMap(({ clauses }) => clauses).filter((id) => !id.startsWith('rfc')))
  const sabotaged = new Set<string>(saboteurs.map(({ clause }) => clause))
  expect([...cited].filter((id) => !sabotaged.has(id))).toEqual([])
})

test('each is played by the file of an area, and every area has one', () => {
  const files = new Set(readdirSync(import.meta.dirname))
  const unplayed = saboteurs.filter((saboteur) => !files.has(`${areaOf(saboteur, book)}.test.ts`))
  expect(unplayed.map(({ id }) => id)).toEqual([])
  expect(book.filter(({ area }) => !files.has(`${area}.test.ts`))).toEqual([])
})
