import { expect, test } from 'vitest'
import { lookUpsThrough } from './look-ups.ts'
import { createVirtualClock } from './surroundings/virtual-clock.ts'
import { createZoneResolver } from './surroundings/zone-resolver.ts'

test('names are looked up together, and one that nobody can tell about has no addresses', async () => {
  const clock = createVirtualClock()
  const zones = { 'office.test': { A: ['192.0.2.20'] }, 'lost.test': 'unavailable' } as const
  const lookUps = lookUpsThrough({ clock, resolver: createZoneResolver(() => zones) })
  const { found, at } = await lookUps.addresses(['office.test', 'lost.test', 'gone.test'])
  expect(Object.fromEntries(found)).toEqual({
    'office.test': ['192.0.2.20'],
    'lost.test': [],
    'gone.test': [],
  })
  expect(at).toBe(clock.now())
})
