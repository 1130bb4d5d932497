import { expect, test } from 'vitest'
import { createMoments } from './moments.ts'
import type { MailboxMoment } from './seams.ts'

const sent = { login: 'alice', password: 'sesame' }

/** A session whose rules permit all, and who is told to them. */
function fixture(isLogin = ({ what }: Pick<MailboxMoment, 'what'>) => what === 'login') {
  const told: string[] = []
  const asked: string[] = []
  const moments = createMoments({
    isLogin: (moment) => {
      asked.push(moment.what)
      return isLogin(moment)
    },
    logsIn: async (account) => told.push(account) > 0,
  })
  return { moments, told, asked }
}

test('the rules hear of a login once, whatever its session goes on to do', async () => {
  const { moments, told, asked } = fixture()
  moments.offers(sent, 'alice@local.test')
  expect(await moments.admits('alice@local.test')).toBe(true)
  await moments.answered(false)
  await moments.answered(false)
  await moments.answered(true)
  expect(told).toEqual(['alice@local.test'])
  expect(asked).toEqual(['login', 'command', 'goodbye'])
})

test('credentials that were not admitted are a refused login, once', async () => {
  const { moments, told, asked } = fixture()
  await moments.answered(false)
  moments.offers(sent, 'alice@local.test')
  await moments.answered(false)
  await moments.answered(true)
  expect(told).toEqual([])
  expect(asked).toEqual(['refused-login'])
})

test('what does not count as a login is admitted unheard', async () => {
  const { moments, told } = fixture(() => false)
  moments.offers(sent, 'alice@local.test')
  expect(await moments.admits('alice@local.test')).toBe(true)
  expect(told).toEqual([])
})
