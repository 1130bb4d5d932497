import { once } from 'node:events'
import { createConnection } from 'node:net'
import { expect, test } from 'vitest'
import { approaches, sends } from './attempt.ts'
import { openSinkSession } from './sink-session.ts'
import { openSink } from './sink.ts'
import { openSmtp } from './smtp.ts'
import { recordOne } from './testing/records.ts'

const opened = () => openSink({ host: '127.0.0.1', now: () => 9 })

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

test('a message is kept as it was meant, with its envelope', async () => {
  await using sink = await opened()
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
])('a pipelined dialogue %s is answered in order', (_, packets) => {
  const kept: unknown[] = []
  const sink = openSinkSession({
    refusals: [],
    hasRoom: () => true,
    receives: (receipt) => void kept.push(receipt),
  })
  const reactions = packets.map((packet) => sink.receive(packet))
  expect(
    reactions
      .map(({ reply }) => reply)
      .join('')
      .match(/^\d{3}/gm),
  ).toEqual(['250', '250', '250', '354', '250', '221'])
  expect(reactions.at(-1)?.closes).toBe(true)
  expect(kept).toEqual([
    { reversePath: '"a>b"@c.test', forwardPaths: ['d@e.test'], message: 'a\n.\nb\r\n.\r\n' },
  ])
})

test.each([
  ['RCPT before MAIL', 'RCPT TO:<a@b.test>\r\n', '503'],
  ['DATA before RCPT', 'MAIL FROM:<>\r\nDATA\r\n', '503'],
  ['a path without brackets', 'MAIL FROM:a@b.test\r\n', '501'],
  ['an unknown command', 'WHAT\r\n', '500'],
])('%s is refused', (_, octets, code) => {
  const sink = openSinkSession({ refusals: [], hasRoom: () => true, receives: () => {} })
  expect(sink.receive(octets).reply.trimEnd().split('\r\n').at(-1)).toMatch(new RegExp(`^${code}`))
})

test('a rule refuses until it is taken back', async () => {
  await using sink = await opened()
  const takeBack = sink.refuses(/^RCPT TO:<e@/i, '450 4.2.1 try later')
  const client = await session(sink)
  await approaches(client, { name: 'mx.local.test' })
  expect(await sends(client, mail)).toMatchObject({ at: 'RCPT', reply: { code: 450, status: '4.2.1' } })
  takeBack()
  expect(await sends(client, mail)).toMatchObject({ at: 'MESSAGE', reply: { code: 250 } })
})

test('a refused message is not kept', async () => {
  await using sink = await opened()
  sink.refuses(/^\.$/, '554 5.6.0 not that')
  const client = await session(sink)
  expect(await sends(client, mail)).toMatchObject({ at: 'MESSAGE', reply: { code: 554 } })
  expect(sink.receipts()).toEqual([])
})

test('a refused connection is greeted so and closed', async () => {
  await using sink = await opened()
  sink.refuses(/^CONNECT$/, '421 4.3.2 closed today')
  const client = await session(sink)
  expect(client.greeting).toMatchObject({ reply: { code: 421 } })
  expect(await client.says('NOOP')).toMatchObject({ lost: true })
})

test('a message awaited is found when it comes, and when it is there', async () => {
  await using sink = await opened()
  const fits = { to: 'e@f.test' }
  const coming = sink.whenReceived(({ forwardPaths }) => forwardPaths.includes(fits.to), 5000)
  await sends(await session(sink), mail)
  const receipt = sink.receipts()[0]
  expect(await coming).toBe(receipt)
  expect(await sink.whenReceived(() => true, 0)).toBe(receipt)
})

test('a message that does not come is undefined at the deadline', async () => {
  await using sink = await opened()
  expect(await sink.whenReceived(() => true, 5)).toBeUndefined()
})

test('a sender that breaks off leaves nothing', async () => {
  await using sink = await opened()
  const socket = createConnection(sink.port, sink.host)
  await once(socket, 'data')
  socket.write('MAIL FROM:<>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nhalf')
  await once(socket, 'data')
  socket.resetAndDestroy()
  await sends(await session(sink), mail)
  expect(sink.receipts()).toHaveLength(1)
})
