import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { coverage } from '../scenarios/clauses/coverage.ts'
import { readBook } from '../scenarios/run/plan/book.ts'

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')

test('the README tells how many clauses there are and how many are tested', async () => {
  const book = await readBook()
  const { total, tested } = coverage(book.map(({ id, clauses }) => ({ scenario: id, clauses })))
  expect(readme).toContain(`**${total} clauses**`)
  expect(readme).toMatch(new RegExp(`scenarios\\s+test ${tested} of them so far`))
})
