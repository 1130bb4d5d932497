import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { asHandedIn } from '../message/mail-item.ts'
import { createRoom, type Room } from './octet-blocks.ts'
import { openFixture, type RawClient, type Fixture } from './testing.ts'

const toAlice = ['MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>'] as const

/** Octets that look random and are the same in every run. */
function octetsOf(seed: string, length: number): Buffer {
  const pieces = Array.from({ length: Math.ceil(length / 32) }, (_, n) =>
    createHash('sha256').update(`${seed}${n}`).digest(),
  )
  return Buffer.concat(pieces).subarray(0, length)
}

/** The session still works if it takes this whole message. */
async function expectToServe(client: RawClient): Promise<void> {
  await client.says('RSET', ...toAlice, 'DATA')
  expect(await client.says('still here\r\n.')).toMatch(/^250/)
}

describe('lines', () => {
  test('longer than allowed are refused without an end to the session', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    client.sends(`MAIL FROM:<${'a'.repeat(1_000_000)}@remote.test>\r\n`)
    expect(await client.reply()).toBe('500 5.5.2 line too long')
    await expectToServe(client)
  })

  test('have not ended with LF alone: all of it is refused as one, and not obeyed', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    client.sends('MAIL FROM:<a@remote.test>\nRCPT TO:<alice@local.test>\r\n')
    expect(await client.reply()).toMatch(/^500 5\.5\.2/)
    await expectToServe(client)
  })

  test('that never end are not obeyed when the client leaves', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    client.socket.end('QUIT')
    expect(await client.reply()).toBe('closed')
  })

  test('of a half-closed connection are answered before it is closed', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    client.socket.end(`${toAlice.join('\r\n')}\r\nDATA\r\nhello\r\n.\r\n`)
    const replies = [await client.reply(), await client.reply(), await client.reply(), await client.reply()]
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '354', '250'])
    expect(await client.reply()).toBe('closed')
    expect(fixture.accepted).toHaveLength(1)
  })

  test('of HTTP end the session', async () => {
    await using fixture = await openFixture()
    const client = await fixture.greeted()
    expect(await client.says('POST / HTTP/1.1')).toMatch(/^421 4\.7\.0/)
    expect(await client.reply()).toBe('closed')
  })
})

describe('a message', () => {
  test.each([
    ['LF dot LF', 'one\n.\nMAIL FROM:<x@remote.test>\r\n'],
    ['CRLF dot LF', 'one\r\n.\nMAIL FROM:<x@remote.test>\r\n'],
    ['LF dot CRLF', 'one\n.\r\nMAIL FROM:<x@remote.test>\r\n'],
    ['CR dot CR', 'one\r.\rMAIL FROM:<x@remote.test>\r\n'],
    ['CRLF dot CR', 'one\r\n.\rMAIL FROM:<x@remote.test>\r\n'],
  ])('does not end at %s, and is refused for it', async (_, text) => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    expect(await client.says(`${text}.`)).toMatch(/^550 5\.6\.11/)
    expect(fixture.accepted).toEqual([])
    await expectToServe(client)
  })

  test.each([
    ['no octets at all', '', ''],
    ['a dot of its own', '..\r\n', '.\r\n'],
    ['stuffed dots', '..a\r\n...b\r\nc.\r\n', '.a\r\n..b\r\nc.\r\n'],
    ['an 8-bit octet and controls', '\xe9\x01\x7f\r\n', '\xe9\x01\x7f\r\n'],
  ])('of %s arrives as it was meant, in one piece or in many', async (_, sent, meant) => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    for (const pieces of [[`${sent}.\r\n`], `${sent}.\r\n`.split('')]) {
      await client.says(...toAlice, 'DATA')
      for (const piece of pieces) client.sends(piece)
      expect(await client.reply()).toMatch(/^250/)
    }
    for (const { message } of fixture.accepted) {
      expect(asHandedIn(message).toString('latin1')).toBe(meant)
    }
    expect(fixture.accepted).toHaveLength(2)
  })

  test('with a NUL is refused', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    expect(await client.says('one\0two\r\n.')).toBe('550 5.6.0 message has a NUL, which is not allowed')
    expect(fixture.accepted).toEqual([])
    await expectToServe(client)
  })

  test('above the limit is read to its end and refused', async () => {
    await using fixture = await openFixture({ host: { maxMessageOctets: 1000 } })
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    expect(await client.says(`${'x'.repeat(998)}\r\n${'y'.repeat(50_000)}\r\n.`)).toMatch(/^552 5\.3\.4/)
    await expectToServe(client)
  })

  test('that breaks off is nobody’s', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    client.socket.end('half a line')
    expect(await client.reply()).toBe('closed')
    expect(fixture.accepted).toEqual([])
  })
})

test('noise is answered, never obeyed, and ends no other session', async () => {
  await using fixture = await openFixture()
  const witness = await fixture.introduced()
  for (let n = 0; n < 25; n++) {
    const client = await fixture.greeted()
    client.sends(octetsOf(`noise ${n}`, 4_000))
    client.sends('\r\nNOOP\r\nQUIT\r\n')
    let reply = await client.reply()
    while (reply !== 'closed') {
      expect(reply).toMatch(/^(?:5\d\d |250 2\.0\.0|221 )/)
      reply = await client.reply()
    }
  }
  await expectToServe(witness)
  expect(fixture.entries.filter(({ level }) => level === 'error')).toEqual([])
})

test('a client that resets its connection takes nobody with it', async () => {
  await using fixture = await openFixture()
  const witness = await fixture.introduced()
  for (let n = 0; n < 10; n++) {
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    client.sends('some of a message\r\n')
    client.socket.resetAndDestroy()
  }
  await expectToServe(witness)
})

test('a client that pipelines and does not read is answered when it does', async () => {
  await using fixture = await openFixture()
  const client = await fixture.introduced()
  const sent = 50_000
  client.socket.pause()
  client.sends('NOOP\r\n'.repeat(sent))
  await fixture.clock.idle()
  client.socket.resume()
  for (let n = 0; n < sent; n++) expect(await client.reply()).toBe('250 2.0.0 ok')
})

describe('messages that are still arriving', () => {
  const large = `${'x'.repeat(998)}\r\n`.repeat(300)
  const small = `${'x'.repeat(998)}\r\n`.repeat(30)

  /** A client in the middle of a large message, all of which has been taken. */
  async function midMessage(fixture: Fixture, room: Room): Promise<RawClient> {
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    client.sends(large)
    while (room.has(150_000)) await new Promise((turn) => setImmediate(turn))
    return client
  }

  test('share the room there is: a large one beyond it is deferred, a small one is not', async () => {
    const room = createRoom(400_000)
    await using fixture = await openFixture({ host: { room } })
    const hog = await midMessage(fixture, room)
    const other = await fixture.introduced()
    await other.says(...toAlice, 'DATA')
    expect(await other.says(`${large}.`)).toBe('452 4.3.1 too much mail is arriving, try again later')
    expect(await other.says('MAIL FROM:<a@remote.test> SIZE=300000')).toMatch(/^452 4\.3\.1/)
    await other.says(...toAlice, 'DATA')
    expect(await other.says(`${small}.`)).toMatch(/^250/)
    expect(await hog.says('.')).toMatch(/^250/)
    await other.says(...toAlice, 'DATA')
    expect(await other.says(`${large}.`)).toMatch(/^250/)
  })

  test.each([
    ['resets its connection', (client: RawClient) => client.socket.resetAndDestroy()],
    ['ends its side', (client: RawClient) => client.socket.end()],
  ])('leave the room when the client %s', async (_, leave) => {
    const room = createRoom(400_000)
    await using fixture = await openFixture({ host: { room } })
    leave(await midMessage(fixture, room))
    while (!room.has(400_000)) await new Promise((turn) => setImmediate(turn))
    await expectToServe(await fixture.introduced())
  })

  test('leave the room when the server ends the session', async () => {
    const room = createRoom(400_000)
    await using fixture = await openFixture({ host: { room } })
    const client = await midMessage(fixture, room)
    await fixture.clock.advance(5 * 60_000)
    expect(await client.reply()).toMatch(/^421/)
    expect(room.has(400_000)).toBe(true)
  })
})
