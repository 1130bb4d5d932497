import { describe, expect, test } from 'vitest'
import { buildFixture } from './testing.ts'

const done = 'a OK done\r\n'
const notNow = 'a BAD not allowed now\r\n'
const malformed = 'a BAD wrong arguments\r\n'

test.each(['SELECT INBOX', 'LIST "" *', 'STATUS INBOX (MESSAGES)', 'IDLE', 'FETCH 1 UID', 'CHECK', 'CLOSE'])(
  '%s is not allowed before a login',
  async (line) => {
    expect(await buildFixture().open().says(`a ${line}`)).toBe(notNow)
  },
)

test.each(['FETCH 1 UID', 'UID FETCH 1 UID', 'CHECK', 'CLOSE', 'UNSELECT'])(
  '%s is not allowed without a mailbox',
  async (line) => {
    expect(await (await buildFixture().openAsAlice()).says(`a ${line}`)).toBe(notNow)
  },
)

test.each(['LOGIN alice tea', 'AUTHENTICATE PLAIN', 'STARTTLS'])(
  '%s is not allowed after a login',
  async (line) => {
    expect(await (await buildFixture().openInbox()).says(`a ${line}`)).toBe(notNow)
  },
)

const described = (exists: number, recent: number, kept: string) =>
  [
    '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
    `* ${exists} EXISTS`,
    `* ${recent} RECENT`,
    '* OK [UNSEEN 1] first unseen message',
    `* OK [PERMANENTFLAGS (${kept})] permanent flags`,
    '* OK [UIDVALIDITY 1767225600] UIDs are valid',
    `* OK [UIDNEXT ${exists + 1}] next UID`,
    `* OK [HIGHESTMODSEQ ${exists + 1}] last change`,
    '',
  ].join('\r\n')

describe('SELECT', () => {
  const kept = '\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*'

  test('describes INBOX, in any case of letters', async () => {
    const client = await buildFixture('one', 'two').openAsAlice()
    expect(await client.says('a SELECT inBox')).toBe(`${described(2, 2, kept)}a OK [READ-WRITE] selected\r\n`)
  })

  test('shows a message as recent to the first session only, and EXAMINE takes none', async () => {
    const { openAsAlice } = buildFixture('one')
    const readOnly = `${described(1, 1, '')}a OK [READ-ONLY] selected for reading\r\n`
    expect(await (await openAsAlice()).says('a EXAMINE INBOX')).toBe(readOnly)
    expect(await (await openAsAlice()).says('a SELECT INBOX')).toContain('* 1 RECENT')
    expect(await (await openAsAlice()).says('a SELECT INBOX')).toContain('* 0 RECENT')
  })

  test('of another name fails and leaves the mailbox selected before', async () => {
    const client = await buildFixture('one').openInbox()
    expect(await client.says('a SELECT Drafts')).toBe(
      '* OK [CLOSED] the mailbox before is closed\r\na NO [NONEXISTENT] no such mailbox\r\n',
    )
    expect(await client.says('a CHECK')).toBe(notNow)
  })

  test.each(['SELECT', 'SELECT ', 'SELECT a b', 'SELECT "a', 'SELECT a"', 'SELECT {1}x'])(
    'refuses %o',
    async (line) => {
      expect(await (await buildFixture().openAsAlice()).says(`a ${line}`)).toMatch(/^a BAD /)
    },
  )
})

describe('LIST', () => {
  const inbox = '* LIST (\\HasNoChildren) "/" INBOX\r\n'
  test.each([
    ['"" *', inbox],
    ['"" %', inbox],
    ['"" "inbox"', inbox],
    ['"" I%x', inbox],
    ['In box', inbox],
    ['"" ""', '* LIST (\\Noselect) "/" ""\r\n'],
    ['"" Drafts', ''],
    ['"" IN.OX', ''],
    ['"" INBOX/%', ''],
  ])('of %s', async (argument, listed) => {
    expect(await (await buildFixture().openAsAlice()).says(`a LIST ${argument}`)).toBe(listed + done)
  })

  test.each([
    ['*'.repeat(30_000), inbox],
    ['%*'.repeat(15_000), inbox],
    [`${'%'.repeat(30_000)}Y`, ''],
    ['*a'.repeat(15_000), ''],
  ])('of a pattern of 30,000 characters is answered and leaves no log', async (pattern, listed) => {
    const { entries, openAsAlice } = buildFixture()
    const client = await openAsAlice()
    const before = entries.length
    expect(await client.says(`a LIST "" "${pattern}"`)).toBe(listed + done)
    expect(entries.length).toBe(before)
  })

  test('has LSUB beside it', async () => {
    const client = await buildFixture().openAsAlice()
    expect(await client.says('a LSUB "" "*"')).toBe(`* LSUB () "/" INBOX\r\n${done}`)
  })
})

describe('STATUS', () => {
  test('counts without selecting', async () => {
    const client = await buildFixture('one', 'two').openAsAlice()
    expect(await client.says('a STATUS inbox (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)')).toBe(
      `* STATUS INBOX (MESSAGES 2 RECENT 2 UIDNEXT 3 UIDVALIDITY 1767225600 UNSEEN 2)\r\n${done}`,
    )
  })

  test('counts once, however often it is asked', async () => {
    const client = await buildFixture('one').openAsAlice()
    const wanted = 'UNSEEN MESSAGES '.repeat(4000).trim()
    expect(await client.says(`a STATUS INBOX (${wanted})`)).toBe(
      `* STATUS INBOX (UNSEEN 1 MESSAGES 1)\r\n${done}`,
    )
  })

  test('knows no other mailbox and nothing else to count', async () => {
    const client = await buildFixture().openAsAlice()
    expect(await client.says('a STATUS Drafts (MESSAGES)')).toBe('a NO [NONEXISTENT] no such mailbox\r\n')
    expect(await client.says('a STATUS INBOX (SIZES)')).toBe(malformed)
    expect(await client.says('a STATUS INBOX ()')).toBe(malformed)
  })
})

describe('what others do to a mailbox', () => {
  test('is told with the next command', async () => {
    const { alices, openInbox } = buildFixture('one', 'two', 'three')
    const client = await openInbox()
    await alices.append('four')
    await alices.setFlags(3, ['\\Flagged'])
    await alices.remove([1, 2])
    expect(await client.says('a NOOP')).toBe(
      [
        '* 2 EXPUNGE',
        '* 1 EXPUNGE',
        '* 1 FETCH (UID 3 FLAGS (\\Flagged \\Recent))',
        '* 2 EXISTS',
        '* 2 RECENT',
        done,
      ].join('\r\n'),
    )
    expect(await client.says('a NOOP')).toBe(done)
  })

  test('changes no number while FETCH is answered, and what is gone can be read until then', async () => {
    const { alices, openInbox } = buildFixture('one', 'two')
    const client = await openInbox()
    await alices.remove([1])
    await alices.append('three')
    expect(await client.says('a FETCH 1:2 (UID RFC822.SIZE)')).toBe(
      [
        '* 1 FETCH (UID 1 RFC822.SIZE 3)',
        '* 2 FETCH (UID 2 RFC822.SIZE 3)',
        '* 3 EXISTS',
        '* 3 RECENT',
        done,
      ].join('\r\n'),
    )
    expect(await client.says('a UID FETCH 2 UID')).toBe(`* 2 FETCH (UID 2)\r\n* 1 EXPUNGE\r\n${done}`)
    expect(await client.says('a FETCH 1:* UID')).toBe(`* 1 FETCH (UID 2)\r\n* 2 FETCH (UID 3)\r\n${done}`)
  })

  test('is not told to who has left the mailbox', async () => {
    const { alices, openInbox } = buildFixture('one')
    const client = await openInbox()
    await client.says('a UNSELECT')
    await alices.append('two')
    expect(await client.says('a NOOP')).toBe(done)
  })
})

describe('CLOSE', () => {
  test('removes what is flagged as deleted; UNSELECT and EXAMINE do not', async () => {
    const { alices, openAsAlice, openInbox } = buildFixture('one', 'two')
    await alices.setFlags(1, ['\\Deleted'])
    expect(await (await openInbox()).says('a UNSELECT')).toBe(done)
    const reader = await openAsAlice()
    expect(await reader.says('b EXAMINE INBOX', 'a CLOSE')).toContain(done)
    expect(await alices.messages()).toHaveLength(2)
    expect(await (await openInbox()).says('a CLOSE')).toBe(done)
    expect((await alices.messages()).map(({ uid }) => uid)).toEqual([2])
  })
})

describe('IDLE', () => {
  test('tells of a message as it arrives', async () => {
    const { alices, openInbox } = buildFixture()
    const client = await openInbox()
    expect(await client.says('a IDLE')).toBe('+ idling\r\n')
    await alices.append('one')
    expect(await client.hears()).toBe('* 1 EXISTS\r\n* 1 RECENT\r\n')
    expect(await client.says('done')).toBe(done)
    await alices.append('two')
    expect(await client.hears()).toBe('')
  })

  test('begins with what is new already', async () => {
    const { alices, openInbox } = buildFixture()
    const client = await openInbox()
    await alices.append('one')
    expect(await client.says('a IDLE')).toBe('+ idling\r\n')
    expect(await client.hears()).toBe('* 1 EXISTS\r\n* 1 RECENT\r\n')
  })

  test('tells nothing once the connection is gone', async () => {
    const { alices, openInbox } = buildFixture()
    const client = await openInbox()
    await client.says('a IDLE')
    client.session.closed()
    await alices.append('one')
    expect(await client.hears()).toBe('')
  })

  test('waits for a client that is slow to read', async () => {
    const { alices, openInbox } = buildFixture()
    const client = await openInbox()
    for await (const effect of client.session.receive(Buffer.from('a IDLE\r\n'))) {
      expect(effect.effect).toBe('write')
      await alices.append('one')
      expect(await client.hears()).toBe('')
    }
    expect(await client.hears()).toBe('* 1 EXISTS\r\n* 1 RECENT\r\n')
  })

  test('ends at anything else, too', async () => {
    const client = await buildFixture().openInbox()
    expect(await client.says('a IDLE', 'b NOOP', 'c NOOP')).toBe(
      '+ idling\r\na BAD DONE was expected\r\nc OK done\r\n',
    )
  })

  test('needs no mailbox', async () => {
    expect(await (await buildFixture().openAsAlice()).says('a IDLE', 'DONE')).toBe(`+ idling\r\n${done}`)
  })
})
