import { expect, test } from 'vitest'
import { coverage, renderCoverage, statusOf, type Counts } from './coverage.ts'
import { areas, clauseById, clauses, findClause, impliedClauses, products, rfcClauses } from './ledger.ts'

const citing = (...ids: string[]) => [{ scenario: 'relay/some-scenario', clauses: ids }]

const addsUp = ({ total, tested, derived, untestable, untested }: Counts) =>
  total === tested + derived + untestable + untested

test('without scenarios only the derived and the untestable clauses are accounted for', () => {
  expect(coverage([])).toMatchObject({ total: 495, tested: 0, derived: 16, untestable: 5, untested: 474 })
})

test('the coverage has a row for every area and every product; what is implied and the RFCs stand apart', () => {
  const all = coverage([])
  expect(Object.keys(all)).toEqual([
    'total',
    'tested',
    'derived',
    'untestable',
    'untested',
    'byArea',
    'byProduct',
    'implied',
    'rfc',
  ])
  expect(Object.keys(all.byArea)).toEqual([...areas])
  expect(Object.keys(all.byProduct)).toEqual([...products])
  expect(all.implied).toMatchObject({ total: impliedClauses.length, tested: 0 })
  expect(all.rfc).toMatchObject({ total: rfcClauses.length, tested: 0, untested: rfcClauses.length })
})

test('every row adds up, and the rows add up to the whole', () => {
  const all = coverage(citing('kerio.relay.pop3-grant', 'ics.tls.smtps-465', 'rfc5321.quit-221'))
  const rows = [...Object.values(all.byArea), ...Object.values(all.byProduct), all.implied, all.rfc, all]
  expect(rows.every(addsUp)).toBe(true)
  for (const split of [all.byArea, all.byProduct]) {
    expect(Object.values(split).reduce((sum, { tested }) => sum + tested, 0)).toBe(all.tested)
  }
})

test('a cited clause is tested once, however many scenarios cite it', () => {
  const all = coverage([...citing('kerio.relay.pop3-grant'), ...citing('kerio.relay.pop3-grant')])
  expect(all.tested).toBe(1)
  expect(all.byArea['pop-before-smtp'].tested).toBe(1)
  expect(all.byProduct.kerio.tested).toBe(1)
})

test.each([
  ['an RFC rule', 'rfc5321.quit-221', 'rfc'],
  ['an implied clause', 'icewarp.submission.trusted-ip-suffices', 'implied'],
])('%s that is cited does not count among the clauses of the manuals', (_, id, apart) => {
  expect(coverage(citing(id))).toMatchObject({
    tested: 0,
    byArea: { submission: { tested: 0, total: 16 } },
    [apart]: { tested: 1 },
  })
})

test('an id the ledger does not know counts for nothing', () => {
  expect(coverage(citing('kerio.relay.pop4-grant'))).toEqual(coverage([]))
})

test('a waiting clause is untested, and says what it waits for', () => {
  expect(statusOf(clauseById('ics.rate.webmail-not-counted'), [])).toEqual({
    status: 'untested',
    reason: 'needs webmail',
  })
})

test('a derived clause names the clause it follows from', () => {
  const { status, reason } = statusOf(clauseById('kerio.rate.excess-discarded'), [])
  expect(status).toBe('derived')
  expect(reason).toContain('kerio.rate.per-hour')
})

test('an untestable clause says why', () => {
  expect(statusOf(clauseById('commgate.smtp.trusted-no-dynamic'), [])).toMatchObject({ status: 'untestable' })
})

test.each([
  'kerio.rate.excess-discarded',
  'commgate.smtp.trusted-no-dynamic',
  'kerio.relay.imap-login-no-grant',
])('a citation wins over what the ledger notes of %s', (id) => {
  const clause = findClause(id)
  expect(clause && statusOf(clause, citing(id))).toEqual({ status: 'tested' })
})

test('every clause that nobody cites has one of the three other statuses', () => {
  expect(clauses.filter((clause) => statusOf(clause, []).status === 'tested')).toEqual([])
})

test('the table shows areas, products and sums in columns', () => {
  const lines = renderCoverage(coverage(citing('kerio.relay.pop3-grant'))).split('\n')
  expect(lines[0]).toMatch(/^area +total +tested +derived +untestable +untested$/)
  expect(lines).toContainEqual(expect.stringMatching(/^pop-before-smtp +17 +1 +- +- +16$/))
  expect(lines).toContainEqual(expect.stringMatching(/^kerio +78 +1 +3 +1 +73$/))
  expect(lines).toContainEqual(expect.stringMatching(/^all manuals +495 +1 +16 +5 +473$/))
  expect(lines).toContain('1 of the 474 clauses that need a scenario of their own have one (0%).')
})
