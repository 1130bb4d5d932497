import { beforeEach, describe, expect, test } from 'vitest'
import { needs } from '../clients/testing/needs.ts'
import { closedPort } from '../clients/testing/scripted-peer.ts'
import { asRule, at, couldNotTell, notAsRule, openHost, openTaker, runs } from './testing/runs.ts'

describe('relay-denied', () => {
  beforeEach(needs('swaks'))

  const recipients = ['--to', 'carol@remote.test', '--local', 'bob@local.test']

  test('a server that relays for nobody', async () => {
    await using server = await openHost('kerio', { relay: { mode: 'restricted' } })
    expect(await runs('relay-denied', [...at(server.endpoint('mx')), ...recipients])).toEqual(
      asRule('.*: 550 5\\.7\\.1 .*; bob@local\\.test is accepted'),
    )
  })

  test('a server that relays for anyone', async () => {
    await using server = await openHost('kerio', { relay: { mode: 'open' } })
    expect(await runs('relay-denied', [...at(server.endpoint('mx')), ...recipients])).toEqual(
      notAsRule('a stranger may relay to carol@remote\\.test'),
    )
  })

  test('a server that trusts one address only, seen from there and from elsewhere', async () => {
    await using server = await openHost('kerio', { relay: { mode: 'restricted', trusted: ['127.0.0.7'] } })
    const from = (source: string) =>
      runs('relay-denied', [...at(server.endpoint('mx')), ...recipients, '--source', source])
    expect(await from('127.0.0.7')).toMatchObject({ code: 1 })
    expect(await from('127.0.0.8')).toMatchObject({ code: 0 })
  })

  test('a server that refuses everyone proves nothing', async () => {
    await using sink = await openTaker(['RCPT', '550 5.7.1 no'])
    expect(await runs('relay-denied', [...at(sink), ...recipients])).toEqual(
      couldNotTell('bob@local\\.test is refused as well: 550 5\\.7\\.1 no'),
    )
  })

  test('a server that says later proves nothing', async () => {
    await using sink = await openTaker(['RCPT', '450 4.7.1 later'])
    expect(await runs('relay-denied', at(sink))).toEqual(
      couldNotTell('.* was only deferred: 450 4\\.7\\.1 later'),
    )
  })
})

describe('relay-after-auth', () => {
  beforeEach(needs('swaks'))

  const alice = ['--user', 'alice', '--from', 'alice@local.test', '--to', 'carol@remote.test']

  test('a server that relays for those who authenticate', async () => {
    await using server = await openHost('kerio', { relay: { mode: 'restricted' } })
    expect(await runs('relay-after-auth', [...at(server.endpoint('mx')), ...alice])).toEqual(
      asRule('alice may relay .*'),
    )
  })

  test('a server that relays for anyone', async () => {
    await using server = await openHost('kerio', { relay: { mode: 'open' } })
    expect(await runs('relay-after-auth', [...at(server.endpoint('mx')), ...alice])).toEqual(
      notAsRule('anyone may relay .*'),
    )
  })

  test('a wrong password proves nothing, and is not told', async () => {
    await using server = await openHost('kerio', { relay: { mode: 'restricted' } })
    const env = { MAILSPEC_PASSWORD: 'not the password' }
    const outcome = await runs('relay-after-auth', [...at(server.endpoint('mx')), ...alice], env)
    expect(outcome).toEqual(couldNotTell('.*: AUTH did not work: 535 .*'))
    expect(outcome.out).not.toContain('not the password')
  })

  test('a server without AUTH proves nothing', async () => {
    await using sink = await openTaker()
    expect(await runs('relay-after-auth', [...at(sink), ...alice])).toEqual(
      couldNotTell('.*: AUTH did not work: .*'),
    )
  })
})

describe('pop-before-smtp', () => {
  beforeEach(needs('swaks'))

  const alice = ['--user', 'alice', '--from', 'alice@local.test', '--to', 'carol@remote.test']
  const enabled = { popBeforeSmtp: { enabled: true, window: '30m' } } as const

  test('a server that lets those relay who read their mail, each from their address', async () => {
    await using server = await openHost('kerio', enabled)
    const args = [...at(server.endpoint('mx')), '--pop', ...at(server.endpoint('pop3')), ...alice]
    expect(await runs('pop-before-smtp', args)).toEqual(asRule('the POP3 login of alice lets .*'))
    expect(await runs('pop-before-smtp', args)).toEqual(couldNotTell('.* accepted before the login already'))
    expect(await runs('pop-before-smtp', [...args, '--source', '127.0.0.9'])).toMatchObject({ code: 0 })
  })

  test('a server that does not', async () => {
    await using server = await openHost('kerio', { popBeforeSmtp: { enabled: false } })
    const args = [...at(server.endpoint('mx')), '--pop', ...at(server.endpoint('pop3')), ...alice]
    expect(await runs('pop-before-smtp', args)).toEqual(
      notAsRule('the POP3 login of alice does not .*: 550 .*'),
    )
  })

  test('a login that does not work proves nothing, and its password is not told', async () => {
    await using server = await openHost('kerio', enabled)
    const args = [...at(server.endpoint('mx')), '--pop', ...at(server.endpoint('pop3')), ...alice]
    const outcome = await runs('pop-before-smtp', args, { MAILSPEC_PASSWORD: 'not the password' })
    expect(outcome).toEqual(couldNotTell('no POP3 login: -ERR .*'))
    expect(outcome.out).not.toContain('not the password')
  })

  test('a POP3 service nobody listens on proves nothing', async () => {
    await using server = await openHost('kerio', enabled)
    const pop = ['--pop', '127.0.0.1', String(await closedPort())]
    expect(await runs('pop-before-smtp', [...at(server.endpoint('mx')), ...pop, ...alice])).toEqual(
      couldNotTell('no POP3 login: no connection with .*'),
    )
  })
})
