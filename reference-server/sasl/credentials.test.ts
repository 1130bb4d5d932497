import { describe, expect, test } from 'vitest'
import { createCredentials } from './credentials.ts'

/** Octets that differ from call to call, and a count of the calls. */
const counting = () => {
  const drawn = { times: 0 }
  return { drawn, random: (octets: number) => Buffer.alloc(octets, ++drawn.times) }
}
const accounts = {
  'alice@local.test': { password: 'sesame' },
  'Bob@Local.test': { password: 'open sesame' },
}
const hosting = (...domains: string[]) => createCredentials({ accounts, domains, random: counting().random })

describe('with one domain', () => {
  test.each([
    ['the full address', 'alice@local.test', 'sesame', true],
    ['another case of the domain', 'alice@LOCAL.Test', 'sesame', true],
    ['the bare local-part', 'alice', 'sesame', true],
    ['an account written with capitals', 'bob@local.test', 'open sesame', true],
    ['a wrong password', 'alice@local.test', 'Sesame', false],
    ['another account’s password', 'alice', 'open sesame', false],
    ['an empty password', 'alice', '', false],
    ['another domain', 'alice@remote.test', 'sesame', false],
    ['an empty domain', 'alice@', 'sesame', false],
    ['nobody', '', 'sesame', false],
    ['a name of the language', '__proto__', 'sesame', false],
  ])('%s: %s with %s fits: %s', async (_name, login, password, matches) => {
    expect(await hosting('local.test').check(login, password)).toMatchObject({ matches })
  })
})

test.each([
  ['two domains', ['local.test', 'second.test']],
  ['no domain', []],
])('with %s a bare local-part is nobody', async (_name, domains) => {
  const credentials = hosting(...domains)
  expect(await credentials.check('alice', 'sesame')).toEqual({ matches: false, account: 'alice' })
  expect(await credentials.check('alice@local.test', 'sesame')).toMatchObject({ matches: true })
})

test.each([
  ['a login that fits', 'Alice', 'sesame', 'alice@local.test'],
  ['a wrong password', 'ALICE@local.test', 'no', 'alice@local.test'],
  ['an unknown name', 'Mallory@local.test', 'no', 'Mallory@local.test'],
])('%s is told the account: %s with %s is %s', async (_name, login, password, account) => {
  expect(await hosting('local.test').check(login, password)).toMatchObject({ account })
})

test('a password fits again and again, and a wrong one never does', async () => {
  const credentials = hosting('local.test')
  const seen = []
  for (const password of ['no', 'sesame', 'sesame', 'no', 'sesame']) {
    seen.push((await credentials.check('alice', password)).matches)
  }
  expect(seen).toEqual([false, true, true, false, true])
})

test('checks at the same time do not disturb each other', async () => {
  const credentials = hosting('local.test')
  const checks = await Promise.all(
    ['sesame', 'no', 'sesame', 'sesame'].map((password) => credentials.check('alice', password)),
  )
  expect(checks.map(({ matches }) => matches)).toEqual([true, false, true, true])
  expect((await credentials.check('alice', 'sesame')).matches).toBe(true)
})

test('an account is given its salt at its first login and keeps it', async () => {
  const { drawn, random } = counting()
  const credentials = createCredentials({ accounts, domains: ['local.test'], random })
  const atStart = drawn.times
  await credentials.check('alice', 'sesame')
  const afterFirst = drawn.times
  await credentials.check('alice', 'sesame')
  await credentials.check('alice', 'no')
  expect([atStart, afterFirst, drawn.times]).toEqual([1, 2, 2])
})
