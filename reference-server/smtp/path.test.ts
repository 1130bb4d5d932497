import { describe, expect, test } from 'vitest'
import { readPath, readPathArgument } from './path.ts'

describe('a path', () => {
  test.each([
    ['plain', 'alice@local.test', 'alice', 'local.test'],
    ['capitals', 'Alice@LOCAL.Test', 'Alice', 'local.test'],
    ['a last dot', 'alice@local.test.', 'alice', 'local.test'],
    ['a quoted space', '"a b"@local.test', 'a b', 'local.test'],
    ['a quoted @', '"a@b"@local.test', 'a@b', 'local.test'],
    ['quotes that were not needed', '"alice"@local.test', 'alice', 'local.test'],
    ['an escaped quote', '"a\\"b"@local.test', 'a"b', 'local.test'],
    ['a source route', '@one.test,@two.test:alice@local.test', 'alice', 'local.test'],
    ['an IDN', 'alice@BÜCHER.test', 'alice', 'xn--bcher-kva.test'],
    ['an IDN in ASCII capitals', 'alice@XN--BCHER-KVA.test', 'alice', 'xn--bcher-kva.test'],
    ['an address literal', 'alice@[192.0.2.1]', 'alice', '[192.0.2.1]'],
    ['an IPv6 literal', 'alice@[IPv6:2001:DB8::1]', 'alice', '[ipv6:2001:db8::1]'],
    ['no domain', 'postmaster', 'postmaster', ''],
    ['percent', 'a%b@local.test', 'a%b', 'local.test'],
    ['a hexadecimal name, which is no address', 'a@0x7f.test', 'a', '0x7f.test'],
  ])('with %s is read', (_, text, localPart, domain) => {
    expect(readPath(text)).toMatchObject({ localPart, domain })
  })

  test.each([
    ['two @', 'a@b@local.test', 'address'],
    ['no local-part', '@local.test', 'address'],
    ['an empty domain', 'alice@', 'address'],
    ['two dots', 'a..b@local.test', 'address'],
    ['a dot first', '.a@local.test', 'address'],
    ['a bare space', 'a b@local.test', 'address'],
    ['an open quote', '"a@local.test', 'address'],
    ['an empty label', 'a@local..test', 'address'],
    ['a hyphen first', 'a@-local.test', 'address'],
    ['a literal of nothing', 'a@[]', 'address'],
    ['a literal of the other family', 'a@[IPv6:192.0.2.1]', 'address'],
    ['256 octets', `${'a'.repeat(250)}@b.test`, 'address'],
    ['a letter beyond ASCII', 'é@local.test', 'not-ascii'],
  ])('with %s is refused', (_, text, problem) => {
    expect(readPath(text)).toBe(problem)
  })
})

describe('an argument', () => {
  test('may be the null reverse-path with parameters', () => {
    expect(readPathArgument('FROM', 'FROM:<> SIZE=1')).toEqual({ path: null, rest: 'SIZE=1' })
  })

  test.each([
    ['FROM <a@b.test>'],
    ['FROM:a@b.test'],
    ['TO:<a@b.test>'],
    ['FROM:<a@b.test'],
    ['FROM:<a<b>@c.test>'],
    ['FROM:<a@b.test>SIZE=1'],
    [''],
  ])('%s is not one', (text) => {
    expect(readPathArgument('FROM', text)).toBe('syntax')
  })
})
