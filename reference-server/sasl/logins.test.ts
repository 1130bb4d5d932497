import { expect, test } from 'vitest'
import { seededChance } from '../surroundings/chance.ts'
import { createVirtualClock } from '../surroundings/virtual-clock.ts'
import { createCredentials, type Credentials } from './credentials.ts'
import { freeFailures } from './failed-logins.ts'
import { createLogins } from './logins.ts'

const accounts = { 'alice@local.test': { password: 'sesame' }, 'mallory@local.test': { password: 'own' } }

const hosted: Credentials = createCredentials({
  accounts,
  domains: ['local.test'],
  random: seededChance('logins'),
})

function fixture({ firstDelay = 1000, credentials = hosted } = {}) {
  const clock = createVirtualClock(0)
  const delays: (readonly [string, number])[] = []
  const logins = createLogins({
    clock,
    credentials,
    isAccount: (name) => name in accounts,
    firstDelay: () => firstDelay,
    onDelay: (...delay) => delays.push(delay),
  })
  const tries = (password: string, address = '192.0.2.1', login = 'alice') =>
    clock.working(logins.check({ login, password }, address))
  const fails = async (times: number, address?: string, login?: string) => {
    for (let time = 0; time < times; time++) await tries('wrong', address, login)
  }
  return { clock, delays, tries, fails }
}

test('after so many failures a right password waits as a wrong one does, and is taken', async () => {
  const { clock, delays, tries, fails } = fixture()
  await fails(freeFailures)
  let answered = 0
  const both = ['sesame', 'wrong'].map(async (password) => {
    const { matches } = await tries(password)
    answered += 1
    return matches
  })
  await clock.advance(999)
  expect(answered).toBe(0)
  await clock.advance(1)
  expect(await Promise.all(both)).toEqual([true, false])
  expect(delays).toEqual([
    ['192.0.2.1', 1000],
    ['192.0.2.1', 1000],
  ])
})

test('other addresses do not wait, but all of a /64 do', async () => {
  const { delays, tries, fails } = fixture()
  await fails(freeFailures, '2001:db8::1')
  expect((await tries('sesame', '192.0.2.2')).matches).toBe(true)
  expect((await tries('sesame', '2001:db8:0:1::1')).matches).toBe(true)
  expect(delays).toEqual([])
  void tries('sesame', '2001:db8::ffff')
  await Promise.resolve()
  expect(delays).toEqual([['2001:db8::ffff', 1000]])
})

test('an account of its own forgives no guesses at others, nor at names that do not exist', async () => {
  const { delays, tries, fails } = fixture()
  for (const login of ['alice', 'nobody']) await fails(freeFailures / 2, '192.0.2.1', login)
  void tries('own', '192.0.2.1', 'mallory')
  await Promise.resolve()
  expect(delays).toHaveLength(1)
})

test('a first delay of nothing is no delay ever', async () => {
  const { delays, fails } = fixture({ firstDelay: 0 })
  await fails(freeFailures * 2)
  expect(delays).toEqual([])
})

test('more than a thousand do not wait at once: the next fails, whatever it holds', async () => {
  // A thousand real derivations take their time.
  const credentials: Credentials = {
    check: async (sent) => ({
      matches: 'password' in sent && sent.password === 'sesame',
      account: 'alice@local.test',
    }),
    scramKeys: () => Promise.reject(new Error('nobody asks for keys')),
  }
  const { clock, tries, fails } = fixture({ credentials })
  await fails(freeFailures)
  const waiting = Array.from({ length: 1000 }, () => tries('sesame'))
  expect(await tries('sesame')).toEqual({ matches: false, account: 'alice', delayed: true })
  await clock.advance(1000)
  const outcomes = await Promise.all(waiting)
  expect(outcomes.every(({ matches }) => matches)).toBe(true)
  expect((await tries('sesame')).matches).toBe(true)
})
