import { expect, test } from 'vitest'
import { openFixture } from '../testing.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

test('credentials that are not what the mechanism says are refused as wrong ones', async () => {
  await using fixture = await openFixture({ policy: { relay: { acceptSmtpAuth: true } } })
  const client = await fixture.introduced()
  expect(await client.says(`AUTH PLAIN ${base64('alice@local.test open sesame')}`)).toBe(
    '535 5.7.8 credentials refused',
  )
  expect(await client.says(`AUTH PLAIN ${base64('\0alice@local.test\0open sesame')}`)).toBe(
    '235 2.7.0 authenticated',
  )
})

test('a success makes up for a failure before it', async () => {
  await using fixture = await openFixture({
    policy: {
      relay: { mode: 'restricted', trusted: ['192.0.2.20'], acceptSmtpAuth: true },
      auth: { failureCancelsAddress: true },
    },
  })
  const client = await fixture.introduced()
  const offers = () => client.says('MAIL FROM:<a@local.test>', 'RCPT TO:<b@remote.test>')
  await client.says(`AUTH PLAIN ${base64('\0alice@local.test\0wrong')}`)
  expect(await offers()).toMatch(/^550 /)
  await client.says('RSET', `AUTH PLAIN ${base64('\0alice@local.test\0open sesame')}`)
  expect(await offers()).toMatch(/^250 /)
})

test('a response ahead of the challenge it should answer is refused', async () => {
  await using fixture = await openFixture({ policy: { relay: { acceptSmtpAuth: true } } })
  const client = await fixture.introduced()
  expect(await client.says(`AUTH CRAM-MD5 ${base64('alice@local.test 0123')}`)).toMatch(/^501 5\.7\.0/)
  expect(await client.says('AUTH CRAM-MD5')).toMatch(/^334 /)
})
