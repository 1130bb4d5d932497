import { describe, expect, test } from 'vitest'
import { crlf, turnsOfOthers } from '../mailbox-session/testing.ts'
import { buildFixture } from './testing.ts'

const mebibyte = 2 ** 20

/** What a FETCH writes, write by write. */
async function writesOf(message: Buffer, line: string): Promise<readonly Buffer[]> {
  const { alices, clock, openInbox } = buildFixture()
  await alices.append(message, clock.now())
  const { session } = await openInbox()
  const writes: Buffer[] = []
  for await (const effect of session.receive(crlf([line]))) {
    if (effect.effect === 'write') writes.push(effect.octets)
  }
  return writes
}

describe('an answer costs what it says', () => {
  test('octets that were stored are written where they stand', async () => {
    const message = Buffer.alloc(4 * mebibyte, 'octets\r\n')
    const writes = await writesOf(message, 'a FETCH 1 (BODY.PEEK[] BODY.PEEK[]<1.4194304>)')
    const copied = writes.filter(({ buffer }) => buffer !== message.buffer)
    expect(copied.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(200)
    expect(writes.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(8 * mebibyte - 2)
    expect(Math.max(...writes.map(({ length }) => length))).toBeLessThanOrEqual(65_536)
  })

  test.each([
    [60, 'BODY.PEEK[]'],
    [7000, 'ENVELOPE'],
    [400, 'BODY.PEEK[HEADER.FIELDS (subject)]<0.9>'],
    [9000, 'UID'],
  ])('an item asked for %i times is told once: %s', async (times, item) => {
    const message = Buffer.from('Subject: tea\r\n\r\nAt four.\r\n')
    const items: string[] = Array.from({ length: times }, () => item)
    const once = Buffer.concat(await writesOf(message, `a FETCH 1 (${item})`))
    expect(Buffer.concat(await writesOf(message, `a FETCH 1 (${items.join(' ')})`))).toEqual(once)
  })

  test('items that differ in anything are told each', async () => {
    const items = '(BODY.PEEK[]<0.1> BODY.PEEK[]<0.2> BODY.PEEK[TEXT] RFC822.HEADER)'
    const said = Buffer.concat(await writesOf(Buffer.from('\r\nxy'), `a FETCH 1 ${items}`)).toString()
    expect(said).toBe(
      '* 1 FETCH (BODY[]<0> {1}\r\n\r BODY[]<0> {2}\r\n\r\n BODY[TEXT] {2}\r\nxy RFC822.HEADER {2}\r\n\r\n)\r\n' +
        'a OK done\r\n',
    )
  })

  test('a body that is both peeked at and read sets \\Seen', async () => {
    const { alices, openInbox } = buildFixture('\r\nx')
    await (await openInbox()).says('a FETCH 1 (BODY[] BODY.PEEK[])')
    await (await openInbox()).says('a FETCH 1 (BODY.PEEK[] BODY[])')
    const [message] = await alices.messages()
    expect([...(message?.flags ?? [])]).toEqual(['\\Seen'])
  })
})

describe('others have their turns', () => {
  test('while a large message is taken apart', async () => {
    const message = 'Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n'.padEnd(16 * mebibyte, '\r\n--')
    const client = await buildFixture(message).openInbox()
    expect(await turnsOfOthers(client.says('a FETCH 1 BODYSTRUCTURE'))).toBeGreaterThan(2)
  })

  test('while a large envelope is told', async () => {
    const to = `To: ${'a@b,'.repeat(30_000)}\r\n`
    const client = await buildFixture(to.repeat(4)).openInbox()
    await client.says('a FETCH 1 BODYSTRUCTURE')
    expect(await turnsOfOthers(client.says('a FETCH 1 ENVELOPE'))).toBeGreaterThan(2)
  })
})
