import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { saboteur } from '#reference-server'
import { playOn, transcriptOf } from './testing/plays.ts'
import { secrets, serveReference, type Served } from './testing/served.ts'

let served: Served
const folder = mkdtempSync(join(tmpdir(), 'mailspec-tls-'))
beforeAll(async () => void (served = await serveReference({ tls: true, certifies: '127.0.0.1' })))
afterAll(async () => {
  await served[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
})
afterEach(() => vi.unstubAllEnvs())

const accounts = {
  alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
  bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
}

/** Every service as most servers offer it: STARTTLS or STLS, or TLS at once. */
const described = (server: Served, trust: object): object => {
  const place = (service: string, tls: object = {}) => ({
    host: '127.0.0.1',
    port: server.port(service),
    ...tls,
    ...trust,
  })
  const later = { tls: 'starttls' }
  return {
    accounts,
    services: {
      mx: place('mx', later),
      pop3: place('pop3', later),
      imap: place('imap', later),
      submissions: place('submissions'),
      pop3s: place('pop3s'),
      imaps: place('imaps'),
    },
  }
}

const beginningsOfTls = [
  'rfc/starttls-takes-no-argument',
  'rfc/nothing-is-injected-before-tls',
  'rfc/what-was-said-before-tls-is-forgotten',
  'rfc/starttls-is-taken-once',
  'rfc/mx-does-not-ask-for-tls',
  'rfc/submissions-begins-with-tls',
  'rfc/implicit-tls',
]

test('with a certificate that it signed itself, a server is asked how TLS begins', async () => {
  const played = await playOn(described(served, { trust: 'any' }), ...beginningsOfTls)
  expect(played).toMatchObject({ code: 0, err: '' })
  expect(played.out).toMatch('✓ 8 conforms')
  expect(transcriptOf(played, 'rfc/nothing-is-injected-before-tls')).toContain('STARTTLS')
})

const servesWhatCameBefore = saboteur({
  id: 'serves-what-came-before-tls',
  clause: 'rfc3207.injected-commands-discarded',
  seam: 'line.answered',
  replace: (lineAnswered) => (right, heard) => {
    const due = lineAnswered(right, heard)
    const isFirst = heard.session.standing.secure && /^EHLO/i.test(heard.line)
    return isFirst ? { ...due, state: { at: 'mail', reversePath: null } } : due
  },
})

test('a server that serves within TLS what came before it violates', async () => {
  await using broken = await serveReference({ tls: true, saboteurs: [servesWhatCameBefore] })
  const played = await playOn(described(broken, { trust: 'any' }), 'rfc/nothing-is-injected-before-tls')
  expect(played.code).toBe(1)
  expect(played.out).toMatch(/visitor#1: expected a permanent refusal, saw RCPT 250/)
})

describe('a certificate is verified', () => {
  const story = 'rfc/starttls-is-taken-once'

  test('against the authority of the file', async () => {
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, served.ca)
    expect(await playOn(described(served, { ca }), story)).toMatchObject({ code: 0 })
  })

  test.each([
    [
      'another authority than the one that signed it',
      async () => {
        await using other = await serveReference({ certifies: '127.0.0.1' })
        const ca = join(folder, 'other.pem')
        writeFileSync(ca, other.ca)
        return { ca }
      },
    ],
    ['those that this machine trusts, where the file names none', () => Promise.resolve({})],
  ])('against %s', async (_, trust) => {
    const played = await playOn(described(served, await trust()), story)
    expect(played.code).toBe(2)
    expect(played.out).toContain('STARTTLS: has a certificate that no trusted authority signed')
  })
})

test('a session that has to begin in the clear is not to be had where all begin with TLS', async () => {
  const mx = { host: '127.0.0.1', port: served.port('submissions'), tls: 'implicit', trust: 'any' }
  const played = await playOn({ accounts, services: { mx } }, 'rfc/starttls-is-taken-once')
  expect(played.code).toBe(2)
  expect(played.out).toContain('mx in the clear (sessions with mx begin with TLS here)')
})
