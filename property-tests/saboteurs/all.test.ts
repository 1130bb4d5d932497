import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findClause } from '#clauses'
import { seams } from '../../reference-server/seams.ts'
import { readDisturbances } from '../../scenarios/disturbances/catalogue.ts'
import { readBook } from '../../scenarios/run/plan/book.ts'
import { allSaboteurs, areaOf } from './saboteur-play.ts'

const book = await readBook()
const saboteurs = await allSaboteurs()

test('each saboteur has a name of its own, and breaks a clause there is', () => {
  expect(new Set(saboteurs.map(({ id }) => id)).size).toBe(saboteurs.length)
  expect(saboteurs.filter(({ clause }) => !findClause(clause))).toEqual([])
})

test('each that only a disturbance notices names one there is', async () => {
  const known = new Set((await readDisturbances()).map(({ name }) => name))
  const unknown = saboteurs.filter(({ noticedBy }) => noticedBy !== undefined && !known.has(noticedBy))
  expect(unknown.map(({ id }) => id)).toEqual([])
})

/** Cited clauses that no saboteur breaks, and why. */
const unbroken: Readonly<Record<string, string>> = {
  'rfc8314.denied-cleartext-tells-nothing': 'the refusal is given before the password is read',
}

test('every clause that a scenario cites has one, or a reason', () => {
  const cited = new Set<string>(book.flatMap(({ clauses }) => clauses))
  const sabotaged = new Set(saboteurs.map(({ clause }) => clause))
  expect([...cited].filter((id) => !sabotaged.has(id))).toEqual(Object.keys(unbroken))
})

test('every seam is one that a saboteur answers', () => {
  const answered = new Set<string>(saboteurs.map(({ seam }) => seam))
  expect(Object.keys(seams).filter((seam) => !answered.has(seam))).toEqual([])
})

test('each is played by the file of an area, and every area has one', () => {
  const files = new Set(readdirSync(import.meta.dirname))
  const unplayed = saboteurs.filter((saboteur) => !files.has(`${areaOf(saboteur, book)}.test.ts`))
  expect(unplayed.map(({ id }) => id)).toEqual([])
  expect(book.filter(({ area }) => !files.has(`${area}.test.ts`))).toEqual([])
})
