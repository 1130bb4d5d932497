import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readYaml } from '../../reference-server/yaml-text.ts'
import { declarationOf, readDeclared } from './declared.ts'
import { questions } from './properties.ts'

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'expected-properties')
const [kerio] = questions

test('a surprise is declared by its pattern, for its property or for one setting of it', () => {
  if (!kerio) throw new RangeError('there are no questions')
  const reason = 'known'
  const of = (property: string, claim: string) =>
    declarationOf(
      [{ property, claim, reason }],
      kerio,
      'laptop offers mail: expected to be refused, saw RCPT 250',
    )
  expect(of('model', 'saw (RCPT|MAIL) 250')).toBeDefined()
  expect(of('model/kerio', '^laptop')).toBeDefined()
  expect(of('model/icewarp', '^laptop')).toBeUndefined()
  expect(of('model', 'saw MAIL')).toBeUndefined()
})

test('a pattern that is none is refused', () => {
  const entry = { property: 'model', claim: '(', reason: 'known' }
  expect(readDeclared([entry])).toEqual({ problem: '0.claim: expected a regular expression' })
})

test.each(readdirSync(folder))('%s declares surprises of properties that there are', (file) => {
  const read = readDeclared(readYaml(readFileSync(join(folder, file), 'utf8')).value)
  const known = new Set(questions.flatMap(({ id, property }) => [id, property.name]))
  expect('problem' in read ? read.problem : read.filter(({ property }) => !known.has(property))).toEqual([])
})
