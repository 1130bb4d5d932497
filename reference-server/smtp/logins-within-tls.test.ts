import { connect as tlsConnect } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { selfSigned } from '../../scenarios/clients/testing/certificate.ts'
import { openFixture } from './testing.ts'

const policy = { relay: { acceptSmtpAuth: true }, auth: { needsTls: true } }
const certificate = await selfSigned('mail.local.test')
const plain = Buffer.from('\0alice@local.test\0open sesame').toString('base64')

describe('where logins need TLS', () => {
  test.each([`AUTH PLAIN ${plain}`, 'AUTH PLAIN', 'AUTH LOGIN', 'AUTH CRAM-MD5', 'AUTH NONESUCH', 'AUTH'])(
    'before it, %s is refused',
    async (line) => {
      await using fixture = await openFixture({ policy, certificate })
      const client = await fixture.introduced()
      expect(await client.says(line)).toBe('538 5.7.11 authentication requires TLS')
    },
  )

  test('before it, EHLO lists no AUTH, and MAIL knows no AUTH parameter', async () => {
    await using fixture = await openFixture({ policy, certificate })
    const client = await fixture.greeted()
    const said = await client.says('EHLO client.test')
    expect(said).toContain('STARTTLS')
    expect(said).not.toContain('AUTH')
    expect(await client.says('MAIL FROM:<a@remote.test> AUTH=<>')).toMatch(/^555 /)
  })

  test('within it, AUTH is listed and taken', async () => {
    await using fixture = await openFixture({ policy, certificate })
    const client = await fixture.introduced()
    await client.says('STARTTLS')
    client.listenTo(
      tlsConnect({ socket: client.socket, ca: certificate.cert, servername: 'mail.local.test' }),
    )
    expect(await client.says('EHLO client.test')).toContain('AUTH PLAIN LOGIN CRAM-MD5')
    expect(await client.says(`AUTH PLAIN ${plain}`)).toMatch(/^235 /)
  })

  test('where AUTH is not offered at all, it stays what it is', async () => {
    await using fixture = await openFixture({
      policy: { ...policy, relay: { acceptSmtpAuth: false } },
      certificate,
    })
    expect(await (await fixture.introduced()).says('AUTH PLAIN')).toMatch(/^502 /)
  })
})
