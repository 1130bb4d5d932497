import { expect, test } from 'vitest'
import type { WireLine } from './evidence.ts'
import { transactionsOf } from './transactions.ts'

const session = (...spoken: readonly string[]): { lines: readonly WireLine[] } => ({
  lines: spoken.map((line, order) => ({
    at: 0,
    order,
    dir: line.startsWith('C') ? 'C' : 'S',
    octets: `${line.slice(3)}\r\n`,
  })),
})

const greeted = ['S: 220 mx', 'C: EHLO x', 'S: 250-mx', 'S: 250 SIZE 1000']
const bob = { path: 'bob@local.test', accepted: true }
const carol = { path: 'carol@remote.test', accepted: false }

test('a refused recipient stands beside the one that was accepted', () => {
  expect(
    transactionsOf(
      session(
        ...greeted,
        'C: MAIL FROM:<eve@elsewhere.test> SIZE=10',
        'S: 250 ok',
        'C: RCPT TO:<bob@local.test>',
        'S: 250 ok',
        'C: RCPT TO:<carol@remote.test>',
        'S: 550 no',
        'C: DATA',
        'S: 354 go',
        'C: Subject: x',
        'C: RCPT TO:<dave@local.test>',
        'C: ..',
        'C: .',
        'S: 250 taken',
      ),
    ),
  ).toEqual([
    {
      reversePath: 'eve@elsewhere.test',
      recipients: [bob, carol],
      saidData: true,
      handedOver: true,
      taken: true,
    },
  ])
})

test('what was pipelined is matched in its order', () => {
  const pipelined = ['C: MAIL FROM:<>', 'C: RCPT TO:<bob@local.test>', 'C: DATA']
  expect(transactionsOf(session(...greeted, ...pipelined, 'S: 250 ok', 'S: 250 ok', 'S: 354 go'))).toEqual([
    { reversePath: '', recipients: [bob], saidData: true, handedOver: true, taken: true },
  ])
})

test.each([
  ['refused after it went over', ['S: 354 go', 'C: .', 'S: 554 no'], { handedOver: true, taken: false }],
  ['of which nobody knows', ['S: 354 go', 'C: .'], { handedOver: true, taken: true }],
  ['that was never asked for', ['S: 503 no'], { saidData: true, handedOver: false, taken: false }],
])('a message %s', (_, end, came) => {
  const [found] = transactionsOf(
    session('S: 220 mx', 'C: MAIL FROM:<a@b.test>', 'S: 250 ok', 'C: DATA', ...end),
  )
  expect(found).toMatchObject(came)
})

test('each transaction of a session stands for itself, and AUTH between them is none', () => {
  const found = transactionsOf(
    session(
      ...greeted,
      'C: MAIL FROM:<one@b.test>',
      'S: 250 ok',
      'C: RSET',
      'S: 250 ok',
      'C: AUTH LOGIN',
      'S: 334 x',
      'C: ********',
      'S: 334 x',
      'C: ********',
      'S: 235 ok',
      'C: MAIL FROM:<two@b.test>',
      'S: 450 later',
      'C: QUIT',
      'S: 221 bye',
    ),
  )
  expect(found.map(({ reversePath }) => reversePath)).toEqual(['one@b.test', 'two@b.test'])
})

test('what a message hides from those who know where it ends stands apart, and was taken by nobody', () => {
  const { lines } = session(
    ...greeted,
    'C: MAIL FROM:<eve@elsewhere.test>',
    'S: 250 ok',
    'C: RCPT TO:<bob@local.test>',
    'S: 250 ok',
    'C: DATA',
    'S: 354 go',
    'C: Hello.',
    'C: .',
    'C: MAIL FROM:<mallory@elsewhere.test>',
    'C: RCPT TO:<bob@local.test>',
    'C: DATA',
    'C: Hidden.',
    'C: .',
    'S: 250 taken',
  )
  const bareAfterHello = lines.map((line) =>
    line.octets === 'Hello.\r\n' ? { ...line, octets: 'Hello.\n' } : line,
  )
  expect(transactionsOf({ lines: bareAfterHello })).toEqual([
    { reversePath: 'eve@elsewhere.test', recipients: [bob], saidData: true, handedOver: true, taken: true },
    {
      reversePath: 'mallory@elsewhere.test',
      recipients: [{ path: 'bob@local.test', accepted: false }],
      saidData: true,
      handedOver: true,
      taken: false,
    },
  ])
})
