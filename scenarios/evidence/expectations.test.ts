import { describe, expect, test } from 'vitest'
import type { Attempt, Login } from './evidence.ts'
import { describeSeen, judgeClaim } from './judge.ts'
import type { Expected } from './expectations.ts'

const when = { notBefore: 0, notAfter: 0 }
const heard = { session: 'laptop#1', line: 3, when }

const replied = (code: number): Attempt => ({
  ...heard,
  kind: 'attempt',
  at: 'RCPT',
  reply: { code, text: ['so it is'] },
})
const cutOff: Attempt = { ...heard, kind: 'attempt', at: 'RCPT', lost: true }
const closed: Attempt = { ...cutOff, closed: true }
const closedLogin: Login = {
  ...heard,
  kind: 'login',
  succeeded: false,
  said: 'gone',
  lost: true,
  closed: true,
}
const deniedLogin: Login = { ...heard, kind: 'login', succeeded: false, said: '-ERR no' }

const judged = (subject: Attempt | Login, expected: Expected) =>
  judgeClaim({ subject, expected, weight: 'must', axis: 'decision', clauses: [], where: 'here' })

describe('a connection the server closes', () => {
  test.each<[string, Attempt | Login, Expected, 'holds' | 'broken']>([
    ['breaks an acceptance', closed, { is: 'accepted' }, 'broken'],
    ['is no refusal: that would have been said', closed, { is: 'refused' }, 'broken'],
    ['is no deferral', closed, { is: 'deferred' }, 'broken'],
    ['is what a closing was claimed of', closed, { is: 'closed' }, 'holds'],
    ['breaks a claim that it stays open', closed, { is: 'open' }, 'broken'],
    ['breaks a claim about words', closed, { is: 'form', code: 550 }, 'broken'],
    ['breaks a login', closedLogin, { is: 'accepted' }, 'broken'],
    ['is no denial of a login', closedLogin, { is: 'refused' }, 'broken'],
    ['is a closing at a login too', closedLogin, { is: 'closed' }, 'holds'],
  ])('%s', (_, subject, expected, result) => {
    expect(judged(subject, expected)).toBe(result)
  })

  test('is told as such', () => {
    expect(describeSeen(closed)).toBe('the connection closed at RCPT')
    expect(describeSeen(cutOff)).toBe('the connection lost at RCPT')
  })
})

test.each<[string, Attempt | Login, 'holds' | 'broken']>([
  ['421 tells that the server closes', replied(421), 'holds'],
  ['a refusal leaves the connection open', replied(550), 'broken'],
  ['so does a failed login', deniedLogin, 'broken'],
])('%s', (_, subject, result) => {
  expect(judged(subject, { is: 'closed' })).toBe(result)
  expect(judged(subject, { is: 'open' })).toBe(result === 'holds' ? 'broken' : 'holds')
})

test.each<[string, Expected, 'holds' | 'broken' | 'unknown']>([
  ['the words of a failed login are all that was answered', { is: 'form', text: '-ERR no' }, 'holds'],
  ['other words are not those', { is: 'form', text: '-ERR' }, 'broken'],
  ['a login shows no enhanced status code by itself', { is: 'form', status: '5.7.8' }, 'unknown'],
])('%s', (_, expected, result) => {
  expect(judged(deniedLogin, expected)).toBe(result)
})

test('a connection lost through no doing of the server leaves every claim unknown', () => {
  const all: readonly Expected[] = [
    { is: 'accepted' },
    { is: 'refused' },
    { is: 'closed' },
    { is: 'open' },
    { is: 'form', code: 250 },
  ]
  expect(all.map((expected) => judged(cutOff, expected))).toEqual(all.map(() => 'unknown'))
})

const listing: Attempt = {
  ...heard,
  kind: 'attempt',
  at: 'HELO',
  reply: { code: 250, status: '2.1.0', text: ['mx.test greets you', 'SIZE 1000', 'AUTH=LOGIN'] },
}

test.each<[string, Attempt, Expected, 'holds' | 'broken']>([
  ['the first line', listing, { is: 'line', which: 'first', pattern: '^mx\\.test( |$)' }, 'holds'],
  ['another first line', listing, { is: 'line', which: 'first', text: 'SIZE 1000' }, 'broken'],
  [
    'lines of which one does not fit',
    listing,
    { is: 'line', which: 'further', pattern: '^\\w+( |$)' },
    'broken',
  ],
  ['no further lines', replied(250), { is: 'line', which: 'further', pattern: '^x' }, 'holds'],
  ['no lines at all', closed, { is: 'line', which: 'further' }, 'broken'],
  ['a status code', listing, { is: 'status' }, 'holds'],
  ['another status code', listing, { is: 'status', pattern: '^5' }, 'broken'],
  ['no status code', replied(250), { is: 'status' }, 'broken'],
  [
    'a code among those that decide',
    replied(502),
    { is: 'reply-code', codes: [500, 502], among: true },
    'holds',
  ],
  [
    'a code that was ruled out',
    replied(502),
    { is: 'reply-code', codes: [500, 502], among: false },
    'broken',
  ],
  ['no code at all', closed, { is: 'reply-code', codes: [500], among: false }, 'broken'],
  ['one of several codes', replied(502), { is: 'form', code: [500, 502] }, 'holds'],
  ['none of several codes', replied(504), { is: 'form', code: [500, 502] }, 'broken'],
])('of a reply is known: %s', (_, subject, expected, result) => {
  expect(judged(subject, expected)).toBe(result)
})
