import { isAscii } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { readPolicy, type PolicyDocument } from '../policy/document/document.ts'
import { createEngine } from '../policy/engine.ts'
import type { Path } from '../policy/facts.ts'
import { profiles } from '../profiles/profiles.ts'
import { boundedStore } from '../store/bounded-store.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { folderNamed } from '../store/folder-names.ts'
import { copyOctets, occupiedOctets } from '../store/octets.ts'
import { accountsIn, openInbox } from '../store/testing.ts'
import type { Zones } from '../surroundings/zone-resolver.ts'
import { createDelivery } from './delivery.ts'
import { deliverySeams } from './seams.ts'
import { openPeer, stageSurroundings, type Peer } from './testing.ts'

const pathOf = (address: string): Path => {
  const [localPart = '', domain = ''] = address.split('@')
  return { localPart, domain, text: address }
}

const zones: Zones = {
  'remote.test': {
    MX: [
      { preference: 20, host: 'backup.remote.test' },
      { preference: 10, host: 'mx.remote.test' },
    ],
  },
  'mx.remote.test': { A: ['198.51.100.1'] },
  'backup.remote.test': { A: ['198.51.100.2'] },
  'plain.test': { A: ['198.51.100.1'] },
  'closed.test': { MX: [{ preference: 0, host: '.' }] },
  'bare.test': { TXT: ['no address at all'] },
  'silent.test': 'unavailable',
  'relay.local.test': { A: ['198.51.100.9'] },
}

/** A delivery with its stage; `sends` hands it a message from alice. */
function open(peers: Readonly<Record<string, Peer>>, policy: PolicyDocument = {}, space = 1_000_000) {
  const stage = stageSurroundings(zones, peers)
  const reading = readPolicy(profiles.kerio, [
    {
      server: { hostname: 'mail.local.test' },
      domains: { local: ['local.test'] },
      accounts: Object.fromEntries(
        ['alice', 'bob', 'carol', 'dan'].map((name) => [`${name}@local.test`, { password: 'tea' }]),
      ),
    },
    policy,
  ])
  if (reading.problems) throw new Error('the stage has a broken policy')
  const store = boundedStore(createMemoryStore(), () => space)
  const accounts = accountsIn(store, stage.clock)
  const delivery = createDelivery({
    engine: createEngine(reading.policy, profiles.kerio.conduct),
    ask: deliverySeams,
    accounts,
    store,
    surroundings: stage.surroundings,
  })
  let messages = 0
  const sends = async (
    to: readonly string[],
    from: string | null = 'alice@local.test',
    octets = Buffer.from('Subject: tea\r\n\r\n.at four\r\n'),
  ) => {
    const problem = await delivery.accept({
      id: `m${(messages += 1)}`,
      origin: { door: 'report' },
      envelope: { reversePath: from === null ? null : pathOf(from), forwardPaths: to.map(pathOf) },
      message: { octets, traceOctets: 0 },
      acceptedAt: stage.clock.now(),
      marks: {},
    })
    await delivery.idle()
    return problem
  }
  const inbox = (account: string) => openInbox(accounts.of(account)).texts()
  return { ...stage, delivery, store, sends, inbox }
}

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
    const { sends, dialed } = open({ '198.51.100.9': peer }, policy)
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

describe('a failure', () => {
  test.each([
    ['refused by the server', 'bob@remote.test', '5.1.1', 'mx.remote.test said: 5.1.1 no such user'],
    ['to a domain that takes no mail', 'bob@closed.test', '5.1.10', 'takes no mail'],
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
    expect(report).toContain('mx.remote.test takes none (8BITMIME)')
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

describe('where space is short, a message', () => {
  const octets = Buffer.alloc(1000, 'x')
  const from = 'a@remote.test'

  test('is taken for all its mailboxes or for none', async () => {
    // Its octets are there once, and a little for each copy.
    const { sends, inbox } = open({}, {}, 3500)
    const three = ['bob@local.test', 'carol@local.test', 'dan@local.test']
    expect(await sends(three, from, octets)).toEqual({ problem: 'no-space' })
    for (const address of three) expect(await inbox(address)).toEqual([])
    expect(await sends(['bob@local.test', 'carol@local.test'], from, octets)).toBeUndefined()
  })

  test('for elsewhere needs space as well, and occupies it while it waits', async () => {
    const { sends, store, clock } = open({}, {}, 6000)
    const occupied = () => store.read(occupiedOctets)
    expect(await sends(['x@silent.test', 'y@silent.test'], from, octets)).toBeUndefined()
    expect(occupied()).toBeGreaterThan(1000)
    expect(await sends(['x@silent.test', 'bob@local.test', 'y@bare.test'], null, octets)).toBeUndefined()
    expect(await sends(['x@silent.test', 'bob@local.test'], null, octets)).toEqual({ problem: 'no-space' })
    expect(await sends(['x@silent.test'], null, octets)).toEqual({ problem: 'no-space' })
    // Four days for the message, and as many for the report on it.
    await clock.advance(9 * 24 * 60 * 60_000)
    expect(occupied()).toBe(copyOctets + 'Return-Path: <>\r\n'.length + octets.length)
    expect(await sends(['bob@local.test'], null, octets)).toBeUndefined()
  })
})
