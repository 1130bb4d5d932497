import { expect, test } from 'vitest'
import {
  areas,
  clauseById,
  clauses,
  findClause,
  impliedClauses,
  products,
  rfcClauses,
  type Area,
  type Product,
} from './ledger.ts'

const everyClause = [...clauses, ...impliedClauses]

const sizes: Record<Product, number> = { icewarp: 68, ics: 97, imail: 56, kerio: 78, commgate: 196 }

test('the ledger holds the 495 clauses of the five manuals', () => {
  expect(clauses).toHaveLength(495)
})

test.each(products)('every clause of %s is there', (product) => {
  expect(clauses.filter((clause) => clause.product === product)).toHaveLength(sizes[product])
})

/** Of each area: icewarp, ics, imail, kerio, commgate. */
const byArea: Record<Area, readonly number[]> = {
  relay: [8, 7, 15, 10, 4],
  'pop-before-smtp': [10, 0, 0, 7, 0],
  submission: [16, 0, 0, 0, 0],
  authentication: [0, 3, 0, 3, 3],
  'access-control': [0, 6, 16, 1, 4],
  'rate-limits': [0, 8, 0, 5, 0],
  'abuse-limits': [0, 0, 0, 15, 2],
  'sender-checks': [8, 2, 7, 4, 0],
  'recipient-checks': [0, 0, 0, 1, 3],
  'lists-and-aliases': [0, 0, 8, 0, 6],
  'delivery-queue': [0, 2, 0, 10, 1],
  smarthost: [0, 15, 0, 8, 4],
  encryption: [0, 18, 0, 2, 4],
  dkim: [0, 9, 0, 0, 0],
  greylisting: [0, 2, 0, 0, 11],
  antispam: [9, 0, 0, 4, 36],
  antivirus: [0, 6, 0, 0, 6],
  attachments: [0, 2, 0, 0, 5],
  dlp: [0, 3, 0, 0, 0],
  archive: [0, 0, 3, 0, 42],
  maildrop: [0, 0, 0, 0, 16],
  'pop-imap': [0, 2, 0, 0, 6],
  webmail: [7, 1, 0, 0, 11],
  domains: [0, 0, 0, 0, 8],
  storage: [0, 4, 0, 0, 3],
  administration: [8, 7, 7, 3, 21],
  reports: [2, 0, 0, 5, 0],
}

test.each(areas)('every product has its clauses about %s', (area) => {
  const inArea = clauses.filter((clause) => clause.area === area)
  const perProduct = products.map((product) => inArea.filter((clause) => clause.product === product).length)
  expect(perProduct).toEqual(byArea[area])
})

test('an implied clause stands beside those of the manuals, and its note says what it rests on', () => {
  const stated = new Set(clauses.map(({ id }) => id))
  expect(impliedClauses.filter(({ id }) => stated.has(id))).toEqual([])
  expect(impliedClauses.filter(({ ambiguity }) => !ambiguity?.startsWith('Implied'))).toEqual([])
})

test('no two clauses share an id, implied ones and RFC rules included', () => {
  const ids = [...everyClause, ...rfcClauses].map((clause) => clause.id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the id of a clause begins with its product, that of an RFC rule with its number', () => {
  expect(everyClause.filter(({ id, product }) => !id.startsWith(`${product}.`))).toEqual([])
  expect(rfcClauses.filter(({ id, rfc }) => !id.startsWith(`rfc${rfc}.`))).toEqual([])
})

test('a derived clause names another clause, of the same product, that stands by itself', () => {
  const derived = clauses.flatMap(({ id, product, derived: link }) =>
    link ? [{ id, product, from: link.from }] : [],
  )
  expect(derived).toHaveLength(16)
  for (const { id, product, from } of derived) {
    const source = clauses.find((clause) => clause.id === from)
    expect(source, id).toMatchObject({ product })
    expect(source?.derived, id).toBeUndefined()
    expect(source?.untestable, id).toBeUndefined()
  }
})

test('exactly the clauses that no verdict can be had on say why', () => {
  const untestable = clauses.filter((clause) => clause.untestable)
  expect(untestable).toHaveLength(5)
  expect(untestable).toEqual(clauses.filter((clause) => clause.testable === 'no'))
})

test('nothing that should say something is empty', () => {
  for (const { id, place, statement, protocols, settings, observation } of everyClause) {
    expect(
      [place, statement, ...observation, ...settings.flatMap(({ key, name, type }) => [key, name, type])],
      id,
    ).not.toContain('')
    expect(protocols, id).not.toEqual([])
    expect(observation, id).not.toEqual([])
  }
})

const levels = ['must', 'should', 'may'] as const

test('the level of a clause is the strongest word of its statement', () => {
  const differing = everyClause.filter(({ level, statement }) => {
    const strongest = levels.find((word) => new RegExp(`\\b${word.toUpperCase()}\\b`).test(statement))
    return strongest !== undefined && strongest !== level
  })
  expect(differing).toEqual([])
})

test('a clause is found by its id', () => {
  expect(clauseById('kerio.relay.pop3-window').product).toBe('kerio')
  expect(findClause('rfc1939.wrong-password-err')).toMatchObject({ rfc: 1939 })
  expect(findClause('kerio.relay.pop4-window')).toBeUndefined()
})

test('a mistyped id does not compile', () => {
  // @ts-expect-error -- there is no POP4
  expect(() => clauseById('kerio.relay.pop4-window')).toThrow('no clause is called kerio.relay.pop4-window')
})
