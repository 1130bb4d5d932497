import { describe, expect, test } from 'vitest'
import { baseSubject } from '../search/base-subject.ts'
import { buildFixture } from '../testing.ts'

const done = 'a OK done\r\n'
const malformed = 'a BAD wrong arguments\r\n'

const letter = (fields: Readonly<Record<string, string>>, body = ''): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}`

/** A session of four messages, which is asked without its tag. */
const openFour = async () => {
  const { alices, openInbox } = buildFixture()
  await alices.append(
    letter(
      { From: 'b <zoe@a.test>', To: 'x@a.test', Subject: 'Re: tea', Date: '3 Jan 2026 10:00 +0000' },
      'long body',
    ),
    3000,
  )
  await alices.append(
    letter({ From: 'Anna@b.test', Cc: 'm@a.test', Subject: 'milk', Date: '1 Jan 2026 09:00 +0200' }),
    1000,
  )
  await alices.append(letter({ From: 'zoe@c.test', Cc: 'c@a.test', Subject: '=?utf-8?Q?TEA?= (fwd)' }), 2000)
  await alices.append(letter({ To: 'a@a.test', Subject: 'apple', Date: '1 Jan 2026 08:00 +0000' }), 4000)
  const client = await openInbox()
  return async (rest: string) => (await client.says(`a ${rest}`)).replace(`\r\n${done}`, '')
}

describe('SORT', () => {
  test.each([
    ['(ARRIVAL)', '2 3 1 4'],
    ['(REVERSE ARRIVAL)', '4 1 3 2'],
    // The third says no date; it came in 1970.
    ['(DATE)', '3 2 4 1'],
    ['(FROM)', '4 2 1 3'],
    ['(from reverse date)', '4 2 1 3'],
    ['(REVERSE FROM DATE)', '3 1 2 4'],
    ['(TO)', '2 3 4 1'],
    ['(CC)', '1 4 3 2'],
    ['(SUBJECT)', '4 2 1 3'],
    ['(SUBJECT REVERSE ARRIVAL)', '4 2 1 3'],
    ['(SUBJECT ARRIVAL)', '4 2 3 1'],
    ['(SIZE)', '4 3 2 1'],
  ])('by %s', async (keys, numbers) => {
    const says = await openFour()
    const told = await says(`SORT ${keys} UTF-8 ALL`)
    if (keys !== '(SIZE)') expect(told).toBe(`* SORT ${numbers}`)
    else expect(told).toMatch(/^\* SORT (?:\d ){3}1$/)
  })

  test('tells only what fits, by UID where it is asked for', async () => {
    const says = await openFour()
    expect(await says('SORT (REVERSE ARRIVAL) US-ASCII 1:2 FROM zoe')).toBe('* SORT 1')
    expect(await says('UID SORT (ARRIVAL) UTF-8 UID 3:4')).toBe('* SORT 3 4')
    expect(await says('SORT (ARRIVAL) UTF-8 DELETED')).toBe('* SORT')
    expect(await says('SORT (ARRIVAL) KOI8-R ALL')).toContain('a NO [BADCHARSET (US-ASCII UTF-8)]')
  })
})

test.each([
  'SORT',
  'SORT () UTF-8 ALL',
  'SORT (DATE) ALL',
  'SORT (REVERSE) UTF-8 ALL',
  'SORT (REVERSE REVERSE DATE) UTF-8 ALL',
  'SORT (STRANGE) UTF-8 ALL',
  'SORT DATE UTF-8 ALL',
  'UID SORT (DATE) UTF-8',
  'THREAD',
  'THREAD STRANGE UTF-8 ALL',
  'THREAD REFERENCES ALL',
  'THREAD REFERENCES UTF-8',
])('%s is malformed', async (line) => {
  expect(await (await buildFixture('one').openInbox()).says(`a ${line}`)).toBe(malformed)
})

test.each(['SORT (DATE) UTF-8 ALL', 'THREAD REFERENCES UTF-8 ALL'])('%s changes no number', async (line) => {
  const { alices, openInbox } = buildFixture('one', 'two')
  const client = await openInbox()
  await alices.remove([1])
  expect(await client.says(`a ${line}`)).not.toContain('EXPUNGE')
  expect(await client.says(`a UID ${line}`)).toContain('* 1 EXPUNGE')
})

/** A message of a thread, sent in the order of the numbers. */
const post = (day: number, subject: string, id?: string, references = ''): string =>
  letter({
    Date: `${day} Jan 2026 00:00 +0000`,
    Subject: subject,
    ...(id === undefined ? {} : { 'Message-ID': `<${id}@a>` }),
    ...(references === '' ? {} : { References: references.replaceAll(/\w+/g, '<$&@a>') }),
  })

const threads = async (algorithm: string, ...messages: readonly string[]): Promise<string> => {
  const client = await buildFixture(...messages).openInbox()
  return (await client.says(`a THREAD ${algorithm} UTF-8 ALL`))
    .replace(`\r\n${done}`, '')
    .replace('* THREAD', '')
}

describe('THREAD', () => {
  test('by subject, the first message stands above the others', async () => {
    const messages = [
      post(5, 'Re: tea'),
      post(1, 'tea'),
      post(2, 'milk'),
      post(4, 'Fwd: TEA'),
      post(3, 'RE: milk'),
      post(6, 'soup'),
    ]
    expect(await threads('ORDEREDSUBJECT', ...messages)).toBe(' (2 (4)(1))(3 5)(6)')
    expect(await threads('ORDEREDSUBJECT')).toBe('')
  })

  test.each([
    [
      'an answer to an answer',
      [post(1, 'a', '1'), post(2, 'b', '2', '1'), post(3, 'c', '3', '1 2')],
      '(1 2 3)',
    ],
    ['two answers', [post(1, 'a', '1'), post(3, 'b', '3', '1'), post(2, 'c', '2', '1')], '(1 (3)(2))'],
    ['answers in any order', [post(2, 'b', '2', '1'), post(1, 'a', '1')], '(2 1)'],
    ['a missing message between', [post(1, 'a', '1'), post(3, 'c', '3', '1 2')], '(1 2)'],
    ['a missing message above', [post(2, 'b', '2', '1'), post(3, 'c', '3', '1')], '((1)(2))'],
    ['a missing message above one', [post(2, 'b', '2', '1')], '(1)'],
    ['a loop', [post(1, 'a', '1', '2'), post(2, 'b', '2', '1')], '(2 1)'],
    ['a message that answers itself', [post(1, 'a', '1', '1')], '(1)'],
    ['one id twice', [post(1, 'a', '1'), post(2, 'b', '1'), post(3, 'c', '3', '1')], '(1 3)(2)'],
    ['no ids', [post(1, 'a'), post(2, 'b')], '(1)(2)'],
    ['one subject', [post(1, 'a'), post(2, 'Re: a')], '(1 2)'],
    ['one subject, the answer first', [post(2, 'Re: a'), post(1, 'a')], '(2 1)'],
    ['one subject that nobody answers', [post(1, 'a'), post(2, 'a')], '((1)(2))'],
    ['three of one subject', [post(1, 'a'), post(2, 'a'), post(3, 'Re: a')], '((1)(2)(3))'],
    ['no subject', [post(1, ''), post(2, 'Re:')], '(1)(2)'],
    [
      'a thread of one subject and an answer to what is missing',
      [post(2, 'Re: a', '2', 'x'), post(3, 'Re: a', '3', 'x'), post(1, 'a', '1')],
      '((3)(1)(2))',
    ],
    [
      'two missing messages of one subject',
      [post(1, 'a', '1', 'x'), post(2, 'a', '2', 'x'), post(3, 'a', '3', 'y'), post(4, 'a', '4', 'y')],
      '((1)(2)(3)(4))',
    ],
  ])('by references, with %s', async (_what, messages, told) => {
    expect(await threads('REFERENCES', ...messages)).toBe(` ${told}`)
  })

  test('takes In-Reply-To where there are no references', async () => {
    const answer = letter({
      Date: '2 Jan 2026 00:00 +0000',
      Subject: 'b',
      'In-Reply-To': '<1@a> (of yesterday) <9@a>',
    })
    expect(await threads('references', post(1, 'a', '1'), answer)).toBe(' (1 2)')
  })

  test('tells UIDs where they are asked for', async () => {
    const { alices, openInbox } = buildFixture('x', post(1, 'a', '1'), post(2, 'b', '2', '1'))
    await alices.remove([1])
    expect(await (await openInbox()).says('a UID THREAD REFERENCES UTF-8 ALL')).toBe(
      `* THREAD (2 3)\r\n${done}`,
    )
  })

  test('goes as deep as answers do', async () => {
    const chain = Array.from({ length: 600 }, (_, nth) =>
      post(1, `s${nth}`, `${nth}`, nth === 0 ? '' : `${nth - 1}`),
    )
    const told = await threads('REFERENCES', ...chain)
    expect(told.match(/\d+/g)).toHaveLength(600)
  })
})

test.each([
  ['tea', 'tea', false],
  ['Re: tea', 'tea', true],
  ['RE : Fwd: [list] re[2]: tea (fwd) (FWD)', 'tea', true],
  ['[list] tea', 'tea', false],
  ['[list] [other] tea', 'tea', false],
  ['[list]', '[list]', false],
  ['[Fwd: Re: tea]', 'tea', true],
  ['fw: tea\t time ', 'tea time', true],
  ['  ', '', false],
  ['Re:', '', true],
  ['read: tea', 'read: tea', false],
  ['tea (fwd', 'tea (fwd', false],
])('the base of %o', (subject, base, isAnswer) => {
  expect(baseSubject(subject)).toEqual({ base, isAnswer })
})
