import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findClause } from '#clauses'
import type { Scenario } from '#dsl'
import { readBook } from '../scenarios/run/book.ts'
import { killMatrixFile, type KillMatrix, type KillRow } from '../scenarios/run/kill-matrix.ts'
import { allSaboteurs, playClean, playSaboteur, sourceHash } from './saboteur-play.ts'

const seed = Number(process.env['MAILSPEC_SEED'] ?? 1)
/**
 * Against every scenario. Otherwise a saboteur meets those that cite its clause and pass its seam: no other can kill it,
 * and what else notices is left open.
 */
const all = process.env['MAILSPEC_ALL'] === '1'

/** Saboteurs nobody notices, and why that is right. */
const survivors: Readonly<Record<string, string>> = {}

const book = await readBook()
const saboteurs = await allSaboteurs()
const clean = await playClean(book, seed)
const rows: KillRow[] = []

describe('a clean run', () => {
  test.for(book.map(({ id }) => id))('%s conforms, so that a saboteur can change it', (id, { skip }) => {
    const { result, lacks } = clean.get(id) ?? {}
    skip(lacks !== undefined, lacks)
    expect(result).toMatchObject({ verdict: 'conforms', reasons: [] })
  })
})

describe('saboteurs', () => {
  test('each has a name of its own, and breaks a clause there is', () => {
    expect(new Set(saboteurs.map(({ id }) => id)).size).toBe(saboteurs.length)
    expect(saboteurs.filter(({ clause }) => !findClause(clause))).toEqual([])
  })

  test('every clause of a manual that a scenario cites has one', () => {
    const cited = new Set(book.flatMap(({ clauses }) => clauses).filter((id) => !id.startsWith('rfc')))
    const sabotaged = new Set<string>(saboteurs.map(({ clause }) => clause))
    expect([...cited].filter((id) => !sabotaged.has(id))).toEqual([])
  })

  test.for(saboteurs.map((saboteur) => [saboteur.id, saboteur] as const))(
    '%s is noticed by the scenarios of its clause',
    async ([id, saboteur], { skip }) => {
      const citing = book.filter(({ clauses }) => clauses.some((cited) => cited === saboteur.clause))
      const passes = (scenario: Scenario) => clean.get(scenario.id)?.seams.has(saboteur.seam) === true
      const able = citing.filter(passes)
      const row = await playSaboteur(saboteur, all ? book : able, seed)
      const reason = survivors[id]
      rows.push({ ...row, ...(reason !== undefined && { survivor: reason }) })
      const [lacks] = citing.flatMap((scenario) => clean.get(scenario.id)?.lacks ?? [])
      skip(row.killedBy.length === 0 && lacks !== undefined, lacks)
      if (reason === undefined) expect(row.killedBy).not.toEqual([])
      else expect(row.killedBy, 'it is killed after all: take it off the survivors').toEqual([])
      if (all) {
        const elsewhere = [...row.killedBy, ...row.alsoNoticedBy].filter(
          (noticing) => !book.some((scenario) => scenario.id === noticing && passes(scenario)),
        )
        expect(elsewhere, 'scenarios that do not pass the seam cannot notice').toEqual([])
      }
    },
  )

  afterAll(() => {
    if (rows.length < saboteurs.length) return
    const matrix: KillMatrix = { version: 1, seed, sourceHash: sourceHash(), rows }
    mkdirSync(dirname(killMatrixFile), { recursive: true })
    writeFileSync(killMatrixFile, `${JSON.stringify(matrix, null, 2)}\n`)
  })
})
