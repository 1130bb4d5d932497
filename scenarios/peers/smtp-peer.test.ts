import { once } from 'node:events'
import { createConnection } from 'node:net'
import { expect, test } from 'vitest'
import { approaches, sends } from '../clients/attempt.ts'
import { openSmtp } from '../clients/smtp.ts'
import { selfSigned } from '../clients/testing/certificate.ts'
import { recordOne } from '../clients/testing/records.ts'
import type { PeerSpec } from '../evidence/peers.ts'
import { createBehaviours } from './behaviours.ts'
import { openSink } from './sink.ts'
import { openSmtpPeer, type PeerOptions } from './smtp-peer.ts'
import { openSmtpSession } from './smtp-session.ts'

const opened = (spec: Omit<PeerSpec, 'protocol'> = {}, options: Partial<PeerOptions> = {}) =>
  openSmtpPeer({
    role: 'smarthost',
    spec: { protocol: 'smtp', ...spec },
    host: '127.0.0.1',
    now: () => 9,
    ...options,
  })

async function session(address: { host: string; port: number }) {
  const { tap } = recordOne('mx')
  return openSmtp(address, tap, { now: () => 0 })
}

const mail = { from: 'a@b.test', to: ['c@d.test', 'e@f.test'], message: '.hello\r\n..\r\n' }
const dialogue = [
  'HELO x\r\n',
  'MAIL FROM:<"a>b"@c.test> SIZE=3\r\n',
  'rcpt to:<d@e.test>\r\n',
  'DATA\r\n',
  'a\n.\nb\r\n..\r\n.\r\n',
  'QUIT\r\n',
].join('')

/** All that a peer says to some octets, until it closes. */
async function said(peer: { host: string; port: number }, packets: readonly string[]): Promise<string> {
  const socket = createConnection(peer.port, peer.host)
  let heard = ''
  socket.on('data', (chunk) => (heard += chunk.toString('latin1')))
  for (const packet of packets) socket.write(packet, 'latin1')
  await once(socket, 'close')
  return heard
}

const codes = (text: string) => text.match(/^\d{3}(?= )/gm)

test('a message is kept as it was meant, with its envelope', async () => {
  await using sink = await openSink({ host: '127.0.0.1', now: () => 9 })
  const client = await session(sink)
  await approaches(client, { name: 'mx.local.test' })
  expect(await sends(client, mail)).toMatchObject({ at: 'MESSAGE', reply: { code: 250 } })
  await client.quits()
  expect(sink.receipts()).toEqual([
    { at: 9, reversePath: 'a@b.test', forwardPaths: ['c@d.test', 'e@f.test'], message: '.hello\r\n..\r\n' },
  ])
})

test.each([
  ['in one packet', [dialogue]],
  ['octet by octet', dialogue.split('')],
])('a pipelined dialogue %s is answered in order', async (_, packets) => {
  await using peer = await opened()
  expect(codes(await said(peer, packets))).toEqual(['220', '250', '250', '250', '354', '250', '221'])
  expect(peer.receipts()).toEqual([
    { at: 9, reversePath: '"a>b"@c.test', forwardPaths: ['d@e.test'], message: 'a\n.\nb\r\n.\r\n' },
  ])
})

test.each([
  ['RCPT before MAIL', {}, 'RCPT TO:<a@b.test>\r\n', '503'],
  ['DATA before RCPT', {}, 'MAIL FROM:<>\r\nDATA\r\n', '503'],
  ['a path without brackets', {}, 'MAIL FROM:a@b.test\r\n', '501'],
  ['an unknown command', {}, 'WHAT\r\n', '500'],
  ['AUTH where it is not offered', {}, 'AUTH PLAIN\r\n', '502'],
  ['STARTTLS where it is not offered', {}, 'STARTTLS\r\n', '502'],
  ['MAIL before AUTH where that is required', { auth: 'required' }, 'MAIL FROM:<>\r\n', '530'],
  ['MAIL before STARTTLS where that is required', { tls: 'required' }, 'MAIL FROM:<>\r\n', '530'],
  ['AUTH called off', { auth: 'offered' }, 'AUTH LOGIN\r\n*\r\n', '501'],
] as const)('%s is refused', async (_, spec, octets, code) => {
  await using peer = await opened(spec)
  expect(codes(await said(peer, [octets, 'QUIT\r\n']))?.at(-2)).toBe(code)
})

test.each(['CONNECT', 'HELO', 'MAIL', 'RCPT', 'DATA', 'MESSAGE'] as const)(
  'told so, a peer answers at %s in words of the story, drops the connection there, or consents again',
  async (at) => {
    await using peer = await opened({ behaves: [{ does: 'answers', at, saying: '451 4.7.9 not now' }] })
    const tries = async () => {
      const client = await session(peer)
      return (await approaches(client, { name: 'mx.local.test' })) ?? (await sends(client, mail))
    }
    expect(await tries()).toMatchObject({ reply: { code: 451, status: '4.7.9' } })
    await peer.behaves({ does: 'drops', at })
    expect(await tries()).toMatchObject({ lost: true })
    expect(peer.receipts()).toEqual([])
    expect(peer.commands().map(({ at: command, code }) => [command, code])).toEqual(
      expect.arrayContaining([
        [at, 451],
        [at, undefined],
      ]),
    )
    await peer.behaves(undefined)
    expect(await tries()).toMatchObject({ at: 'MESSAGE', reply: { code: 250 } })
    expect(peer.receipts()).toHaveLength(1)
  },
)

test('a peer that leaves ends its sessions and refuses connections, until it is back', async () => {
  await using peer = await opened()
  const silent = createConnection(peer.port, peer.host)
  await once(silent, 'data')
  const isClosed = once(silent, 'close')
  await peer.behaves({ does: 'leaves' })
  await isClosed
  expect(peer.record().sessions).toMatchObject([{ ended: { by: 'server' } }])
  const [refusal] = await once(createConnection(peer.port, peer.host), 'error')
  expect(refusal).toMatchObject({ code: 'ECONNREFUSED' })
  await peer.behaves(undefined)
  expect(await sends(await session(peer), mail)).toMatchObject({ reply: { code: 250 } })
})

test('one recipient of two is refused, and only so many times', async () => {
  await using peer = await opened()
  await peer.behaves({ does: 'answers', at: 'RCPT', of: 'E@F.test', saying: '550 5.1.1 nobody', times: 1 })
  const packet = 'MAIL FROM:<>\r\nRCPT TO:<c@d.test>\r\nRCPT TO:<e@f.test>\r\nRCPT TO:<e@f.test>\r\nQUIT\r\n'
  expect(codes(await said(peer, [packet]))).toEqual(['220', '250', '250', '550', '250', '221'])
})

test('a greeting of 4yz or 5yz ends the session', async () => {
  await using peer = await opened({
    behaves: [{ does: 'answers', at: 'CONNECT', saying: '554 5.3.2 closed' }],
  })
  expect(await said(peer, [])).toBe('554 5.3.2 closed\r\n')
})

test('a reply of the second class consents, whatever its code', async () => {
  await using peer = await opened({ behaves: [{ does: 'answers', at: 'MESSAGE', saying: '299 fine' }] })
  expect(codes(await said(peer, [dialogue]))?.slice(-2)).toEqual(['299', '221'])
  expect(peer.receipts()).toHaveLength(1)
})

test('what it lists after EHLO is what it was told to offer', async () => {
  await using peer = await opened({ offers: ['SIZE 1000'], auth: 'offered', tls: 'offered' })
  expect(await said(peer, ['EHLO x\r\n', 'QUIT\r\n'])).toContain(
    '\r\n250-smarthost.test\r\n250-SIZE 1000\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n',
  )
})

test.each([
  ['PLAIN at once', `AUTH PLAIN ${btoa('\0relay-user\0open-sesame')}\r\n`],
  ['PLAIN when asked', `AUTH PLAIN\r\n${btoa('\0relay-user\0open-sesame')}\r\n`],
  ['LOGIN', `AUTH LOGIN\r\n${btoa('relay-user')}\r\n${btoa('open-sesame')}\r\n`],
])('AUTH %s lets mail in, names its user, and leaves no secret in the record', async (_, octets) => {
  await using peer = await opened({ auth: 'required' })
  const heard = await said(peer, [`EHLO x\r\n${octets}`, dialogue.replace('HELO x\r\n', '')])
  expect(codes(heard)).toContain('235')
  expect(peer.receipts()).toHaveLength(1)
  expect(peer.commands()).toContainEqual({
    session: 'smarthost#1',
    at: 'AUTH',
    of: 'relay-user',
    withinTls: false,
    code: 235,
  })
  const record = JSON.stringify(peer.record())
  for (const secret of ['open-sesame', btoa('open-sesame'), btoa('\0relay-user\0open-sesame')])
    expect(record).not.toContain(secret)
})

test('both sides of its sessions are recorded, the server under test as C', async () => {
  await using peer = await opened()
  await said(peer, ['EHLO mx.local.test\r\n', 'QUIT\r\n'])
  const [one] = peer.record().sessions
  expect(one).toMatchObject({ id: 'smarthost#1', client: 'smarthost', ended: { at: 9, by: 'server' } })
  expect(one?.lines.map(({ dir, octets }) => `${dir}: ${octets.trimEnd()}`)).toEqual([
    'S: 220 smarthost.test ESMTP',
    'C: EHLO mx.local.test',
    'S: 250-smarthost.test',
    'S: 250-PIPELINING',
    'S: 250-8BITMIME',
    'S: 250 SMTPUTF8',
    'C: QUIT',
    'S: 221 2.0.0 bye',
  ])
})

test.each(['offered', 'implicit'] as const)('mail within TLS, %s, is known as such', async (tls) => {
  const certificate = await selfSigned('127.0.0.1')
  await using peer = await opened({ tls }, { certificate })
  const mode = tls === 'implicit' ? tls : 'starttls'
  const { tap } = recordOne('mx')
  const client = await openSmtp({ ...peer, tls: { mode, ca: certificate.cert } }, tap, { now: () => 0 })
  await approaches(client, { name: 'mx.local.test', startsTls: tls === 'offered' })
  expect(await sends(client, mail)).toMatchObject({ at: 'MESSAGE', reply: { code: 250 } })
  expect(peer.commands().find(({ at }) => at === 'MAIL')).toMatchObject({ withinTls: true })
  await client.quits()
})

test('an answer comes late by the clock of the story, and that it is held back can be told', async () => {
  const spans: number[] = []
  const { promise: passed, resolve: pass } = Promise.withResolvers<void>()
  const passes = async (span: number) => {
    spans.push(span)
    await passed
  }
  await using peer = await opened({ behaves: [{ does: 'delays', at: 'MAIL', by: 30_000 }] }, { passes })
  const talk = said(peer, [dialogue])
  await peer.holdsBack()
  expect(spans).toEqual([30_000])
  expect(peer.receipts()).toEqual([])
  pass()
  expect(codes(await talk)?.at(-1)).toBe('221')
  expect(peer.receipts()).toHaveLength(1)
})

test('what a session of many lines says is dropped with it when it is closed for one of them', () => {
  const commands: string[] = []
  const behaviours = createBehaviours()
  behaviours.adds({ does: 'answers', at: 'MAIL', saying: '421 4.3.2 enough' })
  const one = openSmtpSession({
    name: 'x.test',
    spec: { protocol: 'smtp' },
    behaviours,
    hasRoom: () => true,
    receives: () => {},
    hears: ({ at }) => void commands.push(at),
    masks: () => {},
  })
  expect(one.takes('MAIL FROM:<>\r\n')).toEqual({ reply: '421 4.3.2 enough\r\n', delay: 0, next: 'closes' })
  expect(commands).toEqual(['MAIL'])
})

test('a message awaited is found when it comes, and when it is there', async () => {
  await using peer = await opened()
  const coming = peer.whenReceived(({ forwardPaths }) => forwardPaths.includes('e@f.test'), 5000)
  await sends(await session(peer), mail)
  const receipt = peer.receipts()[0]
  expect(await coming).toBe(receipt)
  expect(await peer.whenReceived(() => true, 0)).toBe(receipt)
})

test('a message that does not come is undefined at the deadline', async () => {
  await using peer = await opened()
  expect(await peer.whenReceived(() => true, 5)).toBeUndefined()
})

test('a sender that breaks off leaves nothing', async () => {
  await using peer = await opened()
  const socket = createConnection(peer.port, peer.host)
  await once(socket, 'data')
  socket.write('MAIL FROM:<>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nhalf')
  await once(socket, 'data')
  socket.resetAndDestroy()
  await sends(await session(peer), mail)
  expect(peer.receipts()).toHaveLength(1)
})
