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

test('a file that is not evidence is refused', () => {
  expect(() => readEvidence('{"version": 2}')).toThrow('not evidence of version 1')
})
