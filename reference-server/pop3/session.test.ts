import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Account } from '../store/account.ts'
import { isProblem } from '../store/problem.ts'
import { crlf, written } from '../mailbox-session/testing.ts'
import { buildFixture } from './testing.ts'

const tea = 'Subject: tea\r\n\r\n.At four.\r\n'
const inUse = '-ERR [IN-USE] maildrop is in use by another session\r\n'

/** One session with everything in it, slow commands among the quick. */
const script = crlf(
  `CAPA|FOO|AUTH LOGIN|YWxpY2U=|*|NOOP ${'x'.repeat(600)}|USER alice|PASS wrong|USER alice|PASS open sesame|STAT|LIST|
UIDL|RETR 1|TOP 1 0|DELE 2|RETR 2|RSET|DELE 1||QUIT|NOOP`.split(/\|\n?/),
)

const broken = () => {
  throw new Error('disk on fire')
}

const play = async (chunks: readonly Buffer[]): Promise<string> => {
  const client = buildFixture(tea, tea).open()
  let said = ''
  for (const chunk of chunks) said += await client.sendsOctets(chunk)
  return said
}

describe('octets', () => {
  test('cut between any two of them give the same replies', async () => {
    const whole = await play([script])
    expect(whole.match(/^(?:\+|-ERR)/gm)).toHaveLength(21)
    const single = Array.from(script, (octet) => Buffer.from([octet]))
    expect(await play(single)).toBe(whole)
  })

  test('for any cuts, the replies are the same', async () => {
    const whole = await play([script])
    const anyCuts = fc.array(fc.nat({ max: script.length }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(anyCuts, async (cuts) => {
        const ends = [...cuts, script.length].toSorted((a, b) => a - b)
        const chunks = ends.map((end, index) => script.subarray(ends[index - 1] ?? 0, end))
        expect(await play(chunks)).toBe(whole)
      }),
      { numRuns: 40 },
    )
  })

  test('for any octets, a session answers and does not throw', async () => {
    const word = fc.constantFrom(
      'USER ',
      'PASS ',
      'AUTH PLAIN',
      'RETR 1',
      'TOP 1 ',
      'STLS',
      '\r\n',
      '\n',
      '*',
      '=',
    )
    const piece = fc.oneof(
      word.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), async (pieces, knowsAlice) => {
        const fixture = buildFixture(tea)
        const client = knowsAlice ? await fixture.openAsAlice() : fixture.open()
        for (const one of pieces) await client.sendsOctets(one)
        expect(fixture.entries.filter(({ level }) => level === 'error')).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('of a line too long are refused and the next line is answered', async () => {
    const client = buildFixture().open()
    expect(await client.says('x'.repeat(511), 'USER alice')).toBe('-ERR line too long\r\n+OK send PASS\r\n')
  })

  test('handed in while a login is being checked are answered after it', async () => {
    const client = buildFixture(tea).open()
    const first = client.says('USER alice', 'PASS open sesame')
    const second = client.says('STAT')
    expect([await first, await second]).toEqual([
      expect.stringMatching(/maildrop has 1 .*\r\n\+OK 1 \d+\r\n$/),
      '',
    ])
  })
})

test('replies to pipelined commands leave in one write', async () => {
  const alice = await buildFixture(tea).openAsAlice()
  let writes = 0
  for await (const one of alice.session.receive(crlf(['STAT', 'LIST', 'NOOP']))) {
    if (one.effect === 'write') writes += 1
  }
  expect(writes).toBe(1)
})

test('a client that does not read is answered no further', async () => {
  const { openAsAlice, alices } = buildFixture(`\r\n${'x'.repeat(100_000)}\r\n`, tea)
  const alice = await openAsAlice()
  const effects = alice.session.receive(crlf(['RETR 1', 'DELE 2', 'QUIT']))[Symbol.asyncIterator]()
  await effects.next()
  expect(await alices.messages()).toHaveLength(2)
  expect(await written({ [Symbol.asyncIterator]: () => effects })).toContain('+OK goodbye')
  expect(await alices.messages()).toHaveLength(1)
})

describe('the lock', () => {
  test('keeps a second session out, which is no login', async () => {
    const { open, openAsAlice, logins } = buildFixture()
    await openAsAlice()
    const second = open({ peerAddress: '192.0.2.21' })
    expect(await second.says('USER alice', 'PASS open sesame')).toBe(`+OK send PASS\r\n${inUse}`)
    expect(logins.map(({ address }) => address)).toEqual(['192.0.2.20'])
    expect(await second.says('USER bob', 'PASS tea')).toContain('+OK maildrop')
  })

  test('is not told of to somebody without the password', async () => {
    const { open, openAsAlice } = buildFixture()
    await openAsAlice()
    expect(await open().says('USER alice', 'PASS wrong')).toContain('-ERR [AUTH]')
  })

  test.each(['QUIT', 'a lost connection'])('is given back by %s', async (end) => {
    const { openAsAlice } = buildFixture()
    const alice = await openAsAlice()
    if (end === 'QUIT') await alice.says(end)
    alice.session.closed()
    const next = await openAsAlice()
    alice.session.closed()
    await expect(openAsAlice()).rejects.toThrow('IN-USE')
    next.session.closed()
  })

  test('is not taken by a client that has gone while its password was checked, which is no login', async () => {
    const { open, openAsAlice, logins } = buildFixture()
    const gone = open()
    const said = gone.says('USER alice', 'PASS open sesame')
    gone.session.closed()
    expect(await said).toBe('')
    expect(logins).toEqual([])
    await openAsAlice()
  })
})

/** RFC 1939 §3. */
const autologoutAfter = 10 * 60_000

describe('autologout', () => {
  test('hangs up after ten minutes without a command, removing nothing', async () => {
    const { openAsAlice, clock, hungUp, alices } = buildFixture(tea)
    const alice = await openAsAlice()
    await alice.says('DELE 1')
    await clock.advance(autologoutAfter - 1)
    expect(hungUp).toEqual([])
    await clock.advance(1)
    expect(hungUp).toEqual(['192.0.2.20'])
    expect(await alices.messages()).toHaveLength(1)
    expect(await alice.says('QUIT')).toBe('')
    await openAsAlice()
  })

  test('counts from the greeting', async () => {
    const { open, clock, hungUp } = buildFixture()
    open()
    await clock.advance(autologoutAfter)
    expect(hungUp).toHaveLength(1)
  })

  test.each([
    ['a command puts it off', 'CAPA\r\n', 0],
    ['half a command does not', 'CAP', 1],
  ])('%s', async (_name, text, times) => {
    const { open, clock, hungUp } = buildFixture()
    const client = open()
    await clock.advance(autologoutAfter - 1)
    await client.sendsOctets(Buffer.from(text))
    await clock.advance(1)
    expect(hungUp).toHaveLength(times)
  })

  test('leaves a session alone that has ended', async () => {
    const { open, clock, hungUp } = buildFixture()
    const client = open()
    client.session.closed()
    await clock.advance(autologoutAfter)
    expect(hungUp).toEqual([])
  })
})

describe('what goes wrong here', () => {
  test('is a temporary failure to the client and a cause in the log', async () => {
    const { open, entries, logins } = buildFixture()
    const client = open({ credentials: { check: broken, scramKeys: broken } })
    const failed = '-ERR [SYS/TEMP] internal error, try again later\r\n'
    expect(await client.says('USER alice', 'PASS open sesame')).toContain(failed)
    expect(await client.says('AUTH PLAIN', 'AGEAYg==')).toBe(`+ \r\n${failed}`)
    expect(await client.says('CAPA')).toContain('+OK')
    expect(entries.map(({ event, cause }) => [event, String(cause)])).toEqual([
      ['pop3.command-failed', 'Error: disk on fire'],
      ['pop3.command-failed', 'Error: disk on fire'],
    ])
    expect(logins).toEqual([])
  })

  test.each([
    ['fails', broken],
    ['finds no space', async () => ({ problem: 'no-space' }) as const],
  ])('at QUIT is told when it %s, and the session ends unlocked all the same', async (_, expunge) => {
    const { open, openAsAlice, accounts, entries } = buildFixture(tea)
    const alice = accounts.of('alice@local.test')
    const failing: Account = {
      ...alice,
      open: async (name) => {
        const folder = await alice.open(name)
        return isProblem(folder) ? folder : { ...folder, expunge }
      },
    }
    const client = open({ accounts: { of: () => failing } })
    await client.says('USER alice', 'PASS open sesame', 'DELE 1')
    expect(await client.says('QUIT')).toBe(
      '-ERR [SYS/TEMP] some deleted messages were not removed\r\n<close>',
    )
    expect(entries.at(-1)).toMatchObject({ level: 'error', event: 'pop3.update-failed' })
    await openAsAlice()
  })
})

test('the log names no password and no name that failed', async () => {
  const { open, entries } = buildFixture()
  await open().says('USER secret-name', 'PASS secret-word', 'USER alice', 'PASS open sesame')
  expect(JSON.stringify(entries)).not.toMatch(/secret|sesame/)
  expect(entries.map(({ event }) => event)).toEqual(['pop3.login-refused', 'pop3.login'])
})
