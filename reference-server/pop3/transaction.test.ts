import { describe, expect, test } from 'vitest'
import { buildFixture } from './testing.ts'

const tea = 'Subject: tea\r\n\r\nAt four.\r\n'
const dots = 'Subject: dots\r\n\r\n.\r\n..two\r\nend\r\n'
const bytes = 'Subject: \xe4\0\r\n\r\nbare\nLF, bare\rCR\r\n'

const session = async (...messages: string[]) => {
  const fixture = buildFixture(...messages)
  return { ...fixture, alice: await fixture.openAsAlice() }
}
const missing = '-ERR no such message\r\n'

test('a login tells how much there is', async () => {
  const said = await buildFixture(tea, dots).open().says('USER alice', 'PASS open sesame')
  expect(said).toContain(`+OK maildrop has 2 messages (${tea.length + dots.length} octets)\r\n`)
})

test('STAT counts messages and octets as stored', async () => {
  const { alice } = await session(tea, dots)
  expect(await alice.says('STAT')).toBe(`+OK 2 ${tea.length + dots.length}\r\n`)
})

describe('LIST', () => {
  test('gives every message with its octets', async () => {
    const { alice } = await session(tea, dots)
    expect(await alice.says('LIST')).toBe(
      `+OK 2 messages (${tea.length + dots.length} octets)\r\n1 ${tea.length}\r\n2 ${dots.length}\r\n.\r\n`,
    )
  })

  test('gives one message in one line', async () => {
    const { alice } = await session(tea, dots)
    expect(await alice.says('LIST 2')).toBe(`+OK 2 ${dots.length}\r\n`)
  })

  test('of an empty maildrop is an empty list', async () => {
    const { alice } = await session()
    expect(await alice.says('LIST')).toBe('+OK 0 messages (0 octets)\r\n.\r\n')
  })
})

describe('RETR', () => {
  test.each([
    ['an ordinary message', tea, tea],
    ['lines that begin with dots', dots, 'Subject: dots\r\n\r\n..\r\n...two\r\nend\r\n'],
    ['octets that are no text', bytes, bytes.replaceAll('\0', '\x80')],
  ])('gives %s whole, only dots doubled', async (_name, message, wire) => {
    const { alice } = await session(message)
    expect(await alice.says('RETR 1')).toBe(`+OK ${message.length} octets\r\n${wire}.\r\n`)
  })

  test('gives a message longer than one write in several', async () => {
    const long = `\r\n${'0123456789abcdef'.repeat(10_000)}\r\n`
    const { alice } = await session(long)
    const sizes: number[] = []
    for await (const one of alice.session.receive(Buffer.from('RETR 1\r\n'))) {
      if (one.effect === 'write') sizes.push(one.octets.length)
    }
    const first = `+OK ${long.length} octets\r\n`.length
    expect(sizes).toEqual([first, 65_536, 65_536, `${long}.\r\n`.length - 2 * 65_536])
  })
})

test.each(['2147483647', '4294967296', '9'.repeat(400)])(
  'TOP takes any number of lines: %s',
  async (lines) => {
    const alice = await buildFixture('Subject: tea\r\n\r\nAt four.\r\n').openAsAlice()
    expect(await alice.says(`TOP 1 ${lines}`)).toBe(
      '+OK top of message follows\r\nSubject: tea\r\n\r\nAt four.\r\n.\r\n',
    )
  },
)

test('TOP gives the header and as many lines as were asked for', async () => {
  const { alice } = await session(dots)
  expect(await alice.says('TOP 1 0')).toBe('+OK top of message follows\r\nSubject: dots\r\n\r\n.\r\n')
  expect(await alice.says('TOP 1 1')).toBe('+OK top of message follows\r\nSubject: dots\r\n\r\n..\r\n.\r\n')
})

describe('UIDL', () => {
  test('is the same in every session and gone with its message', async () => {
    const { alice, openAsAlice, alices } = await session(tea, dots)
    const said = await alice.says('UIDL')
    const [, first = '', second = ''] = /\r\n1 (\S+)\r\n2 (\S+)\r\n\.\r\n$/.exec(said) ?? []
    expect(await alice.says('UIDL 2')).toBe(`+OK 2 ${second}\r\n`)
    await alice.says('DELE 1', 'QUIT')
    await alices.append(tea)

    const later = await (await openAsAlice()).says('UIDL')
    expect(later).toContain(`\r\n1 ${second}\r\n`)
    expect(later).not.toContain(first)
  })

  test('is of characters and length RFC 1939 allows', async () => {
    const { alice } = await session(tea)
    expect(await alice.says('UIDL 1')).toMatch(/^\+OK 1 [\x21-\x7e]{1,70}\r\n$/)
  })
})

describe('DELE', () => {
  test('hides a message and keeps the numbers of the others', async () => {
    const { alice } = await session(tea, dots)
    expect(await alice.says('DELE 1')).toBe('+OK message 1 deleted\r\n')
    expect(await alice.says('STAT')).toBe(`+OK 1 ${dots.length}\r\n`)
    expect(await alice.says('LIST')).toContain(`octets)\r\n2 ${dots.length}\r\n.\r\n`)
    expect(await alice.says('UIDL')).toMatch(/follow\r\n2 \S+\r\n\.\r\n$/)
    expect(await alice.says('LIST 1', 'UIDL 1', 'RETR 1', 'TOP 1 0', 'DELE 1')).toBe(missing.repeat(5))
  })

  test('is undone by RSET', async () => {
    const { alice, alices } = await session(tea, dots)
    await alice.says('DELE 1', 'DELE 2')
    expect(await alice.says('RSET', 'STAT')).toBe(`+OK done\r\n+OK 2 ${tea.length + dots.length}\r\n`)
    await alice.says('QUIT')
    expect(await alices.messages()).toHaveLength(2)
  })

  test('removes nothing before QUIT', async () => {
    const { alice, alices } = await session(tea, dots)
    await alice.says('DELE 1')
    expect(await alices.messages()).toHaveLength(2)
    expect(await alice.says('QUIT')).toBe('+OK goodbye, 1 messages removed\r\n<close>')
    expect((await alices.messages()).map(({ uid }) => uid)).toEqual([2])
  })

  test('removes nothing when the connection is lost', async () => {
    const { alice, alices } = await session(tea)
    await alice.says('DELE 1')
    alice.session.closed()
    expect(await alices.messages()).toHaveLength(1)
  })
})

test('a message that arrives during a session is not seen until the next', async () => {
  const { alice, alices, openAsAlice } = await session(tea)
  await alices.append(dots)
  expect(await alice.says('STAT')).toBe(`+OK 1 ${tea.length}\r\n`)
  await alice.says('DELE 1', 'QUIT')
  expect(await (await openAsAlice()).says('STAT')).toBe(`+OK 1 ${dots.length}\r\n`)
})

test.each(['RETR 2', 'TOP 2 1', 'DELE 2', 'LIST 2', 'UIDL 2', 'RETR 999999999'])(
  '%s of one message is no such message',
  async (line) => {
    const { alice } = await session(tea)
    expect(await alice.says(line)).toBe(missing)
  },
)

test.each(['RETR', 'RETR 0', 'RETR x', 'TOP 1', 'TOP 1 -1', 'DELE', 'LIST x', 'UIDL 0', 'STAT 1', 'NOOP 1'])(
  '%s has wrong arguments',
  async (line) => {
    const { alice } = await session(tea)
    expect(await alice.says(line)).toBe('-ERR wrong arguments\r\n')
  },
)

test.each(['USER alice', 'PASS open sesame', 'AUTH PLAIN', 'STLS'])(
  '%s is not allowed any more',
  async (line) => {
    const { alice } = await session()
    expect(await alice.says(line)).toBe('-ERR not allowed now\r\n')
  },
)

test('NOOP does nothing', async () => {
  const { alice } = await session()
  expect(await alice.says('noop')).toBe('+OK done\r\n')
})
