import { describe, expect, test } from 'vitest'
import { compileAddressList } from '../addresses/address-list.ts'
import { atOnce, engineOf, factsWith, path } from '../testing.ts'
import { isGateway, sufficeToRelay } from './relay.ts'

const toForeign = { forwardPath: path('carol', 'remote.test') }
const account = 'bob@local.test'

describe('relaying', () => {
  const permitted = { relay: { trusted: ['192.0.2.20'] } }
  const listed = { relay: { mode: 'restricted', trusted: ['192.0.2.20'] } } as const
  const closed = { relay: { mode: 'none', trusted: ['192.0.2.20', '192.0.2.60'] } } as const
  test.each([
    ['open: anyone', 'imail', { relay: { mode: 'open' } } as const, { address: '192.0.2.1' }, true],
    ['restricted: the listed', 'imail', listed, {}, true],
    ['restricted: the unlisted', 'imail', listed, { address: '192.0.2.21' }, false],
    ['none: the listed', 'imail', closed, {}, false],
    ['no AUTH known: an account', 'imail', listed, { address: '192.0.2.1', account }, false],
    ['AUTH known: an account', 'ics', {}, { address: '192.0.2.1', account }, true],
    ['AUTH failed, address permitted', 'ics', permitted, { authFailed: true }, true],
  ] as const)('%s', (_, product, document, facts, permits) => {
    const decision = engineOf(product, document).decide('rcpt', factsWith({ ...facts, ...toForeign }))
    expect(atOnce(decision).permits).toBe(permits)
  })

  test('for nobody, a gateway is a host like any other', () => {
    const engine = engineOf('imail', closed)
    engine.adoptFiles({ hosts: new Map([['mailer2.acme.test', '192.0.2.60']]) })
    const facts = factsWith({ address: '192.0.2.1', forwardPath: path('yan', 'mailer2.acme.test') })
    expect(atOnce(engine.decide('rcpt', facts)).permits).toBe(false)
  })

  test('a refusal names the host of the recipient', () => {
    const facts = factsWith({ address: '192.0.2.1', ...toForeign })
    expect(engineOf('imail', listed).decide('rcpt', facts)).toMatchObject({
      by: 'relay',
      reply: 'relayDenied',
      words: { domain: 'remote.test' },
    })
  })
})

describe('a gateway', () => {
  const listed = compileAddressList([{ form: 'address', address: { family: 4, value: 0xc000023c } }])
  const nobody = compileAddressList([])
  const hosts = new Map([
    ['mailer2.acme.test', '192.0.2.60'],
    ['mailer3.acme.test', '192.0.2.61'],
  ])
  test.each([
    ['is mapped and listed', 'mailer2.acme.test', hosts, listed, true],
    ['is not mapped alone', 'mailer2.acme.test', hosts, nobody, false],
    ['is not listed alone', 'mailer2.acme.test', new Map<string, string>(), listed, false],
    ['is not mapped to another address', 'mailer3.acme.test', hosts, listed, false],
    ['is not the domain above', 'acme.test', hosts, listed, false],
  ])('%s', (_, domain, mapped, trusted, is) => {
    expect(isGateway(path('yan', domain), mapped, trusted)).toBe(is)
  })
})

test('one right is enough to relay, none is not', () => {
  const none = { authenticated: false, trustedAddress: false, trustedSender: false, window: false }
  expect(sufficeToRelay(none)).toBe(false)
  for (const right of Object.keys(none)) expect(sufficeToRelay({ ...none, [right]: true })).toBe(true)
})
