import { expect, test } from 'vitest'
import { changesSince, readProfile, valueInWords, type MeasuredValue, type PolicyProfile } from './profile.ts'

const profile = (values: Readonly<Record<string, MeasuredValue>>, name = 'relaying'): PolicyProfile => ({
  version: 1,
  target: 'stranger',
  measuredAt: '2026-03-01T12:00:00.000Z',
  probes: [
    {
      name,
      title: 'Who may relay',
      evidence: null,
      findings: Object.entries(values).map(([what, value]) => ({ what, value, shown: [] })),
    },
  ],
})

test.each<[MeasuredValue, string]>([
  [{ is: '30m' }, '30m'],
  [{ is: true }, 'yes'],
  [{ is: ['pop3', 'imap'] }, 'pop3, imap'],
  [{ is: [] }, 'none'],
  [{ between: ['16m', '32m'] }, '16m to 32m'],
  [{ beyond: 200 }, 'no limit up to 200'],
  [{ unknown: 'AUTH is not offered' }, 'unknown, because AUTH is not offered'],
])('%j is told as: %s', (value, words) => expect(valueInWords(value)).toBe(words))

test('a server measured again shows what is different, and nothing else', () => {
  const before = profile({ 'relay.mode': { is: 'open' }, 'auth.required': { is: false } })
  const now = profile({
    'relay.mode': { is: 'restricted' },
    'auth.required': { is: false },
    'a.b': { is: 1 },
  })
  expect(changesSince(before, now)).toEqual([
    { what: 'relay.mode', before: 'open', now: 'restricted' },
    { what: 'a.b', before: undefined, now: '1' },
  ])
})

test('what only one of the two measurements asked for is no change', () => {
  expect(changesSince(profile({ a: { is: 1 } }), profile({ b: { is: 2 } }, 'others'))).toEqual([])
})

test('a profile is read as it was written, and anything else is not one', () => {
  const written = profile({ a: { between: [1, 2] }, b: { beyond: 3 }, c: { unknown: 'why' } })
  expect(readProfile(JSON.stringify(written))).toEqual(written)
  expect(() => readProfile('{"version":2}')).toThrow(SyntaxError)
})
