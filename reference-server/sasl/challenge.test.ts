import { expect, test } from 'vitest'
import { createVirtualClock } from '../surroundings/virtual-clock.ts'
import { createChallenge, digestOf } from './challenge.ts'

const zeros = (octets: number) => Buffer.alloc(octets)

test('a challenge is of chance, time and the host name', () => {
  const clock = createVirtualClock()
  const challenge = createChallenge({ random: zeros, clock, hostname: 'mail.local.test' })
  expect(challenge).toBe('<0000000000000000.1767225600000@mail.local.test>')
})

test.each([
  [
    'RFC 2195 §2',
    'cram-md5',
    '<1896.697170952@postoffice.reston.mci.net>',
    'tanstaaftanstaaf',
    'b913a602c7eda7a495b4e6e7334d3890',
  ],
  [
    'RFC 1939 §7',
    'apop',
    '<1896.697170952@dbc.mtview.ca.us>',
    'tanstaaf',
    'c4c9334bac560ecc979e58001b3e22fb',
  ],
] as const)('the example of %s gives its digest', (_name, method, challenge, password, digest) => {
  expect(digestOf({ method, challenge }, password)).toBe(digest)
})
