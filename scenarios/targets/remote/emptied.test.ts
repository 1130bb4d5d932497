import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { playOn } from './testing/plays.ts'
import { secrets, serveReference } from './testing/served.ts'

beforeEach(() => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
})
afterEach(() => vi.unstubAllEnvs())

const leavesMail = 'rfc/return-path'
const countsMail = 'rfc/pop3-an-empty-maildrop'
const bob = { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' }

test('a story that counts mail finds the mailbox empty where that is allowed', async () => {
  await using served = await serveReference()
  const services = served.services('mx', 'pop3')
  await playOn({ services, accounts: { bob } }, leavesMail)
  const played = await playOn({ services, accounts: { bob: { ...bob, mayBeEmptied: true } } }, countsMail)
  expect(played.out).toMatch(/conforms +rfc\/pop3-an-empty-maildrop/)
  expect(played.code).toBe(0)
})

test('and is unsupported where it is not', async () => {
  await using served = await serveReference()
  const services = served.services('mx', 'pop3')
  const played = await playOn({ services, accounts: { bob } }, countsMail)
  expect(played.out).toContain(
    'an empty mailbox of bob (it may hold mail; "mayBeEmptied: true" lets mailspec delete all of it over POP3)',
  )
})

test('a mailbox that cannot be emptied is said so', async () => {
  await using served = await serveReference()
  vi.stubEnv('BOB_PASSWORD', 'another one')
  const accounts = { bob: { ...bob, mayBeEmptied: true } }
  const played = await playOn({ services: served.services('mx', 'pop3'), accounts }, countsMail)
  expect(played.out).toMatch(/an empty mailbox of bob@local\.test \(it cannot be emptied over POP3: -ERR/)
})
