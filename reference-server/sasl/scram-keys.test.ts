import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { deriveScramKeys, sameScramKeys } from './scram-keys.ts'

// The salt and password of the example in RFC 7677 §3. Its StoredKey and ServerKey are not printed there; the
// client proof and server signature that are follow from the keys below.
const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')
const authMessage =
  'n=user,r=rOprNGfwEbeRWgbNEkqO,' +
  'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,' +
  'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'

const sign = (key: Buffer) => createHmac('sha256', key).update(authMessage).digest()

test('the keys of the example in RFC 7677 verify its proof and give its signature', async () => {
  const keys = await deriveScramKeys('pencil', salt)
  const proof = Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64')
  const clientKey = sign(keys.storedKey).map((octet, at) => octet ^ proof.readUInt8(at))

  expect(createHash('sha256').update(clientKey).digest()).toEqual(keys.storedKey)
  expect(sign(keys.serverKey).toString('base64')).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
  expect(keys).toMatchObject({ salt, iterations: 4096 })
})

test.each([
  ['the same password', 'pencil', true],
  ['another password', 'Pencil', false],
  ['the same letters in another form', 'pencil'.normalize('NFD'), true],
])('%s: %s has the same keys: %s', async (_name, password, same) => {
  const [one, other] = await Promise.all([deriveScramKeys('pencil', salt), deriveScramKeys(password, salt)])
  expect(sameScramKeys(one, other)).toBe(same)
})

test('composed and decomposed letters are the same password', async () => {
  const [one, other] = await Promise.all([
    deriveScramKeys('p\u00e4sse', salt),
    deriveScramKeys('pa\u0308sse', salt),
  ])
  expect(sameScramKeys(one, other)).toBe(true)
})

test('another salt gives other keys', async () => {
  const [one, other] = await Promise.all([
    deriveScramKeys('pencil', salt),
    deriveScramKeys('pencil', Buffer.alloc(16)),
  ])
  expect(sameScramKeys(one, other)).toBe(false)
})
