import { describe, expect, test } from 'vitest'
import { folderNamed } from '../store/folder-names.ts'
import { occupiedOctets } from '../store/octets.ts'
import { openDelivery as open, openPeer } from './testing.ts'

describe('a failure', () => {
  test.each([
    ['refused by the server', 'bob@remote.test', '5.1.1', 'mx.remote.test said: 5.1.1 no such user'],
    ['to a domain that accepts no mail', 'bob@closed.test', '5.1.10', 'accepts no mail'],
    ['to a domain that does not exist', 'bob@nowhere.test', '5.1.2', 'does not exist'],
    ['to a domain without an address', 'bob@bare.test', '5.4.4', 'has no address'],
  ])('%s comes back as a report', async (_, recipient, status, reason) => {
    await using peer = await openPeer((command) =>
      command.startsWith('RCPT') ? '550 5.1.1 no such user' : undefined,
    )
    const { sends, inbox } = open({ '198.51.100.1': peer })
    await sends([recipient])
    const [report = ''] = await inbox('alice@local.test')
    expect(report).toMatch(/^Return-Path: <>\r\nFrom: Mail Delivery System/)
    expect(report).toContain(
      `Final-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: ${status}\r\n`,
    )
    expect(report).toContain(reason.replace(`${status} `, ''))
    expect(report).toContain('Subject: tea')
    expect(report).not.toContain('at four')
  })

  test('of one recipient leaves the others alone', async () => {
    await using peer = await openPeer((command) =>
      command.startsWith('RCPT TO:<bob') ? '550 no' : undefined,
    )
    const { sends, inbox } = open({ '198.51.100.1': peer })
    await sends(['bob@remote.test', 'carol@remote.test'])
    expect(peer.messages).toHaveLength(1)
    expect((await inbox('alice@local.test'))[0]).toContain('Final-Recipient: rfc822; bob@remote.test')
    expect((await inbox('alice@local.test'))[0]).not.toContain('carol')
  })

  test('of a report makes no report, but a line in the log', async () => {
    const { sends, entries } = open({})
    await sends(['bob@nowhere.test'], null)
    expect(entries).toContainEqual(
      expect.objectContaining({ level: 'warning', event: 'recipient-lost', facts: expect.anything() }),
    )
  })

  test('of mail from an address here that has no account is reported to nobody, and makes no mailbox', async () => {
    const { sends, store, entries } = open({})
    await sends(['bob@nowhere.test'], 'ghost@local.test')
    expect(entries.map(({ event, facts }) => [event, facts?.['recipient']])).toEqual([
      ['delivery', 'bob@nowhere.test'],
      ['recipient-lost', 'bob@nowhere.test'],
      ['report-dropped', 'ghost@local.test'],
    ])
    expect(store.read((table) => folderNamed('ghost@local.test', 'INBOX', table))).toBeUndefined()
    expect(store.read(occupiedOctets)).toBe(0)
  })

  test('of a recipient here that has no account any more is reported', async () => {
    const { sends, inbox } = open({})
    await sends(['ghost@local.test', 'bob@local.test'])
    expect(await inbox('bob@local.test')).toHaveLength(1)
    expect((await inbox('alice@local.test'))[0]).toContain('Status: 5.1.1')
  })

  test.each([
    ['the server defers', 'bob@remote.test', '451 4.2.0 later'],
    ['the connection breaks', 'bob@remote.test', 'drop'],
  ])('while %s is tried again every quarter of an hour', async (_, recipient, reply) => {
    let patience = 2
    await using peer = await openPeer((command) => (command === 'DATA' && patience-- > 0 ? reply : undefined))
    const { sends, clock } = open({ '198.51.100.1': peer })
    await sends([recipient])
    await clock.advance(15 * 60_000 - 1)
    expect(patience).toBe(1)
    await clock.advance(1)
    expect(peer.messages).toHaveLength(0)
    await clock.advance(15 * 60_000)
    expect(peer.messages).toHaveLength(1)
  })

  test('for four days is the end, and is reported', async () => {
    const { sends, clock, inbox } = open({})
    await sends(['bob@silent.test'])
    await clock.advance(4 * 24 * 60 * 60_000 - 15 * 60_000)
    expect(await inbox('alice@local.test')).toEqual([])
    await clock.advance(15 * 60_000)
    expect(await inbox('alice@local.test')).toHaveLength(1)
    expect((await inbox('alice@local.test'))[0]).toContain('Status: 4.4.3')
  })
})

test('a message for which nothing can be done is looked at once in an interval', async () => {
  let looks = 0
  const ask = {
    'delivery.due-recipients': () => {
      looks += 1
      return []
    },
  }
  const { sends, clock } = open({}, { ask })
  await sends(['bob@silent.test'])
  await clock.advance(45 * 60_000)
  expect(looks).toBe(4)
})
