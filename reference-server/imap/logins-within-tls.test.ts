import { describe, expect, test } from 'vitest'
import { buildFixture } from './testing.ts'

const withinTls = { mayLogIn: ({ secure }: { readonly secure: boolean }) => secure }
const refused = 'a1 NO [PRIVACYREQUIRED] login requires TLS\r\n'
const plain = Buffer.from('\0alice\0open sesame').toString('base64')

describe('where logins need TLS', () => {
  test.each([
    'LOGIN alice "open sesame"',
    `AUTHENTICATE PLAIN ${plain}`,
    'AUTHENTICATE PLAIN',
    'AUTHENTICATE CRAM-MD5',
  ])('before it, %s is refused', async (command) => {
    const { open, logins } = buildFixture()
    expect(await open(withinTls).says(`a1 ${command}`)).toBe(refused)
    expect(logins).toEqual([])
  })

  test('before it, LOGINDISABLED stands in place of all ways to log in', async () => {
    const said = await buildFixture().open(withinTls).says('a1 CAPABILITY')
    expect(said).toContain(' STARTTLS LOGINDISABLED\r\n')
    expect(said).not.toContain('AUTH=')
  })

  test('after STARTTLS they are listed and taken', async () => {
    const client = buildFixture().open(withinTls)
    await client.says('a1 STARTTLS')
    client.session.secured()
    const said = await client.says('a2 CAPABILITY')
    expect(said).toContain(' AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=SCRAM-SHA-256\r\n')
    expect(said).not.toContain('LOGINDISABLED')
    expect(await client.says('a3 LOGIN alice "open sesame"')).toContain('a3 OK')
  })

  test('behind implicit TLS they are taken, and STARTTLS is not', async () => {
    const client = buildFixture().open({ ...withinTls, secure: true, tls: { available: false } })
    expect(await client.says('a1 STARTTLS')).toBe('a1 BAD TLS already active\r\n')
    expect(await client.says('a2 LOGIN alice "open sesame"')).toContain('a2 OK')
  })
})
