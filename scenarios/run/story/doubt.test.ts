import { expect, test } from 'vitest'
import type { Attempt } from '#evidence'
import type { Expected } from '../../evidence/expectations.ts'
import { decides, weighed } from './doubt.ts'

const answered = (code: number): Attempt => ({
  kind: 'attempt',
  session: 'visitor#1',
  line: 3,
  at: 'RCPT',
  reply: { code, text: ['so it is'] },
  when: { notBefore: 0, notAfter: 1 },
})

const claim = (is: 'accepted' | 'refused' | 'turned-away', code: number) => ({
  subject: answered(code),
  expected: { is } satisfies Expected,
  weight: 'must' as const,
  axis: 'decision' as const,
  clauses: [],
  where: '',
})

const anything = { policy: {} }
const somebody = { mayHoldBack: true, mayKnowClients: true }

test.each([
  ['accepted', 450],
  ['accepted', 421],
  ['refused', 451],
] as const)('what was to be %s and is answered %i may have met a limit', (is, code) => {
  expect(() => decides(claim(is, code), somebody, anything)).toThrow(/"\d+ so it is", which may be a limit/)
})

test.each([
  ['refused', 250],
  ['turned-away', 251],
] as const)('what was to be %s and is answered %i may be known', (is, code) => {
  expect(() => decides(claim(is, code), somebody, anything)).toThrow(/because this address logged in before/)
})

test.each([
  ['accepted', 250],
  ['accepted', 550],
  ['accepted', 452],
  ['refused', 550],
  ['turned-away', 450],
] as const)('what was to be %s and is answered %i has decided', (is, code) => {
  expect(() => decides(claim(is, code), somebody, anything)).not.toThrow()
})

test('a server that has no limits but those of the story, and knows nobody, decides whatever it says', () => {
  expect(() => decides(claim('accepted', 450), {}, anything)).not.toThrow()
  expect(() => decides(claim('refused', 250), {}, anything)).not.toThrow()
  expect(() => decides(claim('accepted', 450), somebody, { policy: { greylist: {} } })).not.toThrow()
  expect(() => decides(claim('accepted', 450), somebody, { policy: { limits: {} } })).not.toThrow()
})

test.each([
  ['a refusal for now in place of one for good', claim('refused', 454), somebody, 'should'],
  ['what was taken in place of a refusal', claim('refused', 250), somebody, 'must'],
  ['a refusal for now where acceptance is claimed', claim('accepted', 454), somebody, 'must'],
  ['a refusal for now on a server that was told to refuse', claim('refused', 454), {}, 'must'],
] as const)('%s', (_, told, server, weight) => {
  expect(weighed(told, server).weight).toBe(weight)
})
