import { expect, test } from 'vitest'
import { askedOf, settle } from '../adapter/fragments.ts'
import { settings } from './settings.ts'

test('what Exim knows of hosts only is not taken for the times of a message', () => {
  const asked = askedOf({
    scenario: 'delivery-queue/x',
    profile: 'kerio',
    policy: { queue: { retryInterval: '10m', expireAfter: '2d', maxThreads: 1 } },
    accounts: {},
    sources: {},
    uses: [],
    seed: 1,
  })
  expect(settle(asked, settings, 'Exim')).toEqual([
    { need: 'queue.retryInterval', why: expect.stringContaining('belong to a host') },
    { need: 'queue.expireAfter', why: expect.stringContaining('a host has failed') },
    { need: 'queue.maxThreads', why: expect.stringContaining('the processes that run its queue') },
  ])
})
