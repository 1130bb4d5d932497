import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCrew } from './crew.ts'
import { instrument } from './instrument.ts'
import type { Fate } from './mutant.ts'
import { playMutants } from './play-mutants.ts'

const root = join(import.meta.dirname, '..', '..')
const orchard = 'property-tests/mutants/testing/orchard.ts'
const span = 'reference-server/policy/span.ts'
const folder = mkdtempSync(join(tmpdir(), 'mailspec-mutants-'))
const few = { checks: 9, together: Infinity }
const problems: string[] = []
const told: Fate[] = []
let fates: readonly Fate[] = []

beforeAll(async () => {
  const { mutants, sources } = await instrument(root, [orchard, span])
  const instrumented = join(folder, 'sources.json')
  writeFileSync(instrumented, JSON.stringify({ sources }))
  await using crew = await openCrew({ workers: 1, seed: 1, instrumented, mostWork: 10_000 })
  fates = await playMutants({
    crew,
    mutants,
    stories: ['pop-before-smtp/same-rights-as-auth-icewarp', 'there/is-no-such-story'],
    testsFirst: ({ file }) => file === orchard,
    testsFor: ({ file }) => (file === orchard ? [orchard.replace('.ts', '.test.ts')] : []),
    most: { story: few, test: few },
    lastKiller: () => undefined,
    onFate: (fate) => void told.push(fate),
    onProgress: () => {},
    onProblem: (what, why) => void problems.push(`${what}: ${why}`),
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

const fateOf = (file: string, from: string, to: string): Fate | undefined =>
  fates.find(({ mutant }) => mutant.file === file && mutant.from === from && mutant.to === to)

test('a mutant that a test notices is killed by it', () => {
  expect(fateOf(orchard, 'days >= 30', 'days < 30')).toMatchObject({
    status: 'killed',
    kill: {
      by: 'test',
      id: expect.stringMatching(/orchard\.test\.ts > (?:fruit > of a |a picker picks )/),
      manner: 'breaks',
    },
  })
})

test('a mutant that no test notices survives', () => {
  expect(fateOf(orchard, 'days >= 30', 'days > 30')).toMatchObject({ status: 'survived' })
})

test('a loop without an end is ended, and counts as a hang', () => {
  expect(fateOf(orchard, 'left -= 10', 'left += 10')).toMatchObject({ kill: { manner: 'hang' } })
})

test('a failure that nobody waits for counts as a crash', () => {
  expect(fates.find(({ mutant }) => mutant.to === 'boxes.get(to).push')).toMatchObject({
    kill: { by: 'test', manner: 'crash' },
  })
})

test('what a story notices is killed by it, though it is passed only while the server is loaded', () => {
  expect(fateOf(span, 'now - start < span', 'true')).toMatchObject({ kill: { by: 'story' } })
  expect(
    fates.filter(({ mutant, kill }) => mutant.file === span && mutant.to.startsWith('() =>') && kill),
  ).not.toEqual([])
})

test('a check that does not hold without a mutant is not asked, and that is said', () => {
  expect(problems).toEqual(['there/is-no-such-story: there is no such scenario'])
})

test('each fate is told as soon as it is certain, that of a survivor too', () => {
  expect(new Set(told.map(({ mutant }) => mutant))).toEqual(new Set(fates.map(({ mutant }) => mutant)))
  expect(told).toContainEqual(fateOf(orchard, 'days >= 30', 'days > 30'))
})

test('when the time is over no mutant is begun, and nothing is said of those that are left', async () => {
  const { mutants, sources } = await instrument(root, [orchard])
  const instrumented = join(folder, 'orchard.json')
  writeFileSync(instrumented, JSON.stringify({ sources }))
  await using crew = await openCrew({ workers: 1, seed: 1, instrumented, mostWork: 10_000 })
  const played: Fate[] = []
  const decided = await playMutants({
    crew,
    mutants,
    stories: [],
    testsFirst: () => false,
    testsFor: () => [orchard.replace('.ts', '.test.ts')],
    most: { story: few, test: few },
    isTimeUp: () => played.length >= 2,
    lastKiller: () => undefined,
    onFate: (fate) => void played.push(fate),
    onProgress: () => {},
    onProblem: () => {},
  })
  expect(decided.length).toBeLessThan(mutants.length)
  expect(new Set(decided)).toEqual(new Set(played))
})
