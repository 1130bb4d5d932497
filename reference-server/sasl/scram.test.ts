import { describe, expect, test } from 'vitest'
import { createCredentials } from './credentials.ts'
import type { Exchange } from './mechanisms.ts'
import { deriveScramKeys } from './scram-keys.ts'
import { scramSha256 } from './scram.ts'
import { scramProof } from './testing.ts'

// RFC 7677 §3 has an example.
const example = {
  salt: Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'),
  nonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  first: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
  asked: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  final:
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  proof: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
}

const begins = (): Exchange =>
  scramSha256.start(
    () => example.nonce,
    () => deriveScramKeys('pencil', example.salt),
  )

const challenged = (text: string) => ({ challenge: Buffer.from(text) })

test('the example of the RFC is understood and answered', async () => {
  const exchange = begins()
  expect(await exchange.receive(Buffer.from(example.first))).toEqual(challenged(example.asked))
  expect(await exchange.receive(Buffer.from(example.final))).toEqual(challenged(example.proof))
  expect(await exchange.receive(Buffer.alloc(0))).toMatchObject({
    credentials: { mechanism: 'SCRAM-SHA-256', login: 'user', answer: { method: 'scram-sha-256' } },
  })
})

test('a wrong proof ends the exchange, and the server proves nothing', async () => {
  const exchange = begins()
  await exchange.receive(Buffer.from(example.first))
  const step = await exchange.receive(Buffer.from(example.final.replace('p=d', 'p=e')))
  expect(step).toMatchObject({ credentials: { login: 'user' } })
})

test.each([
  ['channel binding', 'p=tls-unique,,n=user,r=abc'],
  ['an extension that has to be known', 'n,,m=x,n=user,r=abc'],
  ['no nonce', 'n,,n=user,r='],
  ['no name', 'n,,n=,r=abc'],
  ['an equals sign that stands for nothing', 'n,,n=us=er,r=abc'],
  ['nothing', ''],
])('a first message with %s is malformed', async (_, first) => {
  expect(await begins().receive(Buffer.from(first))).toEqual({ malformed: true })
})

test.each([
  ['another nonce', (final: string) => final.replace('r=r', 'r=s')],
  ['another binding', (final: string) => final.replace('biws', 'eSws')],
  ['a proof that is not base64', (final: string) => final.replace('p=d', 'p=!')],
  ['no proof', (final: string) => final.replace(/,p=.*/, '')],
])('a final message with %s is malformed', async (_, change) => {
  const exchange = begins()
  await exchange.receive(Buffer.from(example.first))
  expect(await exchange.receive(Buffer.from(change(example.final)))).toEqual({ malformed: true })
})

test.each([
  ['n,,n=us=2Cer=3D,r=abc', { login: 'us,er=' }],
  ['y,a=alice,n=bob,r=abc', { login: 'bob', actAs: 'alice' }],
])('%s names who logs in and whom to act as', async (first, named) => {
  const exchange = begins()
  await exchange.receive(Buffer.from(first))
  const [binding = ''] = /^[ny],[^,]*,/.exec(first) ?? []
  const bound = Buffer.from(binding).toString('base64')
  const final = `c=${bound},r=abc${example.nonce},p=${Buffer.alloc(32).toString('base64')}`
  expect(await exchange.receive(Buffer.from(final))).toMatchObject({ credentials: named })
})

const built = () =>
  createCredentials({
    accounts: { 'alice@local.test': { password: 'open sesame' } },
    domains: ['local.test'],
    random: (octets) => Buffer.alloc(octets, 7),
  })

const logsIn = async (credentials: ReturnType<typeof built>, login: string, password: string) => {
  const exchange = scramSha256.start(
    () => 'server',
    (name) => credentials.scramKeys(name),
  )
  const first = await exchange.receive(Buffer.from(`n,,n=${login},r=client`))
  const asked = 'challenge' in first ? first.challenge.toString() : ''
  const final = scramProof({ first: `n=${login},r=client`, asked, password })
  const second = await exchange.receive(Buffer.from(final))
  const last = 'challenge' in second ? await exchange.receive(Buffer.alloc(0)) : second
  return 'credentials' in last ? credentials.check(last.credentials) : last
}

describe('with the accounts of a server', () => {
  test.each([
    ['alice', 'open sesame', { matches: true, account: 'alice@local.test' }],
    ['alice', 'open', { matches: false, account: 'alice@local.test' }],
    ['mallory', 'open sesame', { matches: false, account: 'mallory' }],
  ])('%s with "%s" is told right from wrong', async (login, password, outcome) => {
    expect(await logsIn(built(), login, password)).toEqual(outcome)
  })

  test('the salt of a name stays, whether there is such an account or not', async () => {
    const credentials = built()
    for (const name of ['alice', 'mallory']) {
      const { salt } = await credentials.scramKeys(name)
      expect((await credentials.scramKeys(name)).salt).toEqual(salt)
    }
  })

  test('it works after a login by password, and a login by password after it', async () => {
    const credentials = built()
    const plainly = () => credentials.check({ login: 'alice', password: 'open sesame' })
    expect((await plainly()).matches).toBe(true)
    expect(await logsIn(credentials, 'alice', 'open sesame')).toMatchObject({ matches: true })
    expect((await plainly()).matches).toBe(true)
  })
})
