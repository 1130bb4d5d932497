import { describe, expect, test } from 'vitest'
import { digestOf } from '../sasl/challenge.ts'
import type { Rule } from '../policy/rule.ts'
import { engineOf } from '../policy/testing.ts'
import { brought } from './commands/table.ts'
import { buildFixture } from './testing.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
const always = `IMAP4rev1 LITERAL+ ${brought.join(' ')}`
const ways = 'AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=SCRAM-SHA-256'
const loggedIn = `a OK [CAPABILITY ${always}] logged in\r\n`
const challenge = '<0505050505050505.1767225600000@mail.local.test>'
const digest = (password: string) => digestOf({ method: 'cram-md5', challenge }, password)
const refused = 'a NO [AUTHENTICATIONFAILED] wrong name or password\r\n'

test('a session greets with what it can do and its host name', () => {
  const { greeting } = buildFixture().open()
  expect(greeting).toBe(`* OK [CAPABILITY ${always} STARTTLS ${ways}] mail.local.test IMAP server ready\r\n`)
})

describe('LOGIN', () => {
  test.each([
    ['atoms and quotes', ['a LOGIN alice "open sesame"']],
    ['the full address', ['a login alice@LOCAL.test "open sesame"']],
    ['literals sent unasked', ['a LOGIN {5+}', 'alice {11+}', 'open sesame']],
    ['a quoted password with escapes', ['a LOGIN "alice" "open sesame"']],
  ])('takes %s', async (_name, lines) => {
    const { open, logins, clock } = buildFixture()
    expect(await open().says(...lines)).toBe(loggedIn)
    expect(logins).toMatchObject([
      { protocol: 'imap', address: '192.0.2.20', account: 'alice@local.test', now: clock.now() },
    ])
  })

  test('takes literals the client waits with', async () => {
    const client = buildFixture().open()
    expect(await client.says('a LOGIN {5}')).toBe('+ go on\r\n')
    expect(await client.says('alice {11}')).toBe('+ go on\r\n')
    expect(await client.says('open sesame')).toBe(loggedIn)
  })

  test('is reported before the client reads its OK', async () => {
    const seen: string[] = []
    const notes: Rule = { name: 'notes', seams: {}, learns: { login: () => seen.push('login') } }
    const client = buildFixture().open({ engine: engineOf('kerio', {}, { rules: [notes] }) })
    for await (const effect of client.session.receive(Buffer.from('a LOGIN alice "open sesame"\r\n'))) {
      seen.push(effect.effect)
    }
    expect(seen).toEqual(['login', 'write'])
  })

  test('answers a wrong password, an unknown account and an unknown domain alike', async () => {
    const { open, logins } = buildFixture()
    const said = await Promise.all([
      open().says('a LOGIN alice wrong'),
      open().says('a LOGIN mallory wrong'),
      open().says('a LOGIN alice@remote.test "open sesame"'),
    ])
    expect(new Set(said)).toEqual(new Set([refused]))
    expect(logins).toEqual([])
  })

  test('lets the host have the last word', async () => {
    const { open, logins } = buildFixture()
    const lenient = open({ accepts: ({ account }) => account === 'alice@local.test' })
    expect(await lenient.says('a LOGIN alice wrong')).toBe(loggedIn)
    expect(await open({ accepts: () => false }).says('a LOGIN bob tea')).toBe(refused)
    expect(logins.map(({ account }) => account)).toEqual(['alice@local.test'])
  })

  test.each(['a LOGIN', 'a LOGIN alice', 'a LOGIN alice ', 'a LOGIN alice  tea', 'a LOGIN alice tea x'])(
    'refuses %o',
    async (line) => {
      expect(await buildFixture().open().says(line)).toBe('a BAD wrong arguments\r\n')
    },
  )
})

describe('AUTHENTICATE', () => {
  test.each([
    ['PLAIN at once', [`a AUTHENTICATE PLAIN ${base64('\0alice\0open sesame')}`], loggedIn],
    ['PLAIN when asked', ['a authenticate plain', base64('\0alice\0open sesame')], `+ \r\n${loggedIn}`],
    [
      'LOGIN when asked',
      ['a AUTHENTICATE LOGIN', base64('alice'), base64('open sesame')],
      `+ VXNlcm5hbWU6\r\n+ UGFzc3dvcmQ6\r\n${loggedIn}`,
    ],
    [
      'CRAM-MD5',
      ['a AUTHENTICATE CRAM-MD5', base64(`alice ${digest('open sesame')}`)],
      `+ ${base64(challenge)}\r\n${loggedIn}`,
    ],
  ])('logs in with %s', async (_name, lines, said) => {
    const { open, logins } = buildFixture()
    expect(await open().says(...lines)).toBe(said)
    expect(logins).toHaveLength(1)
  })

  test.each([
    ['a wrong password', [`a AUTHENTICATE PLAIN ${base64('\0alice\0wrong')}`], refused],
    [
      'a wrong password in CRAM-MD5',
      ['a AUTHENTICATE CRAM-MD5', base64(`alice ${digest('wrong')}`)],
      `+ ${base64(challenge)}\r\n${refused}`,
    ],
    [
      'somebody else’s identity',
      [`a AUTHENTICATE PLAIN ${base64('bob\0alice\0open sesame')}`],
      'a NO [AUTHORIZATIONFAILED] not allowed to act as that identity\r\n',
    ],
    ['a cancelled exchange', ['a AUTHENTICATE PLAIN', '*'], '+ \r\na BAD authentication cancelled\r\n'],
    ['what is no base64', ['a AUTHENTICATE PLAIN', 'a {3}'], '+ \r\na BAD response not understood\r\n'],
    ['an empty initial response', ['a AUTHENTICATE PLAIN ='], 'a BAD response not understood\r\n'],
    ['an unknown mechanism', ['a AUTHENTICATE GSSAPI'], 'a NO mechanism not offered\r\n'],
    ['no mechanism', ['a AUTHENTICATE'], 'a BAD wrong arguments\r\n'],
    [
      'a response longer than any',
      ['a AUTHENTICATE PLAIN', 'A'.repeat(20_000)],
      '+ \r\na BAD command line too long\r\n',
    ],
  ])('refuses %s and is ready for commands again', async (_name, lines, said) => {
    const { open, logins } = buildFixture()
    const client = open()
    expect(await client.says(...lines)).toBe(said)
    expect(logins).toEqual([])
    expect(await client.says('a LOGIN alice "open sesame"')).toBe(loggedIn)
  })
})

const listed = (...names: string[]) => `* CAPABILITY ${names.join(' ')}\r\na OK done\r\n`

describe('CAPABILITY', () => {
  test('lists no STARTTLS where it cannot be had', async () => {
    const client = buildFixture().open({ tls: { available: false } })
    expect(await client.says('a CAPABILITY')).toBe(listed(always, ways))
  })

  test('lists no STARTTLS under TLS', async () => {
    const client = buildFixture().open()
    await client.says('a STARTTLS')
    client.session.secured()
    expect(await client.says('a CAPABILITY')).toBe(listed(always, ways))
  })

  test('lists no way to log in after a login', async () => {
    const client = await buildFixture().openAsAlice()
    expect(await client.says('a CAPABILITY')).toBe(listed(always))
  })
})

describe('STARTTLS', () => {
  test('leaves what was sent after it in the clear unanswered, under TLS too', async () => {
    const client = buildFixture().open()
    expect(await client.says('a STARTTLS', 'b NOOP', 'c LOG')).toBe(
      'a OK begin TLS negotiation\r\n<start-tls>',
    )
    expect(await client.says('d NOOP')).toBe('')
    client.session.secured()
    expect(await client.says('e NOOP')).toBe('e OK done\r\n')
  })

  test('is refused without a certificate, twice, and after a login', async () => {
    const { open, openAsAlice } = buildFixture()
    const bare = open({ tls: { available: false } })
    expect(await bare.says('a STARTTLS')).toBe('a BAD TLS not available\r\n')
    const client = open()
    await client.says('a STARTTLS')
    client.session.secured()
    expect(await client.says('a STARTTLS')).toBe('a BAD TLS already active\r\n')
    expect(await (await openAsAlice()).says('a STARTTLS')).toBe('a BAD not allowed now\r\n')
  })
})

test('LOGOUT says BYE, then OK, and closes', async () => {
  const client = buildFixture().open()
  expect(await client.says('a LOGOUT', 'b NOOP')).toBe('* BYE goodbye\r\na OK done\r\n<close>')
  expect(await client.says('c NOOP')).toBe('')
})

test.each(['ID NIL', 'ID ("name" "test" "version" NIL)', 'ID ()'])(
  '%s is answered before a login',
  async (line) => {
    expect(await buildFixture().open().says(`a ${line}`)).toBe('* ID ("name" "mailspec")\r\na OK done\r\n')
  },
)

describe('only ASCII letters have a case', () => {
  test.each([
    ['a LOGıN alice "open sesame"', 'a BAD unknown command\r\n'],
    ['a ſELECT INBOX', 'a BAD unknown command\r\n'],
    ['a AUTHENTICATE PLAıN', 'a BAD wrong arguments\r\n'],
    ['a AUTHENTICATE "PLAIN"', 'a BAD wrong arguments\r\n'],
  ])('%s is refused', async (line, said) => {
    expect(await buildFixture().open().says(line)).toBe(said)
  })

  test.each(['ıNBOX', '\u0130NBOX', 'INBOX\u00df'])('%s is no INBOX', async (name) => {
    const client = await buildFixture().openAsAlice()
    expect(await client.says(`a SELECT {${Buffer.byteLength(name)}+}`, name)).toMatch(/^a NO \[NONEXISTENT\]/)
    expect(await client.says(`b LIST "" {${Buffer.byteLength(name)}+}`, name)).toBe('b OK done\r\n')
  })

  test('a mechanism may be written in any case', async () => {
    const line = `a authenticate plain ${base64('\0alice\0open sesame')}`
    expect(await buildFixture().open().says(line)).toBe(loggedIn)
  })
})
