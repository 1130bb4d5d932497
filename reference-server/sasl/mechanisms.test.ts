import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cramMd5, findMechanism, login, mayActAs, mechanisms, plain } from './mechanisms.ts'

const octets = (text: string) => Buffer.from(text, 'utf8')

const challenge = () => '<1@local.test>'

const noKeys = () => Promise.reject(new Error('these need no keys'))

describe('PLAIN', () => {
  test('asks with an empty challenge', () => {
    expect(plain.start(challenge, noKeys).opening).toHaveLength(0)
  })

  test.each([
    ['no authzid', '\0alice\0sesame', { login: 'alice', password: 'sesame' }],
    ['an authzid', 'bob\0alice\0sesame', { login: 'alice', password: 'sesame', actAs: 'bob' }],
    ['letters beyond ASCII', '\0zoë\0pässe', { login: 'zoë', password: 'pässe' }],
    ['spaces in the password', '\0alice\0open sesame ', { login: 'alice', password: 'open sesame ' }],
  ])('reads %s', (_name, sent, credentials) => {
    expect(plain.start(challenge, noKeys).receive(octets(sent))).toEqual({
      credentials: { mechanism: 'PLAIN', ...credentials },
    })
  })

  test.each([
    ['nothing', octets('')],
    ['one part', octets('alice')],
    ['two parts', octets('\0alice')],
    ['an empty login', octets('\0\0sesame')],
    ['an empty password', octets('\0alice\0')],
    ['a fourth part', octets('\0alice\0sesame\0')],
    ['octets that are no UTF-8', Buffer.from([0, 0x61, 0, 0xff])],
  ])('calls %s malformed', (_name, sent) => {
    expect(plain.start(challenge, noKeys).receive(sent)).toEqual({ malformed: true })
  })
})

describe('LOGIN', () => {
  test('asks for the name, then for the password', () => {
    const exchange = login.start(challenge, noKeys)
    expect(exchange.opening.toString()).toBe('Username:')
    expect(exchange.receive(octets('alice'))).toEqual({ challenge: octets('Password:') })
    expect(exchange.receive(octets('sesame'))).toEqual({
      credentials: { mechanism: 'LOGIN', login: 'alice', password: 'sesame' },
    })
  })

  test('keeps two exchanges apart', () => {
    const [laptop, neighbour] = [login.start(challenge, noKeys), login.start(challenge, noKeys)]
    void laptop.receive(octets('alice'))
    expect(neighbour.receive(octets('bob'))).toEqual({ challenge: octets('Password:') })
  })

  test.each([
    ['an empty answer', octets('')],
    ['a NUL', octets('al\0ice')],
    ['octets that are no UTF-8', Buffer.from([0xff])],
  ])('calls %s malformed', (_name, sent) => {
    expect(login.start(challenge, noKeys).receive(sent)).toEqual({ malformed: true })
  })
})

describe('CRAM-MD5', () => {
  const digest = '0123456789abcdef0123456789ABCDEF'

  test('asks with the challenge', () => {
    expect(cramMd5.start(challenge, noKeys).opening.toString()).toBe('<1@local.test>')
  })

  test('reads a name, which may hold spaces, and a digest', () => {
    expect(cramMd5.start(challenge, noKeys).receive(octets(`alice of here ${digest}`))).toEqual({
      credentials: {
        mechanism: 'CRAM-MD5',
        login: 'alice of here',
        answer: { method: 'cram-md5', challenge: '<1@local.test>', digest: digest.toLowerCase() },
      },
    })
  })

  test.each([
    ['nothing', octets('')],
    ['a name alone', octets('alice')],
    ['a digest alone', octets(` ${digest}`)],
    ['a digest too short', octets(`alice ${digest.slice(1)}`)],
    ['octets that are no UTF-8', Buffer.from(`\xff ${digest}`, 'latin1')],
  ])('calls %s malformed', (_name, sent) => {
    expect(cramMd5.start(challenge, noKeys).receive(sent)).toEqual({ malformed: true })
  })
})

test.each([
  ['plain', 'PLAIN'],
  ['Login', 'LOGIN'],
  ['cram-md5', 'CRAM-MD5'],
  ['GSSAPI', undefined],
])('the name %s finds %s', (name, found) => {
  expect(findMechanism(name)?.name).toBe(found)
})

test.each([
  ['nobody in particular', undefined, true],
  ['the name logged in with', 'Alice', true],
  ['the address of the account', 'alice@LOCAL.test', true],
  ['somebody else', 'bob@local.test', false],
])('a login may act as %s: %s → %s', (_name, actAs, allowed) => {
  const sent = { login: 'alice', password: 'sesame', ...(actAs !== undefined && { actAs }) }
  expect(mayActAs(sent, 'alice@local.test')).toBe(allowed)
})

test('for any octets, every mechanism answers and none throws', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...mechanisms),
      fc.array(fc.uint8Array(), { maxLength: 4 }),
      (mechanism, sent) => {
        const exchange = mechanism.start(challenge, noKeys)
        for (const response of sent) expect(exchange.receive(Buffer.from(response))).toBeTypeOf('object')
      },
    ),
  )
})
