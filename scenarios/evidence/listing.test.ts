import { expect, test } from 'vitest'
import type { Reply } from './evidence.ts'
import { judgeClaim } from './judge.ts'

const when = { notBefore: 0, notAfter: 0 }
const greeting = 'mx.local.test greets AUTH'

const judged = (reply: Reply, listed: boolean, extension = 'AUTH') =>
  judgeClaim({
    subject: { kind: 'attempt', session: 'laptop#1', line: 0, at: 'HELO', reply, when },
    expected: { is: 'listing', extension, listed },
    weight: 'must',
    axis: 'decision',
    clauses: [],
    where: 'here',
  })

test.each<[string, Reply, 'holds' | 'broken' | 'unknown', 'holds' | 'broken' | 'unknown']>([
  ['a line of its own', { code: 250, text: [greeting, 'SIZE 10', 'AUTH PLAIN LOGIN'] }, 'holds', 'broken'],
  ['small letters, without parameters', { code: 250, text: [greeting, 'auth'] }, 'holds', 'broken'],
  ['another extension that begins alike', { code: 250, text: [greeting, 'AUTHX'] }, 'broken', 'holds'],
  ['a parameter of another', { code: 250, text: [greeting, 'X AUTH'] }, 'broken', 'holds'],
  ['the greeting alone', { code: 250, text: [greeting] }, 'broken', 'holds'],
  ['a refused EHLO', { code: 502, text: ['what?'] }, 'unknown', 'unknown'],
])('an extension is looked for in %s', (_, reply, listed, notListed) => {
  expect(judged(reply, true)).toBe(listed)
  expect(judged(reply, false)).toBe(notListed)
})

test.each<[string, string, 'holds' | 'broken']>([
  ['a parameter it has', 'AUTH LOGIN', 'holds'],
  ['in whatever letters', 'auth login', 'holds'],
  ['one it has not', 'AUTH CRAM-MD5', 'broken'],
  ['one of another extension', 'AUTH 10', 'broken'],
])('an extension is looked for with %s', (_, extension, listed) => {
  const reply = { code: 250, text: [greeting, 'SIZE 10', 'AUTH PLAIN LOGIN'] }
  expect(judged(reply, true, extension)).toBe(listed)
  expect(judged(reply, false, extension)).toBe(listed === 'holds' ? 'broken' : 'holds')
})
