import { expect, test } from 'vitest'
import { clauses } from './ledger.ts'
import { suggest } from './suggest.ts'

const ids = clauses.map((clause) => clause.id)

test.each([
  ['a letter too many', 'kerio.relay.pop3-winddow'],
  ['a letter too few', 'kerio.relay.pop3-widow'],
  ['a wrong letter', 'kerio.relay.pop4-window'],
  ['two letters swapped', 'kerio.relay.pop3-widnow'],
  ['capitals', 'Kerio.Relay.POP3-Window'],
  ['the last part alone', 'pop3-window'],
])('a clause is suggested for %s', (_point, word) => {
  expect(suggest(word, ids)[0]).toBe('kerio.relay.pop3-window')
})

test('the nearest candidate comes first', () => {
  expect(suggest('run', ['rum', 'runs', 'run'])).toEqual(['run', 'rum', 'runs'])
})

test('at most three candidates are suggested', () => {
  expect(suggest('relay', ids)).toHaveLength(3)
})

test('nothing is suggested for a word that resembles none', () => {
  expect(suggest('quarterly-figures', ids)).toEqual([])
  expect(suggest('', ids)).toEqual([])
})
