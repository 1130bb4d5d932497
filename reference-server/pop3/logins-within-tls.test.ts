import { describe, expect, test } from 'vitest'
import { digestOf } from '../sasl/challenge.ts'
import { buildFixture } from './testing.ts'

const withinTls = { mayLogIn: ({ secure }: { readonly secure: boolean }) => secure }
const refused = '-ERR login requires TLS\r\n'
const plain = Buffer.from('\0alice\0open sesame').toString('base64')

describe('where logins need TLS', () => {
  test.each([
    'USER alice',
    'PASS open sesame',
    `APOP alice ${'0'.repeat(32)}`,
    `AUTH PLAIN ${plain}`,
    'AUTH PLAIN',
    'AUTH',
  ])('before it, %s is refused', async (line) => {
    const { open, logins } = buildFixture()
    expect(await open(withinTls).says(line)).toBe(refused)
    expect(logins).toEqual([])
  })

  test('before it, CAPA lists no way to log in, and STLS', async () => {
    const said = await buildFixture().open(withinTls).says('CAPA')
    expect(said).not.toMatch(/^(?:USER|SASL)/m)
    expect(said).toContain('\r\nSTLS\r\n')
  })

  test('before it, the greeting has no challenge for APOP', () => {
    expect(buildFixture().open(withinTls).greeting).toBe('+OK mail.local.test POP3 server ready\r\n')
    expect(buildFixture().open().greeting).toMatch(/<.+>\r\n$/)
  })

  test('after STLS they are listed and taken', async () => {
    const client = buildFixture().open(withinTls)
    await client.says('STLS')
    client.session.secured()
    expect(await client.says('CAPA')).toContain('\r\nUSER\r\nSASL PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256\r\n')
    expect(await client.says('USER alice', 'PASS open sesame')).toContain('+OK maildrop')
  })

  test('behind implicit TLS they are taken, and STLS is not', async () => {
    const client = buildFixture().open({ ...withinTls, secure: true, tls: { available: false } })
    expect(await client.says('STLS')).toBe('-ERR TLS already active\r\n')
    const challenge = /<.+>/.exec(client.greeting)?.[0] ?? ''
    const digest = digestOf({ method: 'apop', challenge }, 'open sesame')
    expect(await client.says(`APOP alice ${digest}`)).toContain('+OK maildrop')
  })
})
