import { describe, expect, test } from 'vitest'
import { HarnessFault } from '../evidence/faults.ts'
import type { Address } from './address.ts'
import type { Deadlines } from './deadlines.ts'
import { openSmtp } from './smtp.ts'
import { selfSigned } from './testing/certificate.ts'
import { recordOne } from './testing/records.ts'
import { openPeer, type Peer } from './testing/scripted-peer.ts'

async function opened(
  address: Address,
  { now = () => 0, ...deadlines }: Partial<Deadlines> & { now?: () => number } = {},
) {
  const { tap, wire, ended } = recordOne('mx')
  const session = await openSmtp(address, tap, { now, deadlines })
  return { session, wire, ended }
}

const takesOne = () =>
  openPeer(async ({ says, answers, hears }) => {
    says('220 hello\r\n')
    await answers('354 go\r\n')
    for (let line = await hears(); line !== undefined && line !== '.'; line = await hears());
    says('250 kept\r\n')
  })

describe('replies', () => {
  test('a reply of many lines is one answer, even octet by octet', async () => {
    await using peer = await openPeer(({ dribbles }) => dribbles('220-5.5.5 odd\r\n220 hello\r\n'))
    const { session } = await opened(peer.address)
    expect(session.greeting).toEqual({
      reply: { code: 220, text: ['5.5.5 odd', 'hello'] },
      line: 1,
      when: { notBefore: 0, notAfter: 0 },
    })
  })

  test.each([
    ['whose code changes', '250-one\r\n251 two\r\n'],
    ['without a code', 'hello\r\n'],
    ['of five digits', '25000 ok\r\n'],
  ])('a reply %s ends the session as garbled', async (_, reply) => {
    await using peer = await openPeer(async ({ says, answers, hears }) => {
      says('220 hello\r\n')
      await answers(reply)
      await hears()
    })
    const { session, ended } = await opened(peer.address)
    expect(await session.says('NOOP')).toMatchObject({ lost: true, why: 'garbled reply' })
    expect(await session.says('NOOP')).toMatchObject({ lost: true, why: 'garbled reply' })
    expect(ended()).toEqual({ at: 0, by: 'client', why: 'garbled reply' })
  })

  test('a server that dies half-way through a reply has given none', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('250-one\r\n250 tw')
    })
    const { session, wire } = await opened(peer.address)
    expect(await session.says('NOOP')).toEqual({
      lost: true,
      closed: true,
      why: 'mx closed the connection, before any reply to NOOP',
      line: 3,
      when: { notBefore: 0, notAfter: 0 },
    })
    expect(wire()).toEqual(['S: 220 hello\r\n', 'C: NOOP\r\n', 'S: 250-one\r\n', 'S: 250 tw'])
  })

  test('a server that never greets is a lost greeting', async () => {
    await using peer = await openPeer(async ({ hears }) => void (await hears()))
    const { session } = await opened(peer.address, { greeting: 50 })
    expect(session.greeting).toMatchObject({ lost: true, why: 'no greeting from mx within 50ms', line: -1 })
  })

  test('an answer comes between the clock before the command and the clock after the reply', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('250 ok\r\n')
    })
    let time = 0
    const { session } = await opened(peer.address, { now: () => (time += 1) })
    expect(session.greeting.when).toEqual({ notBefore: 1, notAfter: 2 })
    expect((await session.says('NOOP')).when).toEqual({ notBefore: 3, notAfter: 4 })
  })

  test('pipelined commands are answered one by one', async () => {
    await using peer = await openPeer(async ({ says, hears }) => {
      says('220 hello\r\n')
      await hears()
      await hears()
      says('250 one\r\n500 two\r\n')
    })
    const { session } = await opened(peer.address)
    session.sendsOctets('NOOP\r\nWHAT\r\n')
    expect([await session.hears(), await session.hears()]).toMatchObject([
      { reply: { code: 250 }, line: 3 },
      { reply: { code: 500 }, line: 4 },
    ])
  })

  test('a line end within a line is our fault', async () => {
    await using peer = await openPeer(({ says }) => says('220 hello\r\n'))
    const { session } = await opened(peer.address)
    await expect(session.rcptTo('a@b.test>\r\nDATA')).rejects.toThrow(HarnessFault)
  })
})

/** All that is recorded of EHLO and QUIT with such a peer. */
const written = async (script: (peer: Peer) => Promise<void>) => {
  await using peer = await openPeer(script)
  const { session, wire, ended } = await opened(peer.address)
  await session.greets('laptop.test')
  await session.quits()
  return JSON.stringify([wire(), ended()])
}

test('the same exchange gives the same record, whatever the packets', async () => {
  const greeting = '220-hello\r\n220 you\r\n'
  const whole = written(async ({ says, answers }) => {
    says(greeting)
    await answers('250-mx\r\n250 SIZE\r\n')
    await answers('221 bye\r\n')
  })
  const dribbled = written(async ({ dribbles, hears }) => {
    await dribbles(greeting)
    await hears()
    await dribbles('250-mx\r\n250 SIZE\r\n')
    await hears()
    await dribbles('221 bye\r\n')
  })
  expect(await dribbled).toBe(await whole)
})

describe('commands', () => {
  test('EHLO tells capabilities', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('250-mx\r\n250-size 1000\r\n250-AUTH PLAIN\r\n250-AUTH=LOGIN\r\n250 PIPELINING\r\n')
    })
    const { session } = await opened(peer.address)
    await session.greets('laptop.test')
    expect([...session.capabilities]).toEqual([
      ['SIZE', ['1000']],
      ['AUTH', ['PLAIN', 'LOGIN']],
      ['PIPELINING', []],
    ])
  })

  test('HELO follows a refused EHLO', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('502 what\r\n')
      await answers('250 mx\r\n')
    })
    const { session } = await opened(peer.address)
    expect(await session.greets('laptop.test')).toMatchObject({ reply: { code: 250 } })
    expect(peer.heard).toEqual(['EHLO laptop.test', 'HELO laptop.test'])
  })

  test('paths go in brackets once, with their parameters', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      for (let count = 0; count < 4; count += 1) await answers('250 ok\r\n')
    })
    const { session } = await opened(peer.address)
    await session.mailFrom(null, ['SIZE=10', 'SMTPUTF8'])
    await session.mailFrom('<a@b.test>')
    await session.rcptTo('bob')
    await session.rcptTo('"a b"@c.test', ['NOTIFY=NEVER'])
    expect(peer.heard).toEqual([
      'MAIL FROM:<> SIZE=10 SMTPUTF8',
      'MAIL FROM:<a@b.test>',
      'RCPT TO:<bob>',
      'RCPT TO:<"a b"@c.test> NOTIFY=NEVER',
    ])
  })

  test('text beyond ASCII goes out as UTF-8 and is recorded octet by octet', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('250 ok\r\n')
    })
    const { session, wire } = await opened(peer.address)
    await session.rcptTo('jürgen@b.test')
    expect(wire()[1]).toBe('C: RCPT TO:<jÃ¼rgen@b.test>\r\n')
  })

  test('after STARTTLS the capabilities are unknown and the session goes on', async () => {
    const certificate = await selfSigned('mx.local.test')
    await using peer = await openPeer(async ({ says, answers, upgrades }) => {
      says('220 hello\r\n')
      await answers('250 STARTTLS\r\n')
      await answers('220 go\r\n')
      await upgrades(certificate)
      await answers('250 mx\r\n')
    })
    const { session } = await opened(peer.address)
    await session.greets('laptop.test')
    expect(await session.startsTls()).toMatchObject({ reply: { code: 220 } })
    expect(session.capabilities.size).toBe(0)
    expect(await session.greets('laptop.test')).toMatchObject({ reply: { code: 250 } })
  })

  test('a handshake that fails is a lost STARTTLS', async () => {
    await using peer = await openPeer(async ({ says, answers, hears }) => {
      says('220 hello\r\n')
      await answers('220 go\r\n')
      await hears()
      says('500 what was that?\r\n')
    })
    const { session } = await opened(peer.address)
    expect(await session.startsTls()).toMatchObject({ lost: true, line: 2 })
  })

  test('QUIT waits for the server to close', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('221 bye\r\n')
    })
    const { session, ended } = await opened(peer.address)
    expect(await session.quits()).toMatchObject({ reply: { code: 221 }, line: 2 })
    expect(ended()).toEqual({ at: 0, by: 'server' })
  })

  test('a server that does not close after QUIT is left', async () => {
    await using peer = await openPeer(async ({ says, answers, hears }) => {
      says('220 hello\r\n')
      await answers('221 bye\r\n')
      await hears()
    })
    const { session, ended } = await opened(peer.address, { close: 50 })
    await session.quits()
    expect(ended()).toEqual({ at: 0, by: 'client', why: 'no close from mx within 50ms' })
  })
})

describe('credentials', () => {
  const password = 'open sesame'
  const secrets = [
    password,
    Buffer.from(password).toString('base64'),
    Buffer.from(`\0alice\0${password}`).toString('base64'),
  ]

  test.each([
    ['PLAIN', 1, ['********', 'C: AUTH PLAIN ********']],
    ['LOGIN', 3, ['C: AUTH LOGIN', 'C: ********']],
  ] as const)(
    'a password sent by %s is not in the record, not even echoed',
    async (mechanism, steps, seen) => {
      await using peer = await openPeer(async ({ says, answers, hears }) => {
        says('220 hello\r\n')
        for (let step = 1; step < steps; step += 1) await answers('334 \r\n')
        says(`535 wrong: ${await hears()} ${password}\r\n`)
      })
      const { session, wire } = await opened(peer.address)
      const answer = await session.authenticates({ login: 'alice', password, mechanism })
      expect(answer).toMatchObject({ reply: { code: 535 } })
      const record = wire().join('')
      for (const secret of secrets) expect(record).not.toContain(secret)
      for (const text of seen) expect(record).toContain(text)
    },
  )

  test('the password really is sent', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('235 ok\r\n')
    })
    const { session } = await opened(peer.address)
    await session.authenticates({ login: 'alice', password })
    expect(peer.heard).toEqual([`AUTH PLAIN ${secrets[2]}`])
  })
})

describe('messages', () => {
  test.each([
    ['dots at the start of lines are doubled', '.a\r\nb.\r\n..\r\n', false, ['..a\r\n', 'b.\r\n', '...\r\n']],
    ['every line end becomes CRLF', 'a\nb\rc', false, ['a\r\n', 'b\r\n', 'c\r\n']],
    [
      'raw line ends stay, and nothing after them is a line',
      'a\n.\nb\r\n.c',
      true,
      ['a\n', '.\n', 'b\r\n', '..c\r\n'],
    ],
    ['an empty message is only the closing dot', '', false, []],
  ])('%s', async (_, message, raw, lines) => {
    await using peer = await takesOne()
    const { session, wire } = await opened(peer.address)
    await session.data(message, { raw })
    expect(
      wire()
        .slice(3)
        .filter((line) => line.startsWith('C')),
    ).toEqual([...lines, '.\r\n'].map((line) => `C: ${line}`))
    session.drops()
  })

  test('a message is answered at MESSAGE', async () => {
    await using peer = await takesOne()
    const { session } = await opened(peer.address)
    expect(await session.data('hello')).toMatchObject({ at: 'MESSAGE', reply: { code: 250 }, line: 5 })
  })

  test('a refused DATA is answered at DATA, and no message goes out', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('554 no\r\n')
    })
    const { session } = await opened(peer.address)
    expect(await session.data('hello')).toMatchObject({ at: 'DATA', reply: { code: 554 } })
    expect(peer.heard).toEqual(['DATA'])
  })

  test('a DATA answered by 250 cannot be told', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says('220 hello\r\n')
      await answers('250 ok\r\n')
    })
    const { session } = await opened(peer.address)
    expect(await session.data('hello')).toMatchObject({ at: 'DATA', lost: true })
  })
})
