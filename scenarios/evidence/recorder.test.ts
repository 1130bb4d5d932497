import { describe, expect, test } from 'vitest'
import type { Service } from './evidence.ts'
import { createRecorder } from './recorder.ts'

function opened(service: Service = 'mx', client = 'laptop') {
  const recorder = createRecorder(() => 7)
  const tap = recorder.opens({ client, service, source: '192.0.2.20' })
  const octets = () => recorder.sessions().flatMap(({ lines }) => lines.map((line) => line.octets))
  return { recorder, tap, octets }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('the recorder', () => {
  test('sessions are numbered for each client', () => {
    const { recorder } = opened()
    const next = (client: string) => recorder.opens({ client, service: 'pop3', source: '192.0.2.9' }).id
    expect([next('neighbour'), next('laptop'), next('neighbour')]).toEqual([
      'neighbour#1',
      'laptop#2',
      'neighbour#2',
    ])
  })

  test('a session is plain data, its lines in the order they were recorded', () => {
    const { recorder, tap } = opened()
    expect(tap.last).toBe(-1)
    expect(tap.line('S', '220 hello\r\n')).toBe(0)
    expect(tap.line('C', 'QUIT\r\n')).toBe(1)
    tap.ended('server')
    tap.ended('error', 'too late to count')
    expect(recorder.sessions()).toEqual([
      {
        id: 'laptop#1',
        client: 'laptop',
        service: 'mx',
        source: '192.0.2.20',
        lines: [
          { at: 7, order: 0, dir: 'S', octets: '220 hello\r\n' },
          { at: 7, order: 1, dir: 'C', octets: 'QUIT\r\n' },
        ],
        ended: { at: 7, by: 'server' },
      },
    ])
  })

  test('lines are counted over all sessions', () => {
    const { recorder, tap } = opened()
    const other = recorder.opens({ client: 'neighbour', service: 'pop3', source: '192.0.2.9' })
    tap.line('S', '220 hello\r\n')
    other.line('S', '+OK hello\r\n')
    tap.line('C', 'QUIT\r\n')
    const orders = recorder.sessions().map(({ lines }) => lines.map(({ order }) => order))
    expect(orders).toEqual([[0, 2], [1]])
    expect(recorder.lines).toBe(3)
  })

  test('what was handed out before does not change', () => {
    const { recorder, tap } = opened()
    const before = recorder.sessions()
    tap.line('S', '220 hello\r\n')
    expect(before[0]?.lines).toEqual([])
  })
})

describe('secrets in the record', () => {
  test.each<[string, Service, string[], string]>([
    [
      'the initial response of AUTH',
      'mx',
      [`AUTH PLAIN ${base64('\0a\0open')}\r\n`],
      'AUTH PLAIN ********\r\n',
    ],
    ['the argument of PASS', 'pop3', ['pass open sesame\r\n'], 'pass ********\r\n'],
    ['the digest of APOP', 'pop3', ['APOP alice c4c9334bac560ecc\r\n'], 'APOP alice ********\r\n'],
    ['the password of LOGIN', 'imap', ['a1 LOGIN "al ice" open\r\n'], 'a1 LOGIN "al ice" ********\r\n'],
    [
      'the response of AUTHENTICATE',
      'imap',
      ['a1 AUTHENTICATE PLAIN AGEAYg==\r\n'],
      'a1 AUTHENTICATE PLAIN ********\r\n',
    ],
  ])('%s is hidden by its place', (_, service, said, seen) => {
    const { tap, octets } = opened(service)
    for (const line of said) tap.line('C', line)
    expect(octets()).toEqual([seen])
  })

  test('the answer to a challenge is hidden, and nothing after it', () => {
    const { tap, octets } = opened()
    tap.line('S', '334 VXNlcm5hbWU6\r\n')
    tap.line('C', 'b3Blbg==\r\n')
    tap.line('S', '235 welcome\r\n')
    tap.line('C', 'NOOP\r\n')
    expect(octets().slice(1)).toEqual(['********\r\n', '235 welcome\r\n', 'NOOP\r\n'])
  })

  test('a challenge called off shows', () => {
    const { tap, octets } = opened()
    tap.line('S', '334 \r\n')
    tap.line('C', '*\r\n')
    expect(octets()).toEqual(['334 \r\n', '*\r\n'])
  })

  test('a message that looks like a command is left alone', () => {
    const { tap, octets } = opened()
    tap.line('S', '354 go ahead\r\n')
    for (const line of ['AUTH PLAIN is a mechanism\r\n', '.\r\n', 'AUTH PLAIN x\r\n']) tap.line('C', line)
    expect(octets().slice(1)).toEqual(['AUTH PLAIN is a mechanism\r\n', '.\r\n', 'AUTH PLAIN ********\r\n'])
  })

  test.each([
    ['as it is', 'open sesame'],
    ['in base64', base64('open sesame')],
    ['in base64, one octet later', base64('xopen sesame')],
    ['in base64, two octets later', base64('xyopen sesame!')],
    ['with a login before it', base64('\0alice\0open sesame')],
    ['in the base64 of addresses', Buffer.from('x>open sesame?>').toString('base64url')],
    ['in capitals', 'Open SESAME'],
    ['in hexadecimal', Buffer.from('open sesame').toString('hex')],
    [
      'in hexadecimal with colons',
      Buffer.from('open sesame')
        .toString('hex')
        .replaceAll(/..(?=.)/g, '$&:'),
    ],
    ['in a URL', encodeURIComponent('open sesame')],
    ['in a form', 'open+sesame'],
    ['in a URL, every sign a number', '%6f%70%65%6E%20%73%65%73%61%6d%65'],
    ['in quoted-printable', 'op=65n=20sesame'],
    ['in xtext', 'open+20sesame'],
    ['behind backslashes', String.raw`open\ sesame`],
  ])('a registered secret is hidden wherever it stands, %s', (_, form) => {
    const { tap, octets } = opened()
    tap.masks('open sesame')
    tap.line('S', `500 what is ${form} to me\r\n`)
    expect(octets()).toEqual(['500 what is ******** to me\r\n'])
  })

  test('a secret is hidden in either writing of its letters', () => {
    const { tap } = opened()
    tap.masks('schlüssel')
    expect(tap.hides('schlüssel')).toBe('********')
    expect(tap.hides(Buffer.from('schlüssel').toString('latin1'))).toBe('********')
  })

  test('what is said besides stays as it is', () => {
    const { tap } = opened()
    tap.masks('open sesame', 'x')
    const said = '535 5.7.8 sesame is not open: opensesame, openssl, max, 6f70656e'
    expect(tap.hides(said)).toBe(said)
  })

  test('a secret of the run is hidden in every session', () => {
    const { recorder, tap, octets } = opened()
    recorder.masks('pässword')
    tap.line('C', Buffer.from('VRFY pässword\r\n').toString('latin1'))
    expect(octets()).toEqual(['VRFY ********\r\n'])
    expect(recorder.sessions()[0]?.lines[0]?.masked).toBe(true)
  })

  test('a very short secret is hidden only where it stands alone', () => {
    const { tap, octets } = opened()
    tap.masks('a.b')
    tap.line('C', 'VRFY a.b\r\n')
    tap.line('C', 'VRFY xa.by axb\r\n')
    expect(octets()).toEqual(['VRFY ********\r\n', 'VRFY xa.by axb\r\n'])
  })
})
