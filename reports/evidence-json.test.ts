import { expect, test } from 'vitest'
import { evidenceJson, readEvidence } from './evidence-json.ts'
import { smallRun } from './small-run.ts'

const [evidence] = smallRun().evidence.values()
if (!evidence) throw new Error('the small run is empty')

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, field]) => [name, reversed(field)]),
  )
}

test('evidence reads back as it was', () => {
  expect(readEvidence(evidenceJson(evidence))).toEqual(evidence)
})

test('the same evidence gives the same octets, in whatever order its fields were set', () => {
  expect(evidenceJson(readEvidence(JSON.stringify(reversed(evidence))))).toBe(evidenceJson(evidence))
})

test('the fields stand in the order a reader wants them, each wire line on a line', () => {
  const { steps, sessions, claims, ...rest } = evidence
  const short = {
    ...rest,
    steps: steps.slice(0, 1),
    sessions: sessions.slice(1, 2),
    claims: claims.slice(0, 1),
  }
  expect(evidenceJson(short)).toMatchSnapshot()
})

const without = (name: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(evidence).filter(([field]) => field !== name)))

test.each([
  ['broken JSON', '{"version": 1,', 'not JSON: '],
  ['something else', '{"name": "mailspec"}', 'not evidence of version 1: version: '],
  ['a list', '[]', 'not evidence of version 1: '],
  [
    'a version to come',
    JSON.stringify({ ...evidence, version: 2 }),
    'evidence of version 2, but this mailspec reads version 1',
  ],
  ['a part that is missing', without('claims'), 'not evidence of version 1: claims: '],
  [
    'a claim about nothing',
    JSON.stringify({ ...evidence, claims: [{ ...evidence.claims[0], subject: undefined }] }),
    'not evidence of version 1: claims.0.subject',
  ],
])('%s is refused in one line that says why', (_, text, why) => {
  expect(() => readEvidence(text)).toThrow(SyntaxError)
  expect(() => readEvidence(text)).toThrow(why)
  expect(() => readEvidence(text)).not.toThrow(/\n/)
})
