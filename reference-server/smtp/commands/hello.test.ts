import { expect, test } from 'vitest'
import { openFixture } from '../testing.ts'

const plain = Buffer.from('\0alice@local.test\0open sesame').toString('base64')

test('EHLO lists no AUTH where none is offered', async () => {
  await using fixture = await openFixture({ policy: { relay: { acceptSmtpAuth: false } } })
  const client = await fixture.greeted()
  expect((await client.says('EHLO client.test')).split('\r\n')).toEqual([
    '250-mail.local.test greets 192.0.2.20',
    '250-PIPELINING',
    '250-8BITMIME',
    '250-ENHANCEDSTATUSCODES',
    '250 SIZE',
  ])
})

test('EHLO lists no AUTH to a client that has authenticated: it would be refused', async () => {
  await using fixture = await openFixture({ policy: { relay: { acceptSmtpAuth: true } } })
  const client = await fixture.introduced()
  expect(await client.says('EHLO client.test')).toContain('AUTH')
  expect(await client.says(`AUTH PLAIN ${plain}`)).toMatch(/^235 /)
  expect(await client.says('EHLO client.test')).not.toContain('AUTH')
})
