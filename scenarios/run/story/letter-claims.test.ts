import { describe, expect, test } from 'vitest'
import type { ClaimRecord, LetterFound } from '#evidence'
import type { LetterClaims } from '#dsl'
import { describeClaim, judgeClaim } from '../../evidence/judge.ts'
import { keptMessage } from '../../letters/kept-message.ts'
import { readLetter } from '../../letters/read-letter.ts'
import { claimsFor } from './claims.ts'

const when = { notBefore: 0, notAfter: 0 }
const nowhere: LetterFound = { kind: 'letter', of: 'mailbox of bob@local.test', when, certain: true }

const message = (...lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('')

const sent = message(
  'Received: from a by b; then',
  'x-Odd:  spaced',
  '\tand folded',
  'Subject: s',
  '',
  '.',
  '',
  'end',
)
const trace = message('Return-Path: <x@remote.test>', 'Received: from c ([198.51.100.7])', '\tby mx; now')

async function found(octets: string, from = sent): Promise<LetterFound> {
  const by = { reversePath: 'x@remote.test', forwardPaths: ['bob@local.test'], addresses: ['198.51.100.7'] }
  return { ...nowhere, letter: await readLetter(octets), sent: { ...keptMessage(from), ...by } }
}

type Says = (letter: LetterClaims) => void

/** The one claim of a story. */
function claimOf(subject: LetterFound, says: Says): Omit<ClaimRecord, 'step'> {
  const made: Omit<ClaimRecord, 'step'>[] = []
  says(claimsFor(['rfc5321.postmaster'], true, (claim) => made.push(claim))(subject))
  const [claim] = made
  if (!claim || made.length > 1) throw new Error(`${made.length} claims`)
  return claim
}

const judged = (subject: LetterFound, says: Says): string => judgeClaim(claimOf(subject, says))

const unchanged: Says = (letter) => letter.isUnchanged()

const named: Says = (letter) => letter.namesClient()

const about =
  (to: string | readonly string[], action?: 'delayed' | 'failed'): Says =>
  (letter) =>
    letter.isReportOf({ to }, action && { action })

type Result = 'holds' | 'broken' | 'unknown'

describe('header fields', () => {
  test.each<[string, Says, Result]>([
    ['one of any value', (letter) => letter.hasHeader('return-path'), 'holds'],
    ['one of this value', (letter) => letter.hasHeader('Return-Path', '<x@remote.test>'), 'holds'],
    ['not one of a part of it', (letter) => letter.hasHeader('Return-Path', 'x@remote.test'), 'broken'],
    ['one like a pattern', (letter) => letter.hasHeader('Received', /by MX/i), 'holds'],
    ['one that is not the topmost', (letter) => letter.hasHeader('Received', /from a/), 'holds'],
    ['the topmost', (letter) => letter.hasHeader('Received', /from a/, 'topmost'), 'broken'],
    ['one that it was not sent with', (letter) => letter.hasHeader('Received', /from c/, 'added'), 'holds'],
    ['not one that it was sent with', (letter) => letter.hasHeader('Received', /from a/, 'added'), 'broken'],
    ['the only one', (letter) => letter.hasHeader('Return-Path', undefined, 'only'), 'holds'],
    ['one of two is not the only one', (letter) => letter.hasHeader('Received', /from c/, 'only'), 'broken'],
    ['none of this name', (letter) => letter.lacksHeader('X-Spam'), 'holds'],
    ['none of this value', (letter) => letter.lacksHeader('Received', /from z/), 'holds'],
    ['not none', (letter) => letter.lacksHeader('Received'), 'broken'],
    ['a folded one, unfolded', (letter) => letter.hasHeader('X-Odd', 'spaced\tand folded'), 'holds'],
  ])('a letter has %s', async (_, says, result) => {
    expect(judged(await found(trace + sent), says)).toBe(result)
  })

  test('nobody can tell what a header lacks that is not kept whole', async () => {
    const letter = await found(`${'X: y\r\n'.repeat(10_000)}Last: z\r\n\r\n`)
    expect(judged(letter, (each) => each.lacksHeader('Last'))).toBe('unknown')
    expect(judged(letter, (each) => each.hasHeader('Last'))).toBe('unknown')
    expect(judged(letter, (each) => each.hasHeader('X', 'y'))).toBe('holds')
  })
})

describe('a message is unchanged', () => {
  test.each<[string, string, Result]>([
    ['as it was sent', sent, 'holds'],
    ['with trace fields above', trace + sent, 'holds'],
    ['not with a dot more', (trace + sent).replace('\r\n.\r\n', '\r\n..\r\n'), 'broken'],
    ['not with a line less', (trace + sent).replace('\r\n\r\nend', '\r\nend'), 'broken'],
    ['not with an empty line at its end', `${trace + sent}\r\n`, 'broken'],
    ['not with a field folded anew', (trace + sent).replace('spaced\r\n\t', 'spaced '), 'broken'],
    ['not with a name in another case', (trace + sent).replace('x-Odd', 'X-Odd'), 'broken'],
    ['not without a field', (trace + sent).replace('Subject: s\r\n', ''), 'broken'],
    ['not with a field that is not a trace field', `X-Spam: yes\r\n${sent}`, 'broken'],
    ['not with a trace field below', sent.replace('\r\n\r\n', '\r\nReceived: below\r\n\r\n'), 'broken'],
    ['not with its fields in another order', reordered(), 'broken'],
  ])('%s', async (_, octets, result) => {
    expect(judged(await found(octets), unchanged)).toBe(result)
  })

  test('but for fields that are named', async () => {
    const tagged = await found((trace + sent).replace('Subject: s', 'Subject: [SPAM] s'))
    expect(judged(tagged, unchanged)).toBe('broken')
    expect(judged(tagged, (letter) => letter.isUnchanged({ but: ['subject'] }))).toBe('holds')
  })

  test('in a body far longer than what is kept', async () => {
    const long = `Subject: s\r\n\r\n${'line\r\n'.repeat(50_000)}`
    expect(judged(await found(long, long), unchanged)).toBe('holds')
    expect(judged(await found(`${long}x`, long), unchanged)).toBe('broken')
  })

  test('nobody can tell whether a message is unchanged whose octets nobody knows', async () => {
    const { sent: _, ...letter } = await found(sent)
    expect(judged(letter, unchanged)).toBe('unknown')
  })

  test('and what was seen instead is told', async () => {
    const changed = await found((trace + sent).replace('\r\n.\r\n', '\r\n..\r\n'))
    expect(describeClaim(claimOf(changed, unchanged))).toContain(
      'saw a body of 11 octets where 10 were sent, in line 1 from octet 0 "..\\r" for ".\\r"',
    )
  })
})

describe('the client is named', () => {
  test.each<[string, string, Result]>([
    ['in the field that was added', trace + sent, 'holds'],
    ['in the lowest of those added', `Received: from mx by store; now\r\n${trace}${sent}`, 'holds'],
    ['as IPv6 that maps it', trace.replace('[198', '[::ffff:198') + sent, 'holds'],
    ['not with another address', trace.replace('.7]', '.70]') + sent, 'broken'],
    ['not by its own name alone', trace.replace('c ([198.51.100.7])', '198.51.100.7') + sent, 'broken'],
    ['not where no field was added', sent, 'broken'],
  ])('%s', async (_, octets, result) => {
    expect(judged(await found(octets), named)).toBe(result)
  })
})

const report = message(
  'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
  '',
  '--x',
  '',
  'It failed.',
  '--x',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.local.test',
  '',
  'Final-Recipient: rfc822; Carol@remote.test',
  'Action: failed (for good)',
  'Status: 5.1.1',
  '',
  'Final-Recipient: rfc822; dave@remote.test',
  'Action: delayed',
  'Status: 4.2.0',
  '--x',
  'Content-Type: text/rfc822-headers',
  '',
  'Subject: s',
  '--x--',
)

describe('a delivery report', () => {
  test.each<[string, string, Says, Result]>([
    ['names those it failed for', report, about('carol@remote.test'), 'holds'],
    ['and those it is late for', report, about('dave@remote.test', 'delayed'), 'holds'],
    ['must name all of them', report, about(['carol@remote.test', 'erin@remote.test']), 'broken'],
    ['must name no others', report.replace('delayed', 'failed'), about('carol@remote.test'), 'broken'],
    ['is a multipart/report', report.replace('/report;', '/mixed;'), about('carol@remote.test'), 'broken'],
    ['says which', report.replace('=delivery-status', '=other'), about('carol@remote.test'), 'broken'],
    [
      'is no plain text',
      message('', 'It failed for carol@remote.test.'),
      about('carol@remote.test'),
      'broken',
    ],
  ])('%s', async (_, octets, says, result) => {
    expect(judged(await found(octets), says)).toBe(result)
  })
})

const attached = message(
  'Subject: =?utf-8?B?w7xiZXI=?=',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/html',
  '',
  '<p>hello</p>',
  '--x',
  'Content-Type: application/zip; name=a.zip',
  'Content-Transfer-Encoding: base64',
  '',
  'UEs=',
  '--x--',
)

test.each<[string, Says, Result]>([
  ['its subject, decoded', (letter) => letter.hasSubject('über'), 'holds'],
  ['a part of a type', (letter) => letter.hasPart('application/zip'), 'holds'],
  ['a part of a kind', (letter) => letter.hasPart('Text/*', '<p>hello'), 'holds'],
  ['no part of another type', (letter) => letter.lacksPart('text/plain'), 'holds'],
  ['a part with another text', (letter) => letter.hasPart('text/html', 'bye'), 'broken'],
  ['an attachment', (letter) => letter.attaches('a.zip'), 'holds'],
  ['no other attachment', (letter) => letter.lacksAttachment('b.zip'), 'holds'],
  ['no attachment at all', (letter) => letter.lacksAttachment(), 'broken'],
  ['a text', (letter) => letter.hasText(/HELLO/i), 'holds'],
  ['no text that stands in what is attached', (letter) => letter.lacksText('PK'), 'holds'],
])('a letter has %s', async (_, says, result) => {
  expect(judged(await found(attached), says)).toBe(result)
})

test('nobody can tell what a part lacks that is not kept whole', async () => {
  const letter = await found(message('', ...Array.from({ length: 1000 }, () => 'a line'), 'the last'))
  expect(judged(letter, (each) => each.lacksText('the last'))).toBe('unknown')
  expect(judged(letter, (each) => each.hasText('a line'))).toBe('holds')
})

describe('a letter that is not there', () => {
  const late: LetterFound = { ...nowhere, certain: false, doubt: 'mail was still on the way' }
  test('breaks every claim about it, of what it lacks too', () => {
    expect(judged(nowhere, (letter) => letter.hasSubject('s'))).toBe('broken')
    expect(judged(nowhere, (letter) => letter.lacksHeader('X'))).toBe('broken')
    expect(describeClaim(claimOf(nowhere, (letter) => letter.hasSubject('s')))).toBe(
      'mailbox of bob@local.test: expected the subject "s", saw no such message',
    )
  })

  test('proves nothing while it may be on its way', () => {
    expect(judged(late, (letter) => letter.lacksHeader('X'))).toBe('unknown')
  })
})

function reordered(): string {
  const [received = '', ...rest] = sent.split(/(?<=\r\n)(?=x-Odd)/)
  return rest.join('').replace('\r\n\r\n', `\r\n${received}\r\n`)
}
