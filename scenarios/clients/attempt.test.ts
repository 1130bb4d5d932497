import { expect, test } from 'vitest'
import { approaches, insists, offers, sends } from './attempt.ts'
import { openSmtp } from './smtp.ts'
import { recordOne } from './testing/records.ts'
import { openPeer } from './testing/scripted-peer.ts'
import { answering } from './testing/scripts.ts'

const hello = '220 hello\r\n'
const ok = '250 ok\r\n'
const no = '550 5.7.1 no\r\n'
const later = '450 later\r\n'
const mail = { from: 'a@b.test', to: ['c@d.test', 'e@f.test'] }

async function opened(greeting: string, ...answers: readonly string[]) {
  const peer = await openPeer(answering(greeting, ...answers))
  const session = await openSmtp(peer.address, recordOne('mx').tap, { now: () => 0 })
  return { peer, session, [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose]() }
}

test.each([
  ['accepted to the last recipient', [ok, ok, ok, ok], 'RCPT', 250, ['MAIL', 'RCPT', 'RCPT', 'RSET']],
  [
    'refused at the first recipient, the next is not offered',
    [ok, no, ok],
    'RCPT',
    550,
    ['MAIL', 'RCPT', 'RSET'],
  ],
  ['deferred at the second recipient', [ok, ok, later, ok], 'RCPT', 450, ['MAIL', 'RCPT', 'RCPT', 'RSET']],
  ['refused at MAIL, nothing is taken back', [no], 'MAIL', 550, ['MAIL']],
])('an offer is %s', async (_, answers, at, code, verbs) => {
  await using opening = await opened(hello, ...answers)
  expect(await offers(opening.session, mail)).toMatchObject({
    kind: 'attempt',
    session: 'laptop#1',
    at,
    reply: { code },
  })
  expect(opening.peer.heard.map((line) => line.slice(0, 4))).toEqual(verbs)
})

test('an offer the server hangs up on is lost where it hung up', async () => {
  await using peer = await openPeer(async ({ says, answers, hears }) => {
    says(hello)
    await answers(ok)
    await hears()
  })
  const session = await openSmtp(peer.address, recordOne('mx').tap, { now: () => 0 })
  expect(await offers(session, mail)).toEqual({
    kind: 'attempt',
    session: 'laptop#1',
    line: 3,
    at: 'RCPT',
    lost: true,
    closed: true,
    when: { notBefore: 0, notAfter: 0 },
  })
})

test('a message with a refused recipient goes to nobody', async () => {
  await using opening = await opened(hello, ok, ok, no, ok)
  expect(await sends(opening.session, { ...mail, message: 'hello' })).toMatchObject({
    at: 'RCPT',
    reply: { code: 550 },
  })
  expect(opening.peer.heard.at(-1)).toBe('RSET')
})

const go = '354 go\r\n'

test.each([
  ['for the recipient that was accepted', [ok, no, ok, go, '', ok], 'RCPT', 550, ['DATA', 'x', '.']],
  ['though all recipients were refused', [ok, no, later, no, ok], 'RCPT', 550, ['DATA', 'RSET']],
  ['though the sender was refused', [later, no, no, no, ok], 'MAIL', 450, ['DATA', 'RSET']],
  [
    'and the message is sent where the server asks for it',
    [ok, no, no, go, '', no],
    'RCPT',
    550,
    ['DATA', 'x', '.'],
  ],
  [
    'and of an accepted message the reply counts',
    [ok, ok, ok, go, '', no],
    'MESSAGE',
    550,
    ['DATA', 'x', '.'],
  ],
])('a client that insists goes on to DATA %s', async (_, answers, at, code, end) => {
  await using opening = await opened(hello, ...answers)
  expect(await insists(opening.session, { ...mail, message: 'x' })).toMatchObject({ at, reply: { code } })
  expect(opening.peer.heard.slice(3)).toEqual(end)
})

test('a client that insists gives up when the server hangs up on it', async () => {
  await using peer = await openPeer(async ({ says, answers }) => {
    says(hello)
    await answers(ok)
    await answers(no)
  })
  const session = await openSmtp(peer.address, recordOne('mx').tap, { now: () => 0 })
  expect(await insists(session, { ...mail, message: 'x' })).toMatchObject({
    at: 'RCPT',
    reply: { code: 550 },
  })
})

test.each([
  ['by its greeting', ['554 go away\r\n'], 'CONNECT', 554],
  ['at EHLO', [hello, later], 'HELO', 450],
  ['at STARTTLS', [hello, ok, '454 not now\r\n'], 'STARTTLS', 454],
])('an approach is stopped %s', async (_, [greeting = '', ...answers], at, code) => {
  await using opening = await opened(greeting, ...answers)
  const stopped = await approaches(opening.session, { name: 'laptop.test', startsTls: true })
  expect(stopped).toMatchObject({ at, reply: { code } })
})

test('an approach is stopped at AUTH', async () => {
  await using opening = await opened(hello, ok, '535 no\r\n')
  const credentials = { login: 'alice', password: 'open sesame' }
  const stopped = await approaches(opening.session, { name: 'laptop.test', credentials })
  expect(stopped).toMatchObject({ at: 'AUTH', reply: { code: 535 } })
})

test('nothing stops an accepted approach', async () => {
  await using opening = await opened(hello, ok)
  expect(await approaches(opening.session, { name: 'laptop.test' })).toBeUndefined()
})
