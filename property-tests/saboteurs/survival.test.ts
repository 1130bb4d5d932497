import { expect, test } from 'vitest'
import { saboteur } from '#reference-server'
import { readBook } from '../../scenarios/run/plan/book.ts'
import { cites, playSaboteur, survivalOf } from './saboteur-play.ts'

const changesNothing = saboteur({
  id: 'relay-as-it-should-be',
  clause: 'kerio.relay.open-mode',
  seam: 'relay.is-open',
  replace: (isOpen) => (policy) => isOpen(policy),
})

test('a saboteur that survives tells which scenarios were tried, with their results', async () => {
  const citing = (await readBook()).filter((scenario) => cites(scenario, changesNothing))
  const { row, tried } = await playSaboteur(changesNothing, citing, 1)
  expect(row.killedBy).toEqual([])
  expect(citing.length).toBeGreaterThan(0)
  expect(survivalOf(changesNothing, tried, []).split('\n')).toEqual([
    'relay-as-it-should-be is noticed by no scenario that cites kerio.relay.open-mode',
    ...citing.map(({ id }) => `  ${id}: conforms`),
  ])
})

test('a scenario that never passes the seam is named as not tried', async () => {
  const [scenario] = await readBook()
  expect(survivalOf(changesNothing, [], scenario ? [scenario] : [])).toContain(
    `${scenario?.id}: not tried, it never passes relay.is-open`,
  )
})

test('where no scenario cites the clause, that is what it says', () => {
  expect(survivalOf(changesNothing, [], [])).toContain('no scenario cites it')
})
