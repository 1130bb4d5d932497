import { describe, expect, test } from 'vitest'
import { digestOf } from '../sasl/challenge.ts'
import { scramProof } from '../sasl/testing.ts'
import { buildFixture } from './testing.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
const loggedIn = '+OK maildrop has 0 messages (0 octets)\r\n'
const refused = '-ERR [AUTH] wrong name or password\r\n'

const challenge = '<0505050505050505.1767225600000@mail.local.test>'
const digest = (method: 'apop' | 'cram-md5', password: string) => digestOf({ method, challenge }, password)

test('a session greets with its host name and a challenge for APOP', () => {
  const { greeting } = buildFixture().open()
  expect(greeting).toBe(`+OK mail.local.test POP3 server ready ${challenge}\r\n`)
})

describe('USER and PASS', () => {
  test.each([
    ['the full address', 'alice@local.test'],
    ['the bare local-part', 'alice'],
    ['another case of the domain', 'alice@LOCAL.test'],
  ])('log in with %s', async (_name, login) => {
    const { open, logins, clock } = buildFixture()
    expect(await open().says(`user ${login}`, 'pass open sesame')).toBe(`+OK send PASS\r\n${loggedIn}`)
    expect(logins).toMatchObject([
      { protocol: 'pop3', address: '192.0.2.20', account: 'alice@local.test', now: clock.now() },
    ])
  })

  test('answer a wrong password, an unknown account and an unknown domain alike', async () => {
    const { open, logins } = buildFixture()
    const said = await Promise.all([
      open().says('USER alice', 'PASS wrong'),
      open().says('USER mallory', 'PASS wrong'),
      open().says('USER alice@remote.test', 'PASS open sesame'),
    ])
    expect(new Set(said)).toEqual(new Set([`+OK send PASS\r\n${refused}`]))
    expect(logins).toEqual([])
  })

  test('begin anew with USER after a refusal', async () => {
    const client = buildFixture().open()
    await client.says('USER alice', 'PASS wrong')
    expect(await client.says('PASS open sesame')).toBe('-ERR send USER first\r\n')
    expect(await client.says('USER alice', 'PASS open sesame')).toContain(loggedIn)
  })

  test('go by the last USER', async () => {
    const said = await buildFixture().open().says('USER mallory', 'USER alice', 'CAPA', 'PASS open sesame')
    expect(said).toContain(loggedIn)
  })

  test.each(['PASS', 'PASS '])('%o is a wrong password, which takes the name with it', async (line) => {
    const client = buildFixture().open()
    expect(await client.says('USER alice', line)).toContain('-ERR [AUTH]')
    expect(await client.says('PASS open sesame')).toBe('-ERR send USER first\r\n')
  })

  test.each(['PASS open sesame', 'USER', 'USER ', 'PASS'])('refuse %o as the first line', async (line) => {
    expect(await buildFixture().open().says(line)).toMatch(/^-ERR [^[]/)
  })

  test('let the host have the last word on a login', async () => {
    const { open, logins } = buildFixture()
    const lenient = open({ accepts: ({ account }) => account === 'alice@local.test' })
    expect(await lenient.says('USER alice', 'PASS wrong')).toContain(loggedIn)
    const strict = open({ accepts: () => false })
    expect(await strict.says('USER bob', 'PASS tea')).toContain(refused)
    expect(logins.map(({ account }) => account)).toEqual(['alice@local.test'])
  })
})

describe('AUTH', () => {
  test.each([
    ['PLAIN at once', [`AUTH PLAIN ${base64('\0alice\0open sesame')}`], loggedIn],
    ['PLAIN when asked', ['AUTH plain', base64('\0alice\0open sesame')], `+ \r\n${loggedIn}`],
    [
      'CRAM-MD5',
      ['AUTH CRAM-MD5', base64(`alice ${digest('cram-md5', 'open sesame')}`)],
      `+ ${base64(challenge)}\r\n${loggedIn}`,
    ],
    ['PLAIN as oneself', [`AUTH PLAIN ${base64('ALICE@local.test\0alice\0open sesame')}`], loggedIn],
    [
      'LOGIN when asked',
      ['AUTH LOGIN', base64('alice'), base64('open sesame')],
      `+ VXNlcm5hbWU6\r\n+ UGFzc3dvcmQ6\r\n${loggedIn}`,
    ],
    [
      'LOGIN with the name at once',
      [`AUTH LOGIN ${base64('alice')}`, base64('open sesame')],
      `+ UGFzc3dvcmQ6\r\n${loggedIn}`,
    ],
  ])('logs in with %s', async (_name, lines, said) => {
    const { open, logins } = buildFixture()
    expect(await open().says(...lines)).toBe(said)
    expect(logins).toHaveLength(1)
  })

  test.each([
    ['a wrong password', [`AUTH PLAIN ${base64('\0alice\0wrong')}`], refused],
    [
      'a wrong password in CRAM-MD5',
      ['AUTH CRAM-MD5', base64(`alice ${digest('cram-md5', 'wrong')}`)],
      `+ ${base64(challenge)}\r\n${refused}`,
    ],
    ['an unknown account', [`AUTH PLAIN ${base64('\0mallory\0wrong')}`], refused],
    [
      'somebody else’s identity',
      [`AUTH PLAIN ${base64('bob\0alice\0open sesame')}`],
      '-ERR [AUTH] not allowed to act as that identity\r\n',
    ],
    ['a cancelled exchange', ['AUTH PLAIN', '*'], '+ \r\n-ERR authentication cancelled\r\n'],
    ['what is no base64', ['AUTH PLAIN', 'a b'], '+ \r\n-ERR response not understood\r\n'],
    ['what is no PLAIN response', ['AUTH PLAIN', base64('alice')], '+ \r\n-ERR response not understood\r\n'],
    ['an empty initial response', ['AUTH PLAIN ='], '-ERR response not understood\r\n'],
    ['an unknown mechanism', ['AUTH GSSAPI'], '-ERR mechanism not offered\r\n'],
    ['no mechanism', ['AUTH'], '-ERR wrong arguments\r\n'],
  ])('refuses %s and is ready for commands again', async (_name, lines, said) => {
    const { open, logins } = buildFixture()
    const client = open()
    expect(await client.says(...lines)).toBe(said)
    expect(logins).toEqual([])
    expect(await client.says('USER alice', 'PASS open sesame')).toContain(loggedIn)
  })

  test('takes a response longer than a command may be', async () => {
    const login = 'x'.repeat(3000)
    const said = await buildFixture()
      .open()
      .says('AUTH PLAIN', base64(`\0${login}\0wrong`))
    expect(said).toBe(`+ \r\n${refused}`)
  })

  test('ends at a response longer than any', async () => {
    const client = buildFixture().open()
    expect(await client.says('AUTH PLAIN', 'A'.repeat(20_000))).toBe('+ \r\n-ERR line too long\r\n')
    expect(await client.says('USER alice')).toMatch(/^\+OK/)
  })
})

describe('APOP', () => {
  test('logs in with the digest of the challenge and the password', async () => {
    const { open, logins } = buildFixture()
    expect(await open().says(`APOP alice ${digest('apop', 'open sesame').toUpperCase()}`)).toBe(loggedIn)
    expect(logins).toMatchObject([{ protocol: 'pop3', account: 'alice@local.test' }])
  })

  test('answers a wrong password and an unknown account alike', async () => {
    const { open, logins } = buildFixture()
    expect(await open().says(`APOP alice ${digest('apop', 'wrong')}`)).toBe(refused)
    expect(await open().says(`APOP mallory ${digest('apop', 'open sesame')}`)).toBe(refused)
    expect(logins).toEqual([])
  })

  test.each(['APOP', 'APOP alice', 'APOP alice 0123'])('refuses %o', async (line) => {
    expect(await buildFixture().open().says(line)).toBe('-ERR wrong arguments\r\n')
  })
})

const listed = (...names: string[]) => `+OK capabilities follow\r\n${[...names, '.', ''].join('\r\n')}`

const challengeIn = (said: string) => Buffer.from(said.slice(2), 'base64').toString()

describe('AUTH SCRAM-SHA-256', () => {
  test.each([
    ['the right password', 'open sesame', /^\+ dj/],
    ['a wrong one', 'sesame', /^-ERR \[AUTH\]/],
  ])('%s is told', async (_, password, told) => {
    const client = buildFixture().open()
    const first = 'n=alice,r=client'
    const asked = challengeIn(await client.says(`AUTH SCRAM-SHA-256 ${base64(`n,,${first}`)}`))
    expect(await client.says(base64(scramProof({ first, asked, password })))).toMatch(told)
  })

  test('a client that has heard the proof of the server is logged in', async () => {
    const client = buildFixture().open()
    const first = 'n=alice,r=client'
    await client.says('AUTH SCRAM-SHA-256')
    const asked = challengeIn(await client.says(base64(`n,,${first}`)))
    await client.says(base64(scramProof({ first, asked, password: 'open sesame' })))
    expect(await client.says('')).toContain(loggedIn)
  })
})

describe('CAPA', () => {
  const always = [
    'TOP',
    'UIDL',
    'RESP-CODES',
    'AUTH-RESP-CODE',
    'EXPIRE NEVER',
    'PIPELINING',
    'USER',
    'SASL PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256',
  ]

  test('lists STLS where TLS can be had', async () => {
    expect(await buildFixture().open().says('CAPA')).toBe(listed(...always, 'STLS'))
  })

  test('lists no STLS where it cannot', async () => {
    const client = buildFixture().open({ tls: { available: false } })
    expect(await client.says('CAPA')).toBe(listed(...always))
  })

  test('lists no STLS under TLS', async () => {
    const client = buildFixture().open()
    await client.says('STLS')
    client.session.secured()
    expect(await client.says('CAPA')).toBe(listed(...always))
  })

  test('is answered in a transaction too', async () => {
    const client = await buildFixture().openAsAlice()
    expect(await client.says('CAPA')).toContain('\r\nUIDL\r\n')
  })
})

describe('STLS', () => {
  test('is granted before the handshake begins', async () => {
    expect(await buildFixture().open().says('STLS')).toBe('+OK begin TLS negotiation\r\n<start-tls>')
  })

  test('leaves what was sent after it in the clear unanswered, under TLS too', async () => {
    const client = buildFixture().open()
    expect(await client.says('STLS', 'CAPA', 'USER al')).toBe('+OK begin TLS negotiation\r\n<start-tls>')
    expect(await client.says('NOOP')).toBe('')
    client.session.secured()
    expect(await client.says('USER alice')).toBe('+OK send PASS\r\n')
  })

  test('forgets an earlier USER', async () => {
    const client = buildFixture().open()
    await client.says('USER alice', 'STLS')
    client.session.secured()
    expect(await client.says('PASS open sesame')).toBe('-ERR send USER first\r\n')
  })

  test('is refused without a certificate, twice, and in a transaction', async () => {
    const { open, openAsAlice } = buildFixture()
    expect(await open({ tls: { available: false } }).says('STLS')).toBe('-ERR TLS not available\r\n')
    const client = open()
    await client.says('STLS')
    client.session.secured()
    expect(await client.says('STLS')).toBe('-ERR TLS already active\r\n')
    expect(await (await openAsAlice()).says('STLS')).toBe('-ERR not allowed now\r\n')
  })
})

test.each(['STAT', 'LIST', 'UIDL', 'RETR 1', 'TOP 1 0', 'DELE 1', 'NOOP', 'RSET'])(
  '%s is not allowed before a login',
  async (line) => {
    expect(await buildFixture('tea\r\n').open().says(line)).toBe('-ERR not allowed now\r\n')
  },
)

test('QUIT before a login says goodbye and closes', async () => {
  const client = buildFixture().open()
  expect(await client.says('QUIT', 'CAPA')).toBe('+OK goodbye\r\n<close>')
  expect(await client.says('CAPA')).toBe('')
})
