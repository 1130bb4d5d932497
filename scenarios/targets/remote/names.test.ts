import { describe, expect, test } from 'vitest'
import { translation } from './names.ts'

const domains = {
  local: 'example.org',
  second: 'example.com',
  remote: 'far.example.net',
  elsewhere: 'example.edu',
}
const accounts = new Map([
  ['alice@local.test', 'a.liddell@example.org'],
  ['bob@local.test', 'bob@mail.example.org'],
])
const translate = translation({ domains }, accounts)

describe('a story in the names of a target', () => {
  test.each([
    ['an account', 'alice@local.test', 'a.liddell@example.org'],
    ['an account in another domain than the first', 'bob@local.test', 'bob@mail.example.org'],
    ['an address without account', 'nobody@local.test', 'no-such-mailbox@example.org'],
    ['an account by name in another domain', 'alice@second.test', 'alice@example.com'],
    ['the end of another name', 'malice@local.test', 'malice@example.org'],
    [
      'each domain',
      'local.test second.test remote.test elsewhere.test',
      'example.org example.com far.example.net example.edu',
    ],
    ['a host below a domain', 'mx.local.test', 'mx.example.org'],
    ['a domain that only ends alike', 'xlocal.test', 'xlocal.test'],
    ['a domain that only begins alike', 'local.testing', 'local.testing'],
    ['a dash before it', 'my-local.test', 'my-local.test'],
    ['another stage domain', 'laptop.client.test', 'laptop.client.test'],
    ['a final dot', 'carol@remote.test.', 'carol@far.example.net.'],
    ['a percent spelling', 'carol%remote.test@local.test', 'carol%far.example.net@example.org'],
    ['a bang spelling', 'remote.test!carol@local.test', 'far.example.net!carol@example.org'],
    ['a quoted spelling', '"carol@remote.test"@local.test', '"carol@far.example.net"@example.org'],
    ['a source route', '@local.test:carol@remote.test', '@example.org:carol@far.example.net'],
    [
      'an account behind a source route',
      '@remote.test:bob@local.test',
      '@far.example.net:bob@mail.example.org',
    ],
    ['a whole line', 'MAIL FROM:<alice@local.test> SIZE=10', 'MAIL FROM:<a.liddell@example.org> SIZE=10'],
    ['an address literal', 'carol@[192.0.2.99]', 'carol@[192.0.2.99]'],
    ['nothing', '', ''],
  ])('%s', (_, stage, own) => {
    expect(translate(stage)).toBe(own)
  })

  test.each([
    ['a label in capitals', 'nobody@LOCAL.test', 'no-such-mailbox@EXAMPLE.org'],
    ['a domain in capitals', 'nobody@LOCAL.TEST', 'no-such-mailbox@EXAMPLE.ORG'],
    ['a foreign domain in capitals', 'carol@REMOTE.test', 'carol@FAR.example.net'],
    ['an account, domain in capitals', 'bob@LOCAL.test', 'bob@MAIL.example.org'],
    ['an account, local-part in capitals', 'ALICE@local.test', 'A.LIDDELL@example.org'],
    ['an account in mixed letters', 'Bob@Local.test', 'BOB@MAIL.example.org'],
  ])('keeps case: %s', (_, stage, own) => {
    expect(translate(stage)).toBe(own)
  })

  test('a domain of one label keeps case too', () => {
    expect(translation({ domains: { local: 'box', remote: 'far' } }, new Map())('bob@LOCAL.test')).toBe(
      'bob@BOX',
    )
  })

  test('the sender domain is the remote one where no other is given', () => {
    expect(
      translation({ domains: { local: 'a.org', remote: 'b.org' } }, new Map())('eve@elsewhere.test'),
    ).toBe('eve@b.org')
  })

  test('a second domain that is not given stays what it is', () => {
    expect(translation({ domains: { local: 'a.org', remote: 'b.org' } }, new Map())('eve@second.test')).toBe(
      'eve@second.test',
    )
  })

  test('a server that hosts the stage names keeps them', () => {
    const same = translation({ domains: { local: 'local.test', remote: 'remote.test' } }, new Map())
    expect(same('Bob@LOCAL.test to carol%remote.test@local.test')).toBe(
      'Bob@LOCAL.test to carol%remote.test@local.test',
    )
  })

  test('what is in the names of the target already stays as it is', () => {
    const once = translate('alice@local.test, bob@LOCAL.test, carol%remote.test@local.test')
    expect(translate(once)).toBe(once)
  })
})
