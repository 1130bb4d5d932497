import { expect, test } from 'vitest'
import { askedOf, settle } from '../adapter/fragments.ts'
import { settings } from './settings.ts'

const relayHost = { delivery: { mode: 'relay' }, smarthost: { host: 'smarthost.test' } } as const

/** The lines of main.cf that a policy for deferred mail comes to. */
function linesFor(policy: object): readonly string[] {
  const asked = askedOf({
    scenario: 'delivery-queue/x',
    profile: 'kerio',
    policy: { queue: { retryInterval: '10m', expireAfter: '2d' }, ...policy },
    accounts: {},
    sources: {},
    uses: [],
    seed: 1,
  })
  const settled = settle(asked, settings, 'Postfix')
  return 'lines' in settled ? settled.lines('main') : ['unsupported']
}

test('deferred mail is tried again after one interval, however old it is, and given up after its time', () => {
  expect(linesFor({ delivery: { mode: 'direct' } })).toEqual(
    expect.arrayContaining([
      'minimal_backoff_time = 600s',
      'maximal_backoff_time = 600s',
      'maximal_queue_lifetime = 172800s',
      'bounce_queue_lifetime = 172800s',
    ]),
  )
})

test('mail through a relay host keeps the usual times', () => {
  expect(linesFor(relayHost)).toEqual([])
})
