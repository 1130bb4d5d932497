import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEvidence } from '../reports/evidence-json.ts'
import { judge } from '../scenarios/evidence/judge.ts'
import { search, tells } from './driven/search.ts'
import { settings } from './driven/settings.ts'
import { allSaboteurs } from './saboteurs/saboteur-play.ts'

const saboteurs = await allSaboteurs()

describe('a planted fault is found, and shrinks to a story of a few steps', () => {
  // Each with a seed that finds it soon, whatever the seed of the run: what is tried here is the searching.
  test.each([
    ['window-for-everybody', settings.kerioOn, 7, /logs in over POP3 as/, 'accepted'],
    ['window-open-at-its-end', settings.kerioOn, 5, /^30m pass$/m, 'accepted'],
    ['one-message-less', settings.kerioCounting, 1, /laptop sends mail/, 'refused'],
  ] as const)('%s', async (fault, setting, seed, needs, outcome) => {
    const planted = saboteurs.filter(({ id }) => id === fault)
    const { found } = await search(setting, {
      stories: 100,
      maxSteps: 40,
      saboteurs: planted,
      seed,
    })
    if (!found) throw new Error(`nothing was found of ${fault}`)
    const { story, evidence } = found
    expect(story.length - 1).toBeLessThanOrEqual(4)
    expect(story.join('\n')).toMatch(needs)
    expect(story.at(-2)).toMatch(new RegExp(`(offers|sends) mail .*: ${outcome}$`))

    const told = tells(found, `planted ${fault}`)
    const file = told.split('\n').at(-1) ?? ''
    const again = readEvidence(readFileSync(file, 'utf8'))
    expect(again).toEqual(evidence)
    expect(judge(again).verdict).toBe('violates')
  })
})
