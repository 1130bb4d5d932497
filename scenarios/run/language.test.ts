import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectations } from '../evidence/expectations.ts'
import { verbTables } from './story/verbs/testing.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/scenario-language.md'), 'utf8')

const headings: Readonly<Record<string, keyof typeof verbTables>> = {
  'What clients do': 'client',
  'What is done in an SMTP session': 'SMTP session',
  'What is done in a POP3 session': 'POP3 session',
  'What is done in an IMAP session': 'IMAP session',
  'What peers do': 'peer',
  clock: 'clock',
  sink: 'sink',
  operator: 'operator',
  dns: 'dns',
}

/** The names in the first column of each table of the page, by the heading above it. */
const listed = new Map(
  page
    .split(/^##+ /m)
    .map((section): [string, readonly string[]] => [
      section.slice(0, section.indexOf('\n')),
      [...section.matchAll(/^\| `(\w+)\(/gm)].map(([, name = '']) => name),
    ]),
)

test('the page of the language has a table for everybody who acts', () => {
  expect(Object.values(headings).sort()).toEqual(Object.keys(verbTables).sort())
})

test.each(Object.entries(headings))('"%s" lists the verbs there are, in their order', (heading, actor) => {
  expect(listed.get(heading)).toEqual(Object.keys(verbTables[actor]))
})

/** What a row judges → what the page calls it. */
const subjects = Object.entries(expectations).flatMap(([, { says, meets }]) =>
  Object.keys(says).map((word) => [word, Object.keys(meets)] as const),
)

test.each(subjects)('"%s" is listed among the words of claims, with what it judges', (word, kinds) => {
  const [, of = ''] = new RegExp(`^\\| \`${word}\\(.*?\` \\| ([^|]*) \\|`, 'm').exec(page) ?? []
  expect(of.split(', ')).toEqual(kinds)
})

test('no word is listed that claims do not have', () => {
  expect(listed.get('What can be claimed')?.toSorted()).toEqual(subjects.map(([word]) => word).sort())
})
