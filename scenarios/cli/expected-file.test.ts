import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBook } from '../run/plan/book.ts'
import { expectationsFor, expectedFolder } from './expected-file.ts'
import { builtInTargets } from './targets.ts'

const targets = builtInTargets()
  .filter(({ isReference }) => !isReference)
  .map(({ name }) => name)

test('every built-in target of others has a file, and every file a target', () => {
  const files = readdirSync(expectedFolder).filter((file) => file.endsWith('.yaml'))
  expect(files).toEqual(targets.map((name) => `${name}.yaml`).sort())
})

test.each(targets)('what is declared for %s are scenarios there are, each with a link', async (target) => {
  const book = new Set((await readBook()).map(({ id }) => id))
  for (const { scenario, link } of expectationsFor(target)) {
    expect(book).toContain(scenario)
    expect(link, scenario).toMatch(/^https:/)
  }
})

test('a target without a file has nothing declared', () => {
  expect(expectationsFor('nobody')).toEqual([])
})

test('all that is wrong with a file is said, with the file and the place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailspec-expected-'))
  writeFileSync(
    join(folder, 'box.yaml'),
    '- { scenario: relay/one, verdict: fails, reason: so }\n- relay/two\n',
  )
  expect(() => expectationsFor('box', folder)).toThrow(
    /box\.yaml: \[0\]\.verdict: expected one of .*, saw "fails"\nmailspec: .*box\.yaml: \[1\]: expected an expectation/,
  )
  writeFileSync(join(folder, 'box.yaml'), '- [\n')
  expect(() => expectationsFor('box', folder)).toThrow(/box\.yaml: this is not YAML: /)
  rmSync(folder, { recursive: true })
})
