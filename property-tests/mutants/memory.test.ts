import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fatesStillTrue, lastKillers, nothingKnown, readMemory, remembering, writeMemory } from './memory.ts'
import type { Fate, Kill, Mutant } from './mutant.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-memory-'))
afterAll(() => rmSync(folder, { recursive: true }))

const mutant = (id: string, line: number, to: string): Mutant => ({
  id,
  file: 'a.ts',
  line,
  lineText: 'if (a >= b) return',
  span: { from: 0, to: 6 },
  from: 'a >= b',
  to,
})
const kill: Kill = { by: 'story', id: 'relay/stranger-is-denied', manner: 'breaks', why: 'violates' }
const fates: readonly Fate[] = [
  { mutant: mutant('1', 4, 'a > b'), status: 'killed', kill },
  { mutant: mutant('2', 4, 'true'), status: 'survived' },
]
const mutants = fates.map((fate) => fate.mutant)
const known = remembering(nothingKnown, 'sources', fates)

describe('what is known of a file', () => {
  test('holds as long as no source has changed', () => {
    expect(fatesStillTrue(known, 'sources', mutants)).toEqual(fates)
  })

  test('is played again when any has', () => {
    expect(fatesStillTrue(known, 'other sources', mutants)).toBeUndefined()
  })

  test('is played when nothing is known of it', () => {
    expect(fatesStillTrue(nothingKnown, 'sources', mutants)).toBeUndefined()
  })

  test('stays when another file is played', () => {
    const other = { ...mutant('3', 1, 'false'), file: 'b.ts' }
    const both = remembering(known, 'later', [{ mutant: other, status: 'uncovered' }])
    expect(fatesStillTrue(both, 'sources', mutants)).toEqual(fates)
    expect(fatesStillTrue(both, 'later', [other])).toEqual([{ mutant: other, status: 'uncovered' }])
  })

  test('never includes that a mutant is equivalent: that is judged anew', () => {
    const judged = remembering(nothingKnown, 'sources', [
      { mutant: mutant('2', 4, 'true'), status: 'equivalent', reason: 'because' },
    ])
    expect(fatesStillTrue(judged, 'sources', [mutant('2', 4, 'true')])).toMatchObject([
      { status: 'survived' },
    ])
  })
})

test('what killed a mutant is known though its line has moved', () => {
  expect(lastKillers(known)(mutant('77', 9, 'a > b'))).toMatchObject(kill)
  expect(lastKillers(known)(mutant('78', 9, 'true'))).toBeUndefined()
})

describe('the file', () => {
  test('gives back what was written', () => {
    writeMemory(join(folder, 'deep', 'mutants.json'), known)
    expect(readMemory(join(folder, 'deep', 'mutants.json'))).toEqual(known)
  })

  test.each([
    ['is missing', undefined],
    ['was cut off', '{"version": 1, "fil'],
    ['is of another version', '{"version": 9, "files": {}}'],
  ])('that %s means that nothing is known', (name, text) => {
    const file = join(folder, `${name}.json`)
    if (text !== undefined) writeFileSync(file, text)
    expect(readMemory(file)).toEqual(nothingKnown)
  })
})
