import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fatesStillTrue, lastKillers, nothingKnown, readMemory, remembering, writeMemory } from './memory.ts'
import type { Fate, Kill, Mutant } from './mutant.ts'
import type { SourceHashes } from './source-hash.ts'

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
/** All sources, and those of each kill. */
const sources = (all: string, killed = 'as they were'): SourceHashes => ({ all, of: () => killed })
const asTheyWere = sources('as they were')
const later = sources('later', 'later')
const known = remembering(nothingKnown, asTheyWere, { fates, mutants })

describe('what is known of a mutant', () => {
  test('holds as long as no source has changed', () => {
    expect(fatesStillTrue(known, asTheyWere, mutants)).toEqual(fates)
  })

  test('holds of a kill when what changed is neither the file of the mutant nor that of its killer', () => {
    expect(fatesStillTrue(known, sources('later'), mutants)).toEqual(fates.slice(0, 1))
  })

  test('is played again when its file or its killer has changed', () => {
    expect(fatesStillTrue(known, later, mutants)).toEqual([])
  })

  test('is played when nothing is known of it', () => {
    expect(fatesStillTrue(nothingKnown, asTheyWere, mutants)).toEqual([])
  })

  test('stays when a run is broken off', () => {
    const half = remembering(known, later, { fates: fates.slice(0, 1), mutants })
    expect(fatesStillTrue(half, later, mutants)).toEqual(fates.slice(0, 1))
    expect(fatesStillTrue(half, asTheyWere, mutants)).toEqual(fates.slice(1))
  })

  test('stays when another file is played', () => {
    const other = { ...mutant('3', 1, 'false'), file: 'b.ts' }
    const both = remembering(known, later, {
      fates: [{ mutant: other, status: 'uncovered' }],
      mutants: [other],
    })
    expect(fatesStillTrue(both, asTheyWere, mutants)).toEqual(fates)
    expect(fatesStillTrue(both, later, [other])).toEqual([{ mutant: other, status: 'uncovered' }])
  })

  test('is dropped with the mutant', () => {
    const [left] = mutants
    const less = remembering(known, asTheyWere, { fates: [], mutants: left ? [left] : [] })
    expect(fatesStillTrue(less, asTheyWere, mutants)).toEqual(fates.slice(0, 1))
  })

  test('tells two apart that change the same in two equal lines', () => {
    const [first, second] = [mutant('1', 4, 'true'), mutant('9', 8, 'true')]
    const twice = remembering(nothingKnown, asTheyWere, {
      fates: [
        { mutant: first, status: 'survived' },
        { mutant: second, status: 'killed', kill },
      ],
      mutants: [first, second],
    })
    expect(fatesStillTrue(twice, asTheyWere, [first, second])).toMatchObject([
      { status: 'survived' },
      { status: 'killed' },
    ])
  })

  test('never includes that it is equivalent: that is judged anew', () => {
    const same = mutant('2', 4, 'true')
    const judged = remembering(nothingKnown, asTheyWere, {
      fates: [{ mutant: same, status: 'equivalent', reason: 'because' }],
      mutants: [same],
    })
    expect(fatesStillTrue(judged, asTheyWere, [same])).toMatchObject([{ status: 'survived' }])
  })
})

test('what killed a mutant is known though its line has moved', () => {
  const moved = [mutant('77', 9, 'a > b'), mutant('78', 9, 'true')]
  const killers = lastKillers(known, moved)
  expect(moved.map(killers)).toMatchObject([kill, undefined])
})

describe('the file', () => {
  test('gives back what was written', () => {
    writeMemory(join(folder, 'deep', 'mutants.json'), known)
    expect(readMemory(join(folder, 'deep', 'mutants.json'))).toEqual(known)
  })

  test.each([
    ['is missing', undefined],
    ['was cut off', '{"version": 1, "fil'],
    ['is of another version', '{"version": 1, "files": {}}'],
  ])('that %s means that nothing is known', (name, text) => {
    const file = join(folder, `${name}.json`)
    if (text !== undefined) writeFileSync(file, text)
    expect(readMemory(file)).toEqual(nothingKnown)
  })
})
