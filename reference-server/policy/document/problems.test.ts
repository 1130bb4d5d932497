import { describe, expect, test } from 'vitest'
import { kindOfValue, nearestKey, printPath, seen } from './problems.ts'

test.each([
  [[], ''],
  [['relay', 'trusted', 0], 'relay.trusted[0]'],
  [['accounts', 'alice@local.test', 'password'], 'accounts["alice@local.test"].password'],
  [['relay.mode'], '["relay.mode"]'],
  [['ipGroups', '1st'], 'ipGroups["1st"]'],
  [['ip-groups_2'], 'ip-groups_2'],
  [[3, 'x'], '[3].x'],
])('the path %j is written as people do: %s', (path, written) => {
  expect(printPath(path)).toBe(written)
})

test.each([
  [undefined, 'nothing'],
  [null, 'nothing'],
  [[], 'a list'],
  [{}, 'an object'],
  ['tea', 'a text'],
  [true, 'a switch'],
  [4, 'a number'],
])('of %j is told what kind it is: %s', (value, kind) => {
  expect(kindOfValue(value)).toBe(kind)
})

test.each([
  ['a text in quotes', 'tea', '"tea"'],
  ['a text of sixty characters', 'x'.repeat(60), `"${'x'.repeat(60)}"`],
  ['the beginning of a longer one', 'x'.repeat(61), `"${'x'.repeat(57)}..."`],
  ['a number', 0.5, '0.5'],
  ['a switch', false, 'false'],
  ['the kind of anything else', { password: 'secret' }, 'an object'],
  ['nothing', null, 'nothing'],
])('a value shows itself as %s', (_, value, shown) => {
  expect(seen(value)).toBe(shown)
})

describe('of a mistyped key', () => {
  const known = ['relay.mode', 'relay.trusted', 'popBeforeSmtp.window', 'queue.window', 'limits.hops']

  test.each([
    ['a letter missing', 'relay.truste', 'relay.trusted'],
    ['a letter too many', 'relay.moode', 'relay.mode'],
    ['another letter', 'limits.haps', 'limits.hops'],
    ['two letters changed about', 'limits.hosp', 'limits.hops'],
    ['in capitals', 'RELAY.MODE', 'relay.mode'],
    ['in another section', 'delivery.trusted', 'relay.trusted'],
    ['without its section', 'trusted', 'relay.trusted'],
    ['with the section that fits, of two', 'queue.windo', 'queue.window'],
    ['with the other section that fits', 'popBeforeSmtp.windo', 'popBeforeSmtp.window'],
    ['which begins as a known one does', 'popBeforeSmtp.windowMinutes', 'popBeforeSmtp.window'],
    ['of which a known one is the longer', 'relay.trus', 'relay.trusted'],
    ['too short to begin another', 'relay.tru', undefined],
    ['with more than a third of it changed', 'relay.xxxsted', undefined],
    ['like none', 'relay.zzzzzz', undefined],
    ['a single letter of another', 'relay.x', undefined],
  ])('the one that is meant is found: %s', (_, mistyped, meant) => {
    expect(nearestKey(mistyped, known)).toBe(meant)
  })

  test('the first of two that are equally near is named', () => {
    expect(nearestKey('a.hopt', ['a.hops', 'a.hope'])).toBe('a.hops')
  })

  test('of two that are equally near, the one in the same section is named', () => {
    expect(nearestKey('b.wood', ['a.wool', 'b.wool'])).toBe('b.wool')
  })

  test('nothing is named where nothing is known', () => {
    expect(nearestKey('relay', [])).toBeUndefined()
  })
})
