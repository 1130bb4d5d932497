import { describe, expect, test } from 'vitest'
import { HarnessFault } from '../evidence/faults.ts'
import type { Address } from './address.ts'
import { openImap } from './imap.ts'
import { selfSigned } from './testing/certificate.ts'
import { recordOne } from './testing/records.ts'
import { openPeer } from './testing/scripted-peer.ts'
import { answering } from './testing/scripts.ts'

const hello = '* OK hello\r\n'

async function opened(address: Address, deadlines = {}) {
  const { tap, wire, ended } = recordOne('imap')
  const session = await openImap(address, tap, { now: () => 0, deadlines: { close: 50, ...deadlines } })
  return { session, wire, ended }
}

/** What a FETCH brings from a server whose response comes octet by octet. */
async function fetched(response: string) {
  await using peer = await openPeer(async ({ says, hears, dribbles }) => {
    says(hello)
    await hears()
    await dribbles(`${response}a1 OK done\r\n`)
    await hears()
  })
  const { session } = await opened(peer.address)
  const answer = await session.fetches(1)
  session.drops()
  return answer
}

describe('greetings', () => {
  test.each([
    ['OK', '* OK hello\r\n', { status: 'OK', said: 'OK hello' }],
    ['PREAUTH', '* PREAUTH welcome back\r\n', { status: 'OK', said: 'PREAUTH welcome back' }],
    ['BYE', '* BYE too many\r\n', { status: 'BYE', said: 'BYE too many' }],
    ['none of these', '+OK hello\r\n', { status: 'BYE', said: 'garbled greeting', lost: true }],
  ])('%s', async (_, greeting, seen) => {
    await using peer = await openPeer(answering(greeting))
    const { session } = await opened(peer.address)
    expect(session.greeting).toMatchObject(seen)
    session.drops()
  })

  test('a server that never greets is a lost greeting', async () => {
    await using peer = await openPeer(async ({ hears }) => void (await hears()))
    const { session } = await opened(peer.address, { greeting: 50 })
    const said = 'no greeting from imap within 50ms'
    expect(session.greeting).toMatchObject({ status: 'BYE', said, lost: true, line: -1 })
  })
})

describe('answers', () => {
  test('an answer is the tagged response, with what came before it', async () => {
    await using peer = await openPeer(
      answering(hello, '* 3 EXISTS\r\n* OK still here\r\na1 NO [X] not now\r\n'),
    )
    const { session } = await opened(peer.address)
    expect(await session.says('NOOP')).toEqual({
      status: 'NO',
      said: 'NO [X] not now',
      untagged: [
        { octets: '* 3 EXISTS', literals: [] },
        { octets: '* OK still here', literals: [] },
      ],
      line: 4,
      when: { notBefore: 0, notAfter: 0 },
    })
    expect(peer.heard).toEqual(['a1 NOOP'])
  })

  test('tags count up', async () => {
    await using peer = await openPeer(answering(hello, 'a1 OK\r\n', 'a2 BAD what\r\n'))
    const { session } = await opened(peer.address)
    expect((await session.says('NOOP')).status).toBe('OK')
    expect((await session.says('WHAT')).status).toBe('BAD')
    expect(peer.heard).toEqual(['a1 NOOP', 'a2 WHAT'])
  })

  test.each([
    ['of another tag', 'a7 OK done\r\n'],
    ['of another protocol', '+OK done\r\n'],
    ['without a status', 'a1 FINE\r\n'],
  ])('a response %s ends the session as garbled', async (_, response) => {
    await using peer = await openPeer(answering(hello, response))
    const { session, ended } = await opened(peer.address)
    const lost = { status: 'BYE', said: 'garbled response', lost: true }
    expect(await session.says('NOOP')).toMatchObject(lost)
    expect(ended()).toMatchObject({ by: 'client', why: 'garbled response' })
  })

  test('a BYE and a close are an answer', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says(hello)
      await answers('* BYE autologout\r\n')
    })
    const { session } = await opened(peer.address)
    const answer = await session.says('NOOP')
    expect(answer).toMatchObject({ status: 'BYE', said: 'BYE autologout', line: 2 })
    expect(answer.lost).toBeUndefined()
  })

  test('a close without a BYE is a loss', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says(hello)
      await answers('* 3 EXISTS\r\n')
    })
    const { session } = await opened(peer.address)
    const said = 'imap closed the connection, before any response to NOOP'
    expect(await session.says('NOOP')).toMatchObject({ status: 'BYE', said, lost: true })
  })

  test('a line end within a command is our fault', async () => {
    await using peer = await openPeer(answering(hello))
    const { session } = await opened(peer.address)
    await expect(session.says('NOOP\r\na2 LOGOUT')).rejects.toThrow(HarnessFault)
  })
})

describe('messages', () => {
  test.each([
    ['ends with a line', '{12}\r\nS: \xe9\r\n\r\na)\r\n)', 'S: \xe9\r\n\r\na)\r\n'],
    ['ends within a line', '{3}\r\na\nb)', 'a\nb'],
    ['looks like the end', '{13}\r\na1 OK done\r\nx)', 'a1 OK done\r\nx'],
    ['announces another', '{6}\r\n {9}\r\n)', ' {9}\r\n'],
    ['is empty', '{0}\r\n)', ''],
    ['is quoted', '"a \\"b\\\\")', 'a "b\\'],
  ])('a message that %s is octet for octet', async (_, literal, message) => {
    expect(await fetched(`* 1 FETCH (UID 7 BODY[] ${literal}\r\n`)).toMatchObject({ status: 'OK', message })
  })

  test('a response goes on after its literals', async () => {
    const answer = await fetched('* 1 FETCH (BODY[1] {2}\r\na\n BODY[2] {3}\r\nb\r\n UID 7)\r\n')
    expect(answer.untagged).toEqual([
      { octets: '* 1 FETCH (BODY[1] {2}\r\na\n BODY[2] {3}\r\nb\r\n UID 7)', literals: ['a\n', 'b\r\n'] },
    ])
  })

  test('another message’s body is not taken for this one’s', async () => {
    const { message } = await fetched('* 11 FETCH (BODY[] {1}\r\nx)\r\n* 1 FETCH (FLAGS ())\r\n')
    expect(message).toBeUndefined()
  })

  test('a server that dies within a literal has given no answer', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says(hello)
      await answers('* 1 FETCH (BODY[] {99}\r\nhello\r\n')
    })
    const { session } = await opened(peer.address)
    expect(await session.fetches(1)).toMatchObject({ status: 'BYE', lost: true })
  })
})

describe('the mailbox', () => {
  test('SELECT tells messages and UIDVALIDITY', async () => {
    const answers = '* 2 EXISTS\r\n* OK [UIDVALIDITY 77] ok\r\na1 OK [READ-WRITE] done\r\n'
    await using peer = await openPeer(answering(hello, answers))
    const { session } = await opened(peer.address)
    expect(await session.selects('my "box"')).toMatchObject({ messages: 2, uidValidity: 77 })
    expect(peer.heard).toEqual(['a1 SELECT "my \\"box\\""'])
  })

  test('CAPABILITY lists mechanisms under AUTH', async () => {
    const answers = '* CAPABILITY IMAP4rev1 AUTH=PLAIN auth=LOGIN IDLE\r\na1 OK done\r\n'
    await using peer = await openPeer(answering(hello, answers))
    const { session } = await opened(peer.address)
    expect([...(await session.asksCapabilities()).capabilities]).toEqual([
      ['IMAP4REV1', []],
      ['AUTH', ['PLAIN', 'LOGIN']],
      ['IDLE', []],
    ])
  })

  test('idling hears what happens, until it is done', async () => {
    const answers = ['+ idling\r\n* 4 EXISTS\r\n* 1 EXPUNGE\r\n', 'a1 OK done\r\n']
    await using peer = await openPeer(answering(hello, ...answers))
    const { session } = await opened(peer.address)
    expect(await session.idles()).toMatchObject({ status: '+' })
    expect(await session.hearsUntagged()).toEqual({ octets: '* 4 EXISTS', literals: [] })
    expect(await session.stopsIdling()).toMatchObject({ status: 'OK', untagged: [{ octets: '* 1 EXPUNGE' }] })
    expect(peer.heard).toEqual(['a1 IDLE', 'DONE'])
  })

  test('LOGOUT waits for the server to close', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says(hello)
      await answers('* BYE bye\r\na1 OK done\r\n')
    })
    const { session, ended } = await opened(peer.address)
    expect(await session.quits()).toMatchObject({ status: 'OK' })
    expect(ended()).toEqual({ at: 0, by: 'server' })
  })
})

test('a session goes over to TLS, and forgets what the server could do before', async () => {
  const certificate = await selfSigned('imap.local.test')
  await using peer = await openPeer(async ({ says, answers, upgrades }) => {
    says('* OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR] hello\r\n')
    await answers('a1 OK go\r\n')
    await upgrades(certificate)
    await answers('* CAPABILITY IMAP4rev1\r\na2 OK done\r\n')
    await answers('+ \r\n')
    await answers('a3 OK done\r\n')
  })
  const { session } = await opened(peer.address)
  expect(await session.startsTls()).toMatchObject({ status: 'OK' })
  const credentials = { login: 'alice', password: 'open sesame', by: 'PLAIN' } as const
  expect(await session.logsIn(credentials)).toMatchObject({ status: 'OK' })
  expect(peer.heard.slice(0, 3)).toEqual(['a1 STARTTLS', 'a2 CAPABILITY', 'a3 AUTHENTICATE PLAIN'])
})
