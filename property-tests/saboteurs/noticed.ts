import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scenario } from '#dsl'
import { readDisturbances } from '../../scenarios/disturbances/catalogue.ts'
import { seed } from '../../scenarios/run/environment.ts'
import { readBook } from '../../scenarios/run/plan/book.ts'
import { writeKillMatrix, type KillRow } from '../../scenarios/run/report/kill-matrix.ts'
import {
  allSaboteurs,
  cites,
  playClean,
  playSaboteur,
  areaOf,
  sourceHash,
  survivalOf,
  type CleanPlay,
} from './saboteur-play.ts'

/**
 * Plays a saboteur against every scenario. Otherwise it meets those that cite its clause and pass its seam: no other can
 * kill it, and which others notice it is left open.
 */
const all = process.env['MAILSPEC_ALL'] === '1'

/** Saboteurs that no scenario notices, and why that is right. */
const survivors: Readonly<Record<string, string>> = {}

/** Tests that each saboteur of an area is noticed by the scenarios of its clause, and no scenario fails without one. */
export async function testSaboteursOf(area: Scenario['area']): Promise<void> {
  const book = await readBook()
  const disturbances = await readDisturbances()
  const saboteurs = (await allSaboteurs()).filter((saboteur) => areaOf(saboteur, book) === area)
  const told = book.filter((scenario) => scenario.area === area)
  const met = book.filter((scenario) => all || saboteurs.some((saboteur) => cites(scenario, saboteur)))
  const rows: KillRow[] = []
  let clean: ReadonlyMap<string, CleanPlay> = new Map()

  beforeAll(async () => {
    clean = await playClean(new Set([...told, ...met]), seed)
  })

  describe('a clean run', () => {
    test.for(told.map(({ id }) => id))('%s conforms, so that a saboteur can change it', (id, { skip }) => {
      const { result, lacks } = clean.get(id) ?? {}
      skip(lacks !== undefined, lacks)
      expect(result).toMatchObject({ verdict: 'conforms', reasons: [] })
    })
  })

  describe('saboteurs', () => {
    test.for(saboteurs.map((saboteur) => [saboteur.id, saboteur] as const))(
      '%s is noticed by the scenarios of its clause',
      async ([id, saboteur], { skip }) => {
        const passes = (scenario: Scenario) => clean.get(scenario.id)?.seams.has(saboteur.seam) === true
        const citing = book.filter((scenario) => cites(scenario, saboteur))
        const asked = all ? book : citing.filter(passes)
        const by = disturbances.find(({ name }) => name === saboteur.noticedBy)
        if (by) {
          const { row: plainly } = await playSaboteur(saboteur, asked, seed)
          expect(plainly.killedBy, `it is noticed without ${by.name} too`).toEqual([])
        }
        const { row, tried } = await playSaboteur(saboteur, asked, seed, by)
        const reason = survivors[id]
        rows.push({ ...row, ...(reason !== undefined && { survivor: reason }) })
        const [lacks] = citing.flatMap((scenario) => clean.get(scenario.id)?.lacks ?? [])
        skip(row.killedBy.length === 0 && lacks !== undefined, lacks)
        const unasked = all ? [] : citing.filter((scenario) => !passes(scenario))
        if (reason === undefined) expect(row.killedBy, survivalOf(saboteur, tried, unasked)).not.toEqual([])
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
      writeKillMatrix(area, { version: 1, seed, sourceHash: sourceHash(), rows })
    })
  })
}
