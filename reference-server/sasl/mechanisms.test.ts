import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMechanism, login, mayActAs, mechanisms, plain } from './mechanisms.ts'

const octets = (text: string) => Buffer.from(text, 'utf8')

describe('PLAIN', () => {
  test('asks with an empty challenge', () => {
    expect(plain.start().opening).toHaveLength(0)
  })

  test.each([
    ['no authzid', '\0alice\0sesame', { login: 'alice', password: 'sesame' }],
    ['an authzid', 'bob\0alice\0sesame', { login: 'alice', password: 'sesame', actAs: 'bob' }],
    ['letters beyond ASCII', '\0zoë\0pässe', { login: 'zoë', password: 'pässe' }],
    ['spaces in the password', '\0alice\0open sesame ', { login: 'alice', password: 'open sesame ' }],
  ])('reads %s', (_name, sent, credentials) => {
    expect(plain.start().receive(octets(sent))).toEqual({ credentials })
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
    expect(plain.start().receive(sent)).toEqual({ malformed: true })
  })
})

describe('LOGIN', () => {
  test('asks for the name, then for the password', () => {
    const exchange = login.start()
    expect(exchange.opening.toString()).toBe('Username:')
    expect(exchange.receive(octets('alice'))).toEqual({ challenge: octets('Password:') })
    expect(exchange.receive(octets('sesame'))).toEqual({
      credentials: { login: 'alice', password: 'sesame' },
    })
  })

  test('keeps two exchanges apart', () => {
    const [laptop, neighbour] = [login.start(), login.start()]
    laptop.receive(octets('alice'))
    expect(neighbour.receive(octets('bob'))).toEqual({ challenge: octets('Password:') })
  })

  test.each([
    ['an empty answer', octets('')],
    ['a NUL', octets('al\0ice')],
    ['octets that are no UTF-8', Buffer.from([0xff])],
  ])('calls %s malformed', (_name, sent) => {
    expect(login.start().receive(sent)).toEqual({ malformed: true })
  })
})

test.each([
  ['plain', 'PLAIN'],
  ['Login', 'LOGIN'],
  ['CRAM-MD5', undefined],
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
        const exchange = mechanism.start()
        for (const response of sent) expect(exchange.receive(Buffer.from(response))).toBeTypeOf('object')
      },
    ),
  )
})
