import { expect, test } from 'vitest'
import { openFixture } from '../testing.ts'

test('QUIT is answered with the name of the server', async () => {
  await using fixture = await openFixture()
  const client = await fixture.greeted()
  expect(await client.says('QUIT')).toBe('221 2.0.0 mail.local.test closes the connection')
})

test('HELP lists no command that is not offered', async () => {
  await using fixture = await openFixture({ policy: { relay: { acceptSmtpAuth: false } } })
  const client = await fixture.greeted()
  expect(await client.says('HELP')).toBe(
    '214-2.0.0 HELO EHLO MAIL RCPT DATA RSET NOOP VRFY HELP QUIT\r\n214 2.0.0 SMTP as in RFC 5321',
  )
})

test('VRFY needs an address', async () => {
  await using fixture = await openFixture()
  const client = await fixture.greeted()
  expect(await client.says('VRFY')).toBe('501 5.5.4 syntax: VRFY address')
})
