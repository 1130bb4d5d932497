import { describe, expect, test } from 'vitest'
import { HarnessFault } from '../evidence/faults.ts'
import type { Address } from './address.ts'
import { openPop3 } from './pop3.ts'
import { selfSigned } from './testing/certificate.ts'
import { recordOne } from './testing/records.ts'
import { openPeer } from './testing/scripted-peer.ts'
import { answering } from './testing/scripts.ts'

const hello = '+OK hello\r\n'
const ok = '+OK\r\n'

async function opened(address: Address) {
  const { tap, wire, ended } = recordOne('pop3')
  return { session: await openPop3(address, tap, { now: () => 0, deadlines: { close: 50 } }), wire, ended }
}

describe('responses', () => {
  test('an answer tells its place in the record and its time', async () => {
    await using peer = await openPeer(answering(hello, '-ERR [IN-USE] locked\r\n'))
    const { session } = await opened(peer.address)
    expect(await session.says('STAT')).toEqual({
      ok: false,
      said: '-ERR [IN-USE] locked',
      line: 2,
      when: { notBefore: 0, notAfter: 0 },
    })
  })

  test('a line that is not a response ends the session as garbled', async () => {
    await using peer = await openPeer(answering(hello, '250 ok\r\n'))
    const { session, ended } = await opened(peer.address)
    expect(await session.says('NOOP')).toMatchObject({ ok: false, said: 'garbled response', lost: true })
    expect(ended()).toMatchObject({ by: 'client', why: 'garbled response' })
  })

  test('a server that dies within a list has given no answer', async () => {
    await using peer = await openPeer(async ({ says, answers }) => {
      says(hello)
      await answers('+OK\r\n1 120\r\n')
    })
    const { session } = await opened(peer.address)
    expect(await session.lists()).toMatchObject({
      ok: false,
      said: 'pop3 closed the connection, before any rest of the response to LIST',
      lost: true,
      line: 3,
    })
  })

  test.each([
    ['a line feed alone', '+OK\r\n1 120\n2 75\r\n.\r\n'],
    ['a carriage return within', '+OK\r\n1\r120\r\n.\r\n'],
  ])('%s at the end of a line is told', async (_, list) => {
    await using peer = await openPeer(answering(hello, list))
    const { session } = await opened(peer.address)
    expect(await session.lists()).toMatchObject({ ok: true, halfLineEnds: true })
  })

  test('a line end within a line is our fault', async () => {
    await using peer = await openPeer(answering(hello))
    const { session } = await opened(peer.address)
    await expect(session.says('NOOP\r\nQUIT')).rejects.toThrow(HarnessFault)
  })
})

describe('login', () => {
  const password = 'open sesame'
  const forms = [password, `\0alice\0${password}`].map((text) => Buffer.from(text).toString('base64'))

  test.each([
    ['USER', [ok, ok], ['USER alice', `PASS ${password}`]],
    ['PLAIN', [ok], [`AUTH PLAIN ${forms[1]}`]],
  ] as const)('by %s sends the password and records asterisks', async (by, answers, lines) => {
    await using peer = await openPeer(answering(hello, ...answers))
    const { session, wire } = await opened(peer.address)
    expect(await session.logsIn({ login: 'alice', password, by })).toMatchObject({ ok: true })
    expect(peer.heard).toEqual(lines)
    for (const secret of [password, ...forms]) expect(wire().join('')).not.toContain(secret)
    expect(wire().join('')).toContain('********')
  })

  test('refused at USER never sends the password', async () => {
    await using peer = await openPeer(answering(hello, '-ERR not in the clear\r\n'))
    const { session } = await opened(peer.address)
    expect(await session.logsIn({ login: 'alice', password })).toMatchObject({ ok: false })
    expect(peer.heard).toEqual(['USER alice'])
  })
})

describe('messages', () => {
  test('a message is octet for octet, even when it comes octet by octet', async () => {
    await using peer = await openPeer(async ({ says, hears, dribbles }) => {
      says(hello)
      await hears()
      await dribbles('+OK 9 octets\r\n..a\r\n...\r\nb\xe9.\r\n\r\n.\r\n')
      await hears()
    })
    const { session } = await opened(peer.address)
    expect(await session.retrieves(1)).toMatchObject({ ok: true, message: '.a\r\n..\r\nb\xe9.\r\n\r\n' })
  })

  test('a dot after a bare line end neither closes the message nor loses itself', async () => {
    await using peer = await openPeer(answering(hello, '+OK\r\na\n.\r\nb\n..c\r\n.\r\n'))
    const { session } = await opened(peer.address)
    expect(await session.retrieves(1)).toMatchObject({ message: 'a\n.\r\nb\n..c\r\n' })
  })

  test('an empty message has no octets', async () => {
    await using peer = await openPeer(answering(hello, '+OK\r\n.\r\n'))
    const { session } = await opened(peer.address)
    expect(await session.retrieves(1)).toMatchObject({ message: '' })
  })

  test('a message that is not there is one line', async () => {
    await using peer = await openPeer(answering(hello, '-ERR no such message\r\n', ok))
    const { session } = await opened(peer.address)
    expect(await session.retrieves(9)).toMatchObject({ ok: false, said: '-ERR no such message' })
    expect(await session.deletes(1)).toMatchObject({ ok: true })
  })
})

test('STAT, LIST, UIDL and CAPA are read', async () => {
  const lists = [
    '+OK 2 320\r\n',
    '+OK\r\n1 120\r\n2 200\r\n.\r\n',
    '+OK\r\n1 a7\r\n2 b"8\r\n.\r\n',
    '+OK\r\nUIDL\r\nSASL PLAIN\r\n.\r\n',
  ]
  await using peer = await openPeer(answering(hello, ...lists))
  const { session } = await opened(peer.address)
  expect(await session.counts()).toMatchObject({ messages: 2, octets: 320 })
  expect([...(await session.lists()).sizes]).toEqual([
    [1, 120],
    [2, 200],
  ])
  expect([...(await session.listsIds()).ids]).toEqual([
    [1, 'a7'],
    [2, 'b"8'],
  ])
  expect([...(await session.asksCapabilities()).capabilities]).toEqual([
    ['UIDL', []],
    ['SASL', ['PLAIN']],
  ])
})

test('a session goes over to TLS', async () => {
  const certificate = await selfSigned('pop.local.test')
  await using peer = await openPeer(async ({ says, answers, upgrades }) => {
    says(hello)
    await answers('+OK go\r\n')
    await upgrades(certificate)
    await answers('+OK bye\r\n')
  })
  const { session, ended } = await opened(peer.address)
  expect(await session.startsTls()).toMatchObject({ ok: true })
  expect(await session.quits()).toMatchObject({ ok: true, said: '+OK bye' })
  expect(ended()).toEqual({ at: 0, by: 'server' })
})
