import { describe, expect, test } from 'vitest'
import { reverseName } from './real-resolver.ts'
import { createZoneResolver } from './zone-resolver.ts'

describe('a zone', () => {
  const resolver = createZoneResolver(() => ({
    'remote.test': { MX: [{ preference: 10, host: 'mx.remote.test' }] },
    'mx.remote.test': { A: ['192.0.2.1'], AAAA: ['2001:db8::1'] },
    '192.0.2.1': { PTR: ['mx.remote.test'] },
    'silent.test': 'unavailable',
  }))

  test('answers in any letter case, with or without the last dot', async () => {
    expect(await resolver.mx('Remote.TEST.')).toEqual({ found: [{ preference: 10, host: 'mx.remote.test' }] })
  })

  test('gives the addresses of both families', async () => {
    expect(await resolver.addresses('mx.remote.test')).toEqual({ found: ['192.0.2.1', '2001:db8::1'] })
  })

  test('gives the names of an address', async () => {
    expect(await resolver.names('192.0.2.1')).toEqual({ found: ['mx.remote.test'] })
  })

  test('tells a name that is unknown from one without such records and from silence', async () => {
    expect(await resolver.mx('nowhere.test')).toEqual({ failed: 'no-such-name' })
    expect(await resolver.texts('remote.test')).toEqual({ failed: 'no-such-record' })
    expect(await resolver.mx('silent.test')).toEqual({ failed: 'unavailable' })
  })
})

test.each([
  ['192.0.2.1', '1.2.0.192.in-addr.arpa'],
  ['2001:db8::1', `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`],
  ['::1', `1.${'0.'.repeat(31)}ip6.arpa`],
])('the PTR records of %s are asked for under %s', (address, name) => {
  expect(reverseName(address)).toBe(name)
})
