import { isAscii } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import type { PolicyDocument } from '../policy/document/document.ts'
import { openDelivery as open, openPeer } from './testing.ts'

describe('a message for here', () => {
  test('is in the mailbox with its reverse-path', async () => {
    const { sends, inbox } = open({})
    await sends(['bob@local.test', 'BOB@local.test'], 'a@remote.test')
    expect(await inbox('bob@local.test')).toEqual([
      'Return-Path: <a@remote.test>\r\nSubject: tea\r\n\r\n.at four\r\n',
    ])
  })

  test('goes to the first domain’s postmaster when it names no domain', async () => {
    const { sends, inbox } = open({})
    await sends(['Postmaster'], null)
    expect((await inbox('postmaster@local.test'))[0]).toContain('Return-Path: <>')
  })
})

describe('a message for elsewhere', () => {
  test('goes to the preferred server, all recipients of a domain in one transaction', async () => {
    await using peer = await openPeer()
    const { sends, dialed } = open({ '198.51.100.1': peer })
    await sends(['bob@remote.test', 'carol@remote.test'])
    expect(dialed).toEqual(['198.51.100.1:25'])
    expect(peer.commands).toEqual([
      'EHLO mail.local.test',
      'MAIL FROM:<alice@local.test>',
      'RCPT TO:<bob@remote.test>',
      'RCPT TO:<carol@remote.test>',
      'DATA',
      'QUIT',
    ])
    expect(peer.messages).toEqual(['Subject: tea\r\n\r\n.at four\r\n'])
  })

  test('goes to the next server when the first is not there', async () => {
    await using peer = await openPeer()
    const { sends, dialed } = open({ '198.51.100.2': peer })
    await sends(['bob@remote.test'])
    expect(dialed).toEqual(['198.51.100.1:25', '198.51.100.2:25'])
    expect(peer.messages).toHaveLength(1)
  })

  test('goes to the domain itself where there is no MX', async () => {
    await using peer = await openPeer()
    const { sends } = open({ '198.51.100.1': peer })
    await sends(['bob@plain.test'])
    expect(peer.messages).toHaveLength(1)
  })

  test('goes to the relay host under that mode, whatever its domain', async () => {
    await using peer = await openPeer()
    const policy: PolicyDocument = {
      delivery: { mode: 'relay' },
      smarthost: { host: 'relay.local.test', port: 2525 },
    }
    const { sends, dialed } = open({ '198.51.100.9': peer }, { policy })
    await sends(['bob@remote.test', 'carol@nowhere.test'])
    expect(dialed).toEqual(['198.51.100.9:2525', '198.51.100.9:2525'])
    expect(peer.messages).toHaveLength(2)
  })

  test('is offered with the null reverse-path it came with', async () => {
    await using peer = await openPeer()
    const { sends } = open({ '198.51.100.1': peer })
    await sends(['bob@remote.test'], null)
    expect(peer.commands).toContain('MAIL FROM:<>')
  })
})

/** A peer that lists one extension. */
const peerWith = (extension: string) =>
  openPeer((command) => (command.startsWith('EHLO') ? `250-peer\r\n250 ${extension}` : undefined))

describe('a message of 8-bit octets', () => {
  const octets = Buffer.from('Subject: th\xe9\r\n\r\nau caf\xe9\r\n', 'latin1')

  test('goes as it is to a server that takes it', async () => {
    await using peer = await peerWith('8BITMIME')
    const { sends } = open({ '198.51.100.1': peer })
    await sends(['bob@remote.test'], 'alice@local.test', octets)
    expect(peer.messages).toEqual([octets.toString('latin1')])
    expect(peer.commands).toContain('MAIL FROM:<alice@local.test> BODY=8BITMIME')
  })

  test('comes back from one that does not, in a report of 7 bits', async () => {
    await using peer = await peerWith('PIPELINING')
    const { sends, inbox } = open({ '198.51.100.1': peer })
    await sends(['bob@remote.test'], 'alice@local.test', octets)
    expect(peer.messages).toEqual([])
    expect(peer.commands).not.toContainEqual(expect.stringMatching(/^MAIL/))
    const [report = ''] = await inbox('alice@local.test')
    expect(report).toContain('Status: 5.6.3')
    expect(report).toContain('mx.remote.test does not accept (no 8BITMIME)')
    expect(report).toContain('Subject: th?')
    expect(isAscii(Buffer.from(report))).toBe(true)
  })

  test('goes to such a server too when it is of 7 bits', async () => {
    await using peer = await peerWith('PIPELINING')
    const { sends } = open({ '198.51.100.1': peer })
    await sends(['bob@remote.test'])
    expect(peer.messages).toHaveLength(1)
  })
})

test.each([
  ['greeting', ''],
  ['answer to MAIL', 'MAIL FROM:<alice@local.test>'],
  ['answer to a message', '.'],
])('a delivery that ends does not wait for a server’s %s', async (_, command) => {
  const asked = Promise.withResolvers<void>()
  await using peer = await openPeer((said) => {
    if (said !== command) return undefined
    asked.resolve()
    return 'silence'
  })
  const { delivery, sends, clock, entries } = open({ '198.51.100.1': peer, '198.51.100.2': peer })
  const sent = sends(['bob@remote.test'])
  await asked.promise
  await delivery.close()
  await sent
  await clock.idle()
  expect(entries).toEqual([])
})

test('no more messages are on their way at the same time than the policy allows', async () => {
  const greeted = Promise.withResolvers<void>()
  let greetings = 0
  await using peer = await openPeer((command) => {
    if (command !== '') return undefined
    if ((greetings += 1) === 2) greeted.resolve()
    return 'silence'
  })
  const { delivery, sends, dialed } = open({ '198.51.100.1': peer }, { policy: { queue: { maxThreads: 2 } } })
  const sent = Promise.all(['bob', 'carol', 'dan', 'eve'].map((name) => sends([`${name}@plain.test`])))
  await greeted.promise
  expect(dialed).toHaveLength(2)
  await delivery.close()
  await sent
  expect(dialed).toHaveLength(2)
})
