import { describe, expect, test } from 'vitest'
import { domainOf, isDomain, isMailbox } from './domain.ts'

describe('a domain', () => {
  test.each([
    ['a name with dots', 'mail.local.test', true],
    ['a single label', 'localhost', true],
    ['an internationalised one', 'xn--bcher-kva.test', true],
    ['capital letters', 'Local.TEST', true],
    ['an address', '10.0.0.1', false],
    ['a hyphen in front', '-x.test', false],
    ['an empty label', 'a..b', false],
    ['a dot at the end', 'local.test.', false],
    ['no text', '', false],
    ['a label of 64 letters', `${'a'.repeat(64)}.test`, false],
  ])('%s: %s', (_, text, is) => {
    expect(isDomain(text)).toBe(is)
  })
})

describe('an address', () => {
  test.each([
    ['the plain form', 'alice@local.test', true],
    ['no domain', 'alice', false],
    ['no local-part', '@local.test', false],
    ['a local-part of 64 letters', `${'a'.repeat(64)}@local.test`, true],
    ['a local-part of 65 letters', `${'a'.repeat(65)}@local.test`, false],
    ['a space', 'al ice@local.test', false],
    ['angle brackets', '<alice@local.test>', false],
  ])('%s: %s', (_, text, is) => {
    expect(isMailbox(text)).toBe(is)
  })

  test('has the domain that follows its last @, in lower case', () => {
    expect(domainOf('"a@b"@Local.TEST')).toBe('local.test')
    expect(domainOf('alice')).toBeUndefined()
  })
})
