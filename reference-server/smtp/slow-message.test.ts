import { describe, expect, test } from 'vitest'
import { blockOctets, createRoom, type Room } from './octet-blocks.ts'
import { openFixture, type RawClient, type Fixture } from './testing.ts'

const minute = 60_000

/** One octet more in the first piece, so that the last octet of every piece is the first of a block. */
const piece = (nth: number): string => `${'x'.repeat(blockOctets - (nth === 1 ? 1 : 2))}\r\n`

/** A room that counts the blocks taken from it. */
function countedRoom(): Room & { blocks: number } {
  const room = createRoom(100_000_000)
  const counted = {
    ...room,
    blocks: 0,
    take: (octets: number) => {
      counted.blocks++
      return room.take(octets)
    },
  }
  return counted
}

/** A fixture and a client whose message arrives piece by piece, four minutes apart. */
async function slowly(pieces: number): Promise<{ fixture: Fixture; client: RawClient }> {
  const room = countedRoom()
  const fixture = await openFixture({ host: { room, maxMessageOctets: 50_000_000 } })
  const client = await fixture.introduced()
  await client.says('MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>', 'DATA')
  for (let sent = 1; sent <= pieces; sent++) {
    client.sends(piece(sent))
    while (room.blocks < sent) await new Promise((turn) => setImmediate(turn))
    await fixture.clock.advance(4 * minute)
  }
  return { fixture, client }
}

describe('a message that arrives piece by piece', () => {
  test('is waited for longer than a client that is silent', async () => {
    const { fixture, client } = await slowly(10)
    await using _ = fixture
    expect(await client.says('.')).toMatch(/^250/)
    // The time for the next message begins anew.
    await client.says('MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>', 'DATA')
    await fixture.clock.advance(4 * minute)
    expect(await client.says('late\r\n.')).toMatch(/^250/)
  })

  test('is given up when nothing more of it comes', async () => {
    const { fixture, client } = await slowly(2)
    await using _ = fixture
    await fixture.clock.advance(minute)
    expect(await client.reply()).toBe('421 4.4.2 mail.local.test closes an idle connection')
    expect(fixture.accepted).toEqual([])
  })

  test('is not waited for longer than an hour', async () => {
    const { fixture, client } = await slowly(15)
    await using _ = fixture
    expect(await client.reply()).toBe('421 4.4.2 mail.local.test gives up waiting for the message')
    expect(await client.reply()).toBe('closed')
    expect(fixture.accepted).toEqual([])
  })

  test('has no limit left once it is complete', async () => {
    const { fixture, client } = await slowly(14)
    await using _ = fixture
    expect(await client.says('.')).toMatch(/^250/)
    await fixture.clock.advance(4 * minute)
    expect(await client.says('NOOP')).toBe('250 2.0.0 ok')
  })
})
