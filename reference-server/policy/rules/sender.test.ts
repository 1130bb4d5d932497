import { expect, test } from 'vitest'
import { atOnce, engineOf, factsWith, path } from '../testing.ts'

test.each([
  ['a local sender', path('bob', 'local.test'), false],
  ['a sender from elsewhere', path('eve', 'elsewhere.test'), true],
  ['the null reverse-path', null, true],
])('without a right, where local senders need one, %s is permitted: %s', (_, reversePath, permitted) => {
  const engine = engineOf('icewarp', { sender: { rejectUnauthorizedLocal: true } })
  expect(atOnce(engine.decide('mail', factsWith({ reversePath }))).permits).toBe(permitted)
})
