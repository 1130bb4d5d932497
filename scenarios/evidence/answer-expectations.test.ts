import { describe, expect, test } from 'vitest'
import type { Answer } from './evidence.ts'
import type { Expected } from './expectations.ts'
import { describeClaim, judgeClaim } from './judge.ts'

const heard = { kind: 'answer', session: 'laptop#1', line: 9, when: { notBefore: 0, notAfter: 0 } } as const

const selected: Answer = {
  ...heard,
  status: 'OK',
  said: 'OK [READ-ONLY] done',
  data: ['2 EXISTS', 'FLAGS (\\Seen)', 'OK [UIDVALIDITY 7] epoch', 'OK [NOMODSEQ] none'],
}
const missing: Answer = { ...heard, status: 'NO', said: 'NO [TRYCREATE] no such mailbox', data: [] }
const odd: Answer = { ...heard, status: 'BAD', said: 'BAD what?', data: [] }
const listed: Answer = { ...heard, status: '+OK', said: '+OK', data: ['1 120', '2 75'] }
const long: Answer = { ...listed, leftOut: 10 }
const denied: Answer = { ...heard, status: '-ERR', said: '-ERR [IN-USE] no', data: [] }
const asked: Answer = { ...heard, status: '+', said: '+ go on', data: [] }
const lost: Answer = { ...heard, said: 'gone', data: [], lost: true }
const closed: Answer = { ...lost, closed: true }

const claimOf = (subject: Answer, expected: Expected) =>
  ({ subject, expected, weight: 'must', axis: 'decision', clauses: [], where: 'here' }) as const

type Result = 'holds' | 'broken' | 'unknown'

describe('how a command ended', () => {
  test.each<[string, Answer, Expected, Result]>([
    ['OK is an acceptance', selected, { is: 'accepted' }, 'holds'],
    ['so is +OK', listed, { is: 'accepted' }, 'holds'],
    ['a request for more is none', asked, { is: 'accepted' }, 'broken'],
    ['NO is a refusal', missing, { is: 'refused' }, 'holds'],
    ['BAD is one', odd, { is: 'refused' }, 'holds'],
    ['-ERR is one', denied, { is: 'refused' }, 'holds'],
    ['OK is no refusal', selected, { is: 'refused' }, 'broken'],
    ['NO is NO', missing, { is: 'condition', status: 'NO' }, 'holds'],
    ['BAD is not NO', odd, { is: 'condition', status: 'NO' }, 'broken'],
    ['nor is NO BAD', missing, { is: 'condition', status: 'BAD' }, 'broken'],
    ['a connection that the server closed is no refusal', closed, { is: 'refused' }, 'broken'],
    ['and a closing', closed, { is: 'closed' }, 'holds'],
    ['nobody knows what a lost one would have said', lost, { is: 'refused' }, 'unknown'],
    ['nor is a request for more', asked, { is: 'refused' }, 'broken'],
    ['that is what it is', asked, { is: 'prompt' }, 'holds'],
    ['with its text', asked, { is: 'prompt', text: 'go on' }, 'holds'],
    ['and no other', asked, { is: 'prompt', text: '' }, 'broken'],
    ['a plus with no space behind it asks for nothing', { ...asked, said: '+' }, { is: 'prompt' }, 'broken'],
    ['whole line ends are expected', listed, { is: 'line-ends' }, 'holds'],
    ['and missed', { ...listed, halfLineEnds: true }, { is: 'line-ends' }, 'broken'],
    ['its first line is the deciding one', denied, { is: 'words', pattern: '^-ERR \\[', flags: '' }, 'holds'],
    ['its words are its line without the tag', denied, { is: 'form', text: '-ERR [IN-USE] no' }, 'holds'],
    ['it has no code of three digits', denied, { is: 'form', code: 550 }, 'unknown'],
  ])('%s', (_, subject, expected, result) => {
    expect(judgeClaim(claimOf(subject, expected))).toBe(result)
  })
})

const item = (pattern: string, has = true): Expected => ({ is: 'item', has, pattern, flags: '' })
const text = (wished: string, has = true): Expected => ({ is: 'item', has, text: wished })

describe('what came with it', () => {
  test.each<[string, Answer, Expected, Result]>([
    ['a text is a whole item', selected, text('2 EXISTS'), 'holds'],
    ['and no part of one', selected, text('EXISTS'), 'broken'],
    ['a pattern is found within', listed, item('^2 \\d+$'), 'holds'],
    ['what is not there is missed', listed, item('^3 '), 'broken'],
    ['and rightly absent', listed, item('^3 ', false), 'holds'],
    ['what is there is not absent', listed, item('^2 ', false), 'broken'],
    ['of items that are not kept nobody knows', long, item('^3 ', false), 'unknown'],
    ['nor whether they are there', long, item('^3 '), 'unknown'],
    ['a command that failed tells nothing', missing, item('EXISTS'), 'broken'],
    ['and lacks nothing', missing, item('EXISTS', false), 'broken'],
  ])('%s', (_, subject, expected, result) => {
    expect(judgeClaim(claimOf(subject, expected))).toBe(result)
  })
})

const code = (name: string, details: { has?: boolean; text?: string } = {}): Expected => ({
  is: 'code',
  code: name,
  has: true,
  ...details,
})

describe('a response code', () => {
  test.each<[string, Answer, Expected, Result]>([
    ['stands in the deciding line', selected, code('READ-ONLY'), 'holds'],
    ['or before it', selected, code('UIDVALIDITY', { text: '7' }), 'holds'],
    ['in whatever letters', selected, code('uidvalidity'), 'holds'],
    ['with its value', selected, code('UIDVALIDITY', { text: '8' }), 'broken'],
    ['is its first word', selected, code('UID'), 'broken'],
    ['stands in a refusal too', missing, code('TRYCREATE'), 'holds'],
    ['and in POP3', denied, code('IN-USE'), 'holds'],
    ['may be absent', selected, code('READ-WRITE', { has: false }), 'holds'],
    ['but not from an answer that never came', closed, code('READ-WRITE', { has: false }), 'broken'],
  ])('%s', (_, subject, expected, result) => {
    expect(judgeClaim(claimOf(subject, expected))).toBe(result)
  })
})

const imap: Answer = { ...selected, data: ['CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE'] }
const pop3: Answer = { ...listed, data: ['TOP', 'SASL PLAIN CRAM-MD5'] }
const inBrackets: Answer = { ...selected, said: 'OK [CAPABILITY IMAP4rev1 IDLE] in', data: [] }

test.each<[string, Answer, string, Result]>([
  ['IMAP, a word', imap, 'imap4rev1', 'holds'],
  ['IMAP, a mechanism', imap, 'AUTH=PLAIN', 'holds'],
  ['IMAP, a word it has not', imap, 'LOGINDISABLED', 'broken'],
  ['IMAP, in brackets', inBrackets, 'IDLE', 'holds'],
  ['IMAP, an answer that does not say', selected, 'IDLE', 'unknown'],
  ['POP3, a line', pop3, 'TOP', 'holds'],
  ['POP3, a parameter', pop3, 'SASL PLAIN', 'holds'],
  ['POP3, a parameter it has not', pop3, 'SASL LOGIN', 'broken'],
  ['POP3, a refusal', denied, 'TOP', 'unknown'],
])('capabilities of %s', (_, subject, extension, result) => {
  expect(judgeClaim(claimOf(subject, { is: 'listing', extension, listed: true }))).toBe(result)
  const opposite = { holds: 'broken', broken: 'holds', unknown: 'unknown' }[result]
  expect(judgeClaim(claimOf(subject, { is: 'listing', extension, listed: false }))).toBe(opposite)
})

test('what was seen instead is told', () => {
  expect(describeClaim(claimOf(selected, code('UIDNEXT')))).toBe(
    'laptop#1: expected a code UIDNEXT, saw UIDVALIDITY 7, NOMODSEQ, READ-ONLY, and OK [READ-ONLY] done',
  )
  expect(describeClaim(claimOf(listed, item('^3 ')))).toBe(
    'laptop#1: expected an item like /^3 /, saw 1 120, 2 75, and +OK',
  )
  expect(describeClaim(claimOf(missing, { is: 'accepted' }))).toBe(
    'laptop#1: expected acceptance, saw NO [TRYCREATE] no such mailbox',
  )
})
