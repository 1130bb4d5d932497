import { expect, test } from 'vitest'
import type { Needs } from '../target.ts'
import { createAddressPool, type LentAddresses } from './address-pool.ts'
import { readTargetFile } from './file.ts'

const needs = (addresses: readonly string[], profile: Needs['profile'] = 'kerio'): Needs => ({
  scenario: 'relay/x',
  profile,
  policy: {},
  accounts: {},
  sources: Object.fromEntries(addresses.map((address) => [address, address])),
  uses: [],
  seed: 1,
})

/** A pool over these sources, on time that passes only when somebody waits. */
function poolOf(changes: object, patience = 0) {
  const { file } = readTargetFile({
    version: 1,
    name: 'box',
    services: { mx: { host: '127.0.0.1', port: 25 } },
    domains: { local: 'example.org', remote: 'example.net' },
    sources: ['127.0.0.2', '127.0.0.3'],
    ...changes,
  })
  if (!file) throw new Error('the file is wrong')
  const time = { at: 0, now: () => time.at, wait: async (span: number) => void (time.at += span) }
  const pool = createAddressPool(file, patience, time)
  const lends = async (...addresses: readonly string[]): Promise<LentAddresses> => {
    const lent = await pool.lends(needs(addresses))
    if ('shortfall' in lent) throw new Error(lent.shortfall.why)
    return lent
  }
  const playsWithLogin = async (...addresses: readonly string[]): Promise<readonly string[]> => {
    const lent = await lends(...addresses)
    lent.logsIn()
    lent.comeBack()
    return [...lent.addresses.values()]
  }
  const lendsForRfc = (...addresses: readonly string[]) => pool.lends(needs(addresses, 'plain'))
  return { lends, lendsForRfc, playsWithLogin, time }
}

const visitor = '203.0.113.10'
const other = '203.0.113.11'
const window = { popBeforeSmtp: { enabled: true, window: '30m' } }

test('an address that has logged in is not lent again while its window may be open', async () => {
  const { playsWithLogin } = poolOf({ vouches: window })
  expect(await playsWithLogin(visitor)).toEqual(['127.0.0.2'])
  expect(await playsWithLogin(visitor)).toEqual(['127.0.0.3'])
  await expect(playsWithLogin(visitor)).rejects.toThrow(
    'may remember that for 1800 s: list more under sources',
  )
})

test('with patience it is waited for', async () => {
  const { playsWithLogin, time } = poolOf({ vouches: window }, 30 * 60_000)
  await playsWithLogin(visitor, other)
  expect(await playsWithLogin(other)).toEqual(['127.0.0.2'])
  expect(time.now()).toBe(30 * 60_000)
})

test('where no login opens anything, the same addresses do for all', async () => {
  const { playsWithLogin } = poolOf({ vouches: { popBeforeSmtp: { enabled: false } } })
  for (const _ of [1, 2, 3]) expect(await playsWithLogin(visitor, other)).toEqual(['127.0.0.2', '127.0.0.3'])
})

test('where nobody states what a login opens, it may be open for ever', async () => {
  const { playsWithLogin } = poolOf({}, 30 * 60_000)
  await playsWithLogin(visitor, other)
  await expect(playsWithLogin(visitor)).rejects.toThrow('state popBeforeSmtp in vouches')
})

test('a story without login leaves its address as it was', async () => {
  const { lends } = poolOf({})
  for (const _ of [1, 2, 3]) (await lends(visitor, other)).comeBack()
  expect([...(await lends(visitor)).addresses.values()]).toEqual(['127.0.0.2'])
})

test('under a limit every message counts for an hour', async () => {
  const { lends } = poolOf({
    vouches: { popBeforeSmtp: { enabled: false }, limits: { messagesPerHour: 5 } },
    profile: 'kerio',
  })
  const lent = await lends(visitor, other)
  lent.comeBack()
  await expect(lends(visitor)).rejects.toThrow('for 3600 s')
})

test('the address the machine chooses itself is one address', async () => {
  const { playsWithLogin } = poolOf({ sources: [], vouches: window })
  expect(await playsWithLogin(visitor)).toEqual([])
  await expect(playsWithLogin(visitor)).rejects.toThrow('1800 s')
})

test('an address that stands for a stage address is lent for it alone', async () => {
  const { lends } = poolOf({ sources: { outside: ['127.0.0.2'], at: { '192.0.2.20': '127.0.0.9' } } })
  expect([...(await lends('192.0.2.20', visitor)).addresses]).toEqual([
    ['192.0.2.20', '127.0.0.9'],
    [visitor, '127.0.0.2'],
  ])
})

test('a rule of the RFCs is asked by a client that may be known, and then says so', async () => {
  const { lendsForRfc, playsWithLogin, time } = poolOf({ sources: ['127.0.0.2'], vouches: window })
  expect(await lendsForRfc(visitor)).toMatchObject({ mayBeKnown: false })
  await playsWithLogin(visitor)
  expect(await lendsForRfc(visitor)).toMatchObject({ mayBeKnown: true })
  expect(time.at).toBe(0)
})
