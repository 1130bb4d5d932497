import { describe, expect, test } from 'vitest'
import { imapLogin, pop3Login, smtpLogin } from './login.ts'
import { openImap, type ImapCredentials } from './imap.ts'
import { openPop3, type Pop3Credentials } from './pop3.ts'
import { openSmtp, type Credentials } from './smtp.ts'
import { recordOne } from './testing/records.ts'
import { openPeer } from './testing/scripted-peer.ts'
import { answering } from './testing/scripts.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const options = { now: () => 0, deadlines: { close: 50 } }

// The example of RFC 2195 §2.
const tim = { login: 'tim', password: 'tanstaaftanstaaf' }
const timestamp = '<1896.697170952@postoffice.reston.mci.net>'
const timDigest = base64('tim b913a602c7eda7a495b4e6e7334d3890')
const timPlain = base64('\0tim\0tanstaaftanstaaf')

async function saysImap(credentials: ImapCredentials, greeting: string, ...answers: string[]) {
  await using peer = await openPeer(answering(greeting, ...answers))
  const { tap, wire } = recordOne('imap')
  const session = await openImap(peer.address, tap, options)
  const login = imapLogin(session, await session.logsIn(credentials))
  return { login, heard: peer.heard, record: wire().join('') }
}

async function saysPop3(credentials: Pop3Credentials, greeting: string, ...answers: string[]) {
  await using peer = await openPeer(answering(greeting, ...answers))
  const { tap, wire } = recordOne('pop3')
  const session = await openPop3(peer.address, tap, options)
  const login = pop3Login(session, await session.logsIn(credentials))
  return { login, heard: peer.heard, record: wire().join('') }
}

async function saysSmtp(credentials: Credentials, ...answers: string[]) {
  await using peer = await openPeer(answering('220 hello\r\n', ...answers))
  const { tap, wire } = recordOne('submission')
  const session = await openSmtp(peer.address, tap, options)
  const login = smtpLogin(session, await session.authenticates(credentials))
  return { login, heard: peer.heard, record: wire().join('') }
}

describe('a login by', () => {
  const sasl = '* OK [CAPABILITY IMAP4rev1 SASL-IR] hello\r\n'
  const bare = '* OK [CAPABILITY IMAP4rev1] hello\r\n'
  const [done, more] = ['a1 OK done\r\n', '+ \r\n']
  const challenge = base64(timestamp)
  const name = base64('tim')
  const secret = base64(tim.password)

  test.each([
    [
      'CRAM-MD5 over SMTP',
      () => saysSmtp({ ...tim, mechanism: 'CRAM-MD5' }, `334 ${challenge}\r\n`, '235 ok\r\n'),
      ['AUTH CRAM-MD5', timDigest],
    ],
    [
      'LOGIN over SMTP',
      () => saysSmtp({ ...tim, mechanism: 'LOGIN' }, '334 \r\n', '334 \r\n', '235 ok\r\n'),
      ['AUTH LOGIN', name, secret],
    ],
    [
      'PLAIN over POP3',
      () => saysPop3({ ...tim, by: 'PLAIN' }, '+OK\r\n', '+OK\r\n'),
      [`AUTH PLAIN ${timPlain}`],
    ],
    [
      'LOGIN over POP3',
      () => saysPop3({ ...tim, by: 'LOGIN' }, '+OK\r\n', more, more, '+OK\r\n'),
      ['AUTH LOGIN', name, secret],
    ],
    [
      'CRAM-MD5 over POP3',
      () => saysPop3({ ...tim, by: 'CRAM-MD5' }, '+OK\r\n', `+ ${challenge}\r\n`, '+OK\r\n'),
      ['AUTH CRAM-MD5', timDigest],
    ],
    // The example of RFC 1939 §7.
    [
      'APOP',
      () =>
        saysPop3(
          { login: 'mrose', password: 'tanstaaf', by: 'APOP' },
          '+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n',
          '+OK\r\n',
        ),
      ['APOP mrose c4c9334bac560ecc979e58001b3e22fb'],
    ],
    ['LOGIN, the command', () => saysImap(tim, bare, done), ['a1 LOGIN "tim" "tanstaaftanstaaf"']],
    [
      'PLAIN over IMAP, with SASL-IR',
      () => saysImap({ ...tim, by: 'PLAIN' }, sasl, done),
      [`a1 AUTHENTICATE PLAIN ${timPlain}`],
    ],
    [
      'PLAIN over IMAP, without',
      () => saysImap({ ...tim, by: 'PLAIN' }, bare, more, done),
      ['a1 AUTHENTICATE PLAIN', timPlain],
    ],
    [
      'LOGIN over IMAP, the mechanism',
      () => saysImap({ ...tim, by: 'LOGIN' }, sasl, more, more, done),
      ['a1 AUTHENTICATE LOGIN', name, secret],
    ],
    [
      'CRAM-MD5 over IMAP',
      () => saysImap({ ...tim, by: 'CRAM-MD5' }, sasl, `+ ${challenge}\r\n`, done),
      ['a1 AUTHENTICATE CRAM-MD5', timDigest],
    ],
  ])('%s says what it has to, and is recorded without its secrets', async (_, says, lines) => {
    const { login, heard, record } = await says()
    expect(login).toMatchObject({ kind: 'login', session: 'laptop#1', succeeded: true })
    expect(heard).toEqual(lines)
    expect(record).toContain('********')
    const digests = ['b913a602c7eda7a495b4e6e7334d3890', 'c4c9334bac560ecc979e58001b3e22fb']
    for (const text of [tim.password, secret, timPlain, timDigest, ...digests])
      expect(record).not.toContain(text)
  })

  test('a mechanism the server does not know ends with its answer', async () => {
    const smtp = await saysSmtp({ ...tim, mechanism: 'CRAM-MD5' }, '504 5.5.4 no\r\n')
    expect(smtp.login).toMatchObject({ succeeded: false, code: 504, said: '504 5.5.4 no' })
    const pop3 = await saysPop3({ ...tim, by: 'APOP' }, '+OK\r\n', '-ERR what\r\n')
    expect(pop3.login).toMatchObject({ succeeded: false, said: '-ERR what' })
    const imap = await saysImap({ ...tim, by: 'LOGIN' }, bare, 'a1 NO [CANNOT] no\r\n')
    expect(imap.login).toMatchObject({ succeeded: false, said: 'NO [CANNOT] no' })
  })

  test('a server that asks on and on is called off', async () => {
    const { login, heard } = await saysImap({ ...tim, by: 'PLAIN' }, sasl, more, 'a1 BAD called off\r\n')
    expect(heard.at(-1)).toBe('*')
    expect(login).toMatchObject({ succeeded: false, said: 'BAD called off' })
  })

  test('a server that goes away in the middle is a lost login', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says(bare)
      await answers('+ \r\n')
    })
    const session = await openImap(peer.address, recordOne('imap').tap, options)
    const answer = await session.logsIn({ ...tim, by: 'PLAIN' })
    expect(imapLogin(session, answer)).toMatchObject({ succeeded: false, lost: true })
  })
})

describe('the arguments of LOGIN', () => {
  test.each([
    ['quotes and backslashes', 'al"ice', 'open\\"sesame', ['a1 LOGIN "al\\"ice" "open\\\\\\"sesame"']],
    ['an empty password', 'alice', '', ['a1 LOGIN "alice" ""']],
    ['letters beyond ASCII', 'alice', 'pässe', ['a1 LOGIN "alice" {6}', 'pÃ¤sse']],
    ['both as literals', 'zoë', 'pässe', ['a1 LOGIN {4}', 'zoÃ« {6}', 'pÃ¤sse']],
    ['line ends', 'alice', 'one\r\ntwo', ['a1 LOGIN "alice" {8}', 'one', 'two']],
  ])('%s', async (_, login, password, lines) => {
    const asked = lines.slice(1, lines.indexOf('two') === -1 ? undefined : 2).map(() => '+ go\r\n')
    const quiet = lines.includes('two') ? [''] : []
    const { heard, record } = await saysImap(
      { login, password },
      '* OK hello\r\n',
      ...asked,
      ...quiet,
      'a1 NO wrong\r\n',
    )
    expect(heard).toEqual(lines)
    for (const piece of ['sesame', 'sse', 'one', 'two']) expect(record).not.toContain(piece)
  })

  test('a server that wants no literal is not sent one', async () => {
    const { login, heard } = await saysImap(
      { login: 'alice', password: 'pässe' },
      '* OK\r\n',
      'a1 BAD no\r\n',
    )
    expect(heard).toEqual(['a1 LOGIN "alice" {6}'])
    expect(login.succeeded).toBe(false)
  })

  test('a password the server echoes as it was quoted is hidden', async () => {
    const password = 'open\\"sesame'
    const echo = 'a1 NO "open\\\\\\"sesame" is wrong\r\n'
    expect((await saysImap({ login: 'alice', password }, '* OK\r\n', echo)).record).not.toContain('sesame')
  })
})
