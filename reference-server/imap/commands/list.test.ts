import { beforeEach, describe, expect, test } from 'vitest'
import type { SessionClient } from '../../mailbox-session/testing.ts'
import { buildFixture } from '../testing.ts'

const done = 'a OK done\r\n'
const malformed = 'a BAD wrong arguments\r\n'

let client: SessionClient

// a is no mailbox; a/b and d/e are subscribed to, and so is gone, which is not there.
beforeEach(async () => {
  client = await buildFixture('one', 'two').openAsAlice()
  await client.says(
    's CREATE a/b',
    's CREATE a/c/x',
    's CREATE gone',
    's SUBSCRIBE gone',
    's CREATE d/e (USE (\\Trash))',
    's SUBSCRIBE a/b',
    's SUBSCRIBE d/e',
    's DELETE a',
    's DELETE gone',
    's UNSUBSCRIBE INBOX',
  )
})

const listed = async (rest: string): Promise<readonly string[]> => {
  const said = await client.says(`a LIST ${rest}`)
  expect(said.endsWith(done)).toBe(true)
  return said
    .slice(0, -done.length)
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.replace('* LIST ', ''))
}

describe('LIST', () => {
  const [inbox, a, ab, ac, acx, d, de] = [
    '(\\HasNoChildren) "/" INBOX',
    '(\\Noselect \\HasChildren) "/" a',
    '(\\HasNoChildren) "/" a/b',
    '(\\HasChildren) "/" a/c',
    '(\\HasNoChildren) "/" a/c/x',
    '(\\HasChildren) "/" d',
    '(\\HasNoChildren \\Trash) "/" d/e',
  ]

  test.each([
    ['"" *', [inbox, a, ab, ac, acx, d, de]],
    ['"" %', [inbox, a, d]],
    ['"" %/%', [ab, ac, de]],
    ['a/ %', [ab, ac]],
    ['a %x', [acx].slice(1)],
    ['"" a*x', [acx]],
    ['"" "*c*"', [ac, acx]],
    ['a/ c', [ac]],
    ['"" a/', []],
    ['"" A', []],
    ['"" &U,BTFw-', []],
    ['"" &', []],
  ])('of %s', async (rest, lines) => {
    expect(await listed(rest)).toEqual(lines)
  })

  test('asks for the delimiter by an empty name', async () => {
    expect(await listed('"" ""')).toEqual(['(\\Noselect) "/" ""'])
    expect(await listed('a/b ""')).toEqual(['(\\Noselect) "/" ""'])
  })
})

describe('extended LIST', () => {
  const [ab, de] = [
    '(\\HasNoChildren \\Subscribed) "/" a/b',
    '(\\HasNoChildren \\Subscribed \\Trash) "/" d/e',
  ]
  const gone = '(\\Noselect \\NonExistent \\HasNoChildren \\Subscribed) "/" gone'
  const a = '(\\Noselect \\NonExistent \\HasChildren) "/" a'
  const within = ' (CHILDINFO ("SUBSCRIBED"))'

  test.each([
    ['(SUBSCRIBED) "" *', [ab, de, gone]],
    ['(subscribed) "" %', [gone]],
    ['(SUBSCRIBED REMOTE) "" (a/% g%)', [ab, gone]],
    ['(SUBSCRIBED RECURSIVEMATCH) "" %', [a + within, `(\\HasChildren) "/" d${within}`, gone]],
    ['(SUBSCRIBED RECURSIVEMATCH) "" *', [ab, de, gone]],
    ['(SPECIAL-USE) "" *', ['(\\HasNoChildren \\Trash) "/" d/e']],
    ['(SPECIAL-USE) "" %', []],
    ['(SPECIAL-USE SUBSCRIBED) "" *', [de]],
    ['() "" %', ['(\\HasNoChildren) "/" INBOX', a, '(\\HasChildren) "/" d']],
    [
      '"" (d d* *e)',
      ['(\\HasChildren) "/" d', '(\\HasNoChildren \\Trash) "/" d/e', '(\\HasNoChildren) "/" e'].slice(0, 2),
    ],
    ['"" ("")', []],
    ['"" ("" d)', ['(\\HasChildren) "/" d']],
    ['"" d* RETURN (SUBSCRIBED CHILDREN SPECIAL-USE)', ['(\\HasChildren) "/" d', de]],
    ['"" d RETURN ()', ['(\\HasChildren) "/" d']],
  ])('%s', async (rest, lines) => {
    expect(await listed(rest)).toEqual(lines)
  })

  test('gives the numbers of each mailbox that can be selected', async () => {
    expect(await client.says('a LIST "" (INBOX a d) RETURN (STATUS (MESSAGES UIDNEXT))')).toBe(
      [
        '* LIST (\\HasNoChildren) "/" INBOX',
        '* STATUS INBOX (MESSAGES 2 UIDNEXT 3)',
        `* LIST ${a}`,
        '* LIST (\\HasChildren) "/" d',
        '* STATUS d (MESSAGES 0 UIDNEXT 1)',
        done,
      ].join('\r\n'),
    )
  })

  test.each([
    '(RECURSIVEMATCH) "" *',
    '(REMOTE RECURSIVEMATCH) "" *',
    '(STRANGE) "" *',
    '(SUBSCRIBED)',
    '"" *  RETURN (CHILDREN)',
    '"" * RETURN (STRANGE)',
    '"" * RETURN CHILDREN',
    '"" * RETURN (STATUS)',
    '"" * RETURN (STATUS ())',
    '"" ()',
    '"" (a',
    '""',
    '"" a b',
  ])('%s is malformed', async (rest) => {
    expect(await client.says(`a LIST ${rest}`)).toBe(malformed)
  })
})

test('NAMESPACE tells of one, the user’s own', async () => {
  expect(await client.says('a NAMESPACE')).toBe(`* NAMESPACE (("" "/")) NIL NIL\r\n${done}`)
  expect(await client.says('a NAMESPACE x')).toBe(malformed)
})

test('LSUB of a name that is none lists nothing', async () => {
  expect(await client.says('a LSUB "" &')).toBe(done)
  expect(await client.says('a LSUB "" (a)')).toBe(malformed)
})

describe('STATUS', () => {
  test('tells all there is to tell', async () => {
    await client.says('s SELECT INBOX', 's STORE 1 +FLAGS.SILENT (\\Deleted \\Seen)')
    expect(
      await client.says('a STATUS INBOX (SIZE DELETED DELETED-STORAGE APPENDLIMIT HIGHESTMODSEQ unseen)'),
    ).toBe(
      `* STATUS INBOX (SIZE 6 DELETED 1 DELETED-STORAGE 3 APPENDLIMIT 67108864 HIGHESTMODSEQ 4 UNSEEN 1)\r\n${done}`,
    )
    expect(await client.says('a STATUS d (SIZE DELETED-STORAGE HIGHESTMODSEQ)')).toBe(
      `* STATUS d (SIZE 0 DELETED-STORAGE 0 HIGHESTMODSEQ 1)\r\n${done}`,
    )
  })

  test.each(['a', '"a*"', '"%"', 'gone'])('%s is of no mailbox', async (name) => {
    expect(await client.says(`a STATUS ${name} (MESSAGES)`)).toBe('a NO [NONEXISTENT] no such mailbox\r\n')
  })
})
