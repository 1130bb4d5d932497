import { expect, test } from 'vitest'
import { renderClause } from './explain.ts'
import { clauseById, clauses, findClause } from './ledger.ts'

const unknown = { scenarios: [], saboteurs: [] }

test('a clause is explained with its place, its settings, its observation and who cites it', () => {
  const text = renderClause(clauseById('kerio.relay.pop3-window'), {
    scenarios: ['pop-before-smtp/window-opens-and-closes-kerio'],
    saboteurs: ['window-never-closes'],
  })
  expect(text).toMatch(
    /^kerio\.relay\.pop3-window\n {2}The right to relay that a POP3 login grants MUST last/,
  )
  expect(text).toMatch(/place +Relay control\n/)
  expect(text).toMatch(/status +tested\n/)
  expect(text).toMatch(/popBeforeSmtp\.window +Allow SMTP relay for .* +integer, minutes +-\n/)
  expect(text).toContain('\nscenarios\n  - pop-before-smtp/window-opens-and-closes-kerio\n')
  expect(text).toContain('\nsaboteurs\n  - window-never-closes\n')
})

test('a clause no scenario cites is explained as untested, without empty headings', () => {
  const text = renderClause(clauseById('kerio.queue.viewable'), unknown)
  expect(text).toMatch(/status +untested\n/)
  expect(text).not.toMatch(/settings|scenarios|saboteurs/)
})

test('the reason of a derived clause is given with its status', () => {
  expect(renderClause(clauseById('kerio.rate.excess-discarded'), unknown)).toMatch(
    /status +derived: it follows from kerio\.rate\.per-hour\. /,
  )
})

test('an RFC rule is explained with its section', () => {
  const clause = findClause('rfc5321.relay-denied-550')
  expect(clause && renderClause(clause, unknown)).toMatch(/place +RFC 5321, section 3\.6\.2\n/)
})

test('only a table of settings is ever wider than a hundred columns', () => {
  const wide = clauses
    .map((clause) => renderClause({ ...clause, settings: [] }, unknown))
    .flatMap((text) => text.split('\n').filter((line) => line.length > 100))
  expect(wide).toEqual([])
})
