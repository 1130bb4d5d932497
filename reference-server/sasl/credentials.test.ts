import { describe, expect, test } from 'vitest'
import { digestOf } from './challenge.ts'
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
    expect(await hosting('local.test').check({ login, password })).toMatchObject({ matches })
  })
})

test.each([
  ['two domains', ['local.test', 'second.test']],
  ['no domain', []],
])('with %s a bare local-part is nobody', async (_name, domains) => {
  const credentials = hosting(...domains)
  expect(await credentials.check({ login: 'alice', password: 'sesame' })).toEqual({
    matches: false,
    account: 'alice',
  })
  expect(await credentials.check({ login: 'alice@local.test', password: 'sesame' })).toMatchObject({
    matches: true,
  })
})

test.each([
  ['a login that fits', 'Alice', 'sesame', 'alice@local.test'],
  ['a wrong password', 'ALICE@local.test', 'no', 'alice@local.test'],
  ['an unknown name', 'Mallory@local.test', 'no', 'Mallory@local.test'],
])('%s is told the account: %s with %s is %s', async (_name, login, password, account) => {
  expect(await hosting('local.test').check({ login, password })).toMatchObject({ account })
})

test('a password fits again and again, and a wrong one never does', async () => {
  const credentials = hosting('local.test')
  const seen = []
  for (const password of ['no', 'sesame', 'sesame', 'no', 'sesame']) {
    seen.push((await credentials.check({ login: 'alice', password })).matches)
  }
  expect(seen).toEqual([false, true, true, false, true])
})

test('checks at the same time do not disturb each other', async () => {
  const credentials = hosting('local.test')
  const checks = await Promise.all(
    ['sesame', 'no', 'sesame', 'sesame'].map((password) => credentials.check({ login: 'alice', password })),
  )
  expect(checks.map(({ matches }) => matches)).toEqual([true, false, true, true])
  expect((await credentials.check({ login: 'alice', password: 'sesame' })).matches).toBe(true)
})

test('an account is given its salt at its first login and keeps it', async () => {
  const { drawn, random } = counting()
  const credentials = createCredentials({ accounts, domains: ['local.test'], random })
  const atStart = drawn.times
  await credentials.check({ login: 'alice', password: 'sesame' })
  const afterFirst = drawn.times
  await credentials.check({ login: 'alice', password: 'sesame' })
  await credentials.check({ login: 'alice', password: 'no' })
  expect([atStart, afterFirst, drawn.times]).toEqual([2, 3, 3])
})

const answered = (method: 'cram-md5' | 'apop', password: string, challenge = '<1@local.test>') => ({
  answer: { method, challenge, digest: digestOf({ method, challenge }, password) },
})

const withChallenges = () =>
  createCredentials({
    accounts: { ...accounts, 'carol@local.test': { password: 'tea', challengeResponse: false } },
    domains: ['local.test'],
    random: counting().random,
  })

describe('a challenge', () => {
  test.each([
    ['the right password in CRAM-MD5', 'alice', answered('cram-md5', 'sesame'), true],
    ['the right password in APOP', 'alice@local.test', answered('apop', 'sesame'), true],
    ['a wrong password', 'alice', answered('cram-md5', 'Sesame'), false],
    ['another account’s password', 'alice', answered('apop', 'open sesame'), false],
    ['an unknown account', 'mallory', answered('apop', 'sesame'), false],
    ['an account that is not to answer challenges', 'carol', answered('cram-md5', 'tea'), false],
    [
      'a digest of another method',
      'alice',
      { answer: { ...answered('apop', 'sesame').answer, method: 'cram-md5' as const } },
      false,
    ],
    ['no digest', 'alice', { answer: { ...answered('apop', 'sesame').answer, digest: '' } }, false],
  ])('answered with %s: %s %o → %s', async (_name, login, answer, matches) => {
    expect(await withChallenges().check({ login, ...answer })).toMatchObject({ matches })
  })

  test('and a password log in by turns', async () => {
    const credentials = withChallenges()
    const seen = []
    for (const proof of [
      answered('apop', 'sesame'),
      { password: 'no' },
      { password: 'sesame' },
      answered('cram-md5', 'sesame'),
      answered('cram-md5', 'no'),
      { password: 'sesame' },
    ]) {
      seen.push((await credentials.check({ login: 'alice', ...proof })).matches)
    }
    expect(seen).toEqual([true, false, true, true, false, true])
  })

  test('is nothing to an account that takes passwords only', async () => {
    const credentials = withChallenges()
    expect((await credentials.check({ login: 'carol', password: 'tea' })).matches).toBe(true)
    expect((await credentials.check({ login: 'carol', ...answered('apop', 'tea') })).matches).toBe(false)
  })
})
