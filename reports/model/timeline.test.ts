import type { Evidence, SessionRecord, Step } from '#evidence'
import { expect, test } from 'vitest'
import { smallRun } from '../small-run.ts'
import { timelineOf, type TimelineItem } from './timeline.ts'

const [evidence] = smallRun().evidence.values()

const told = (items: readonly TimelineItem[]): readonly string[] =>
  items.map((item) => {
    if (item.kind === 'step') return `${item.actor} ${item.verb}`
    if (item.kind === 'session') return `[${item.id}${item.opens ? '' : ' again'}]`
    if (item.kind === 'line') return `${item.dir}: ${item.text}`
    if (item.kind === 'clock') return `+${item.by} ms`
    return item.kind === 'end'
      ? `${item.session} ended: ${item.why}`
      : `${item.lines} more of ${item.session}`
  })

const play = (
  steps: readonly Step[],
  sessions: readonly SessionRecord[],
  isVirtual = true,
): readonly string[] => {
  if (!evidence) throw new Error('the small run is empty')
  return told(timelineOf({ ...evidence, steps, sessions } satisfies Evidence, isVirtual))
}

const step = (at: number, order: number, actor: string, verb: string, ...sessions: string[]): Step => ({
  at,
  actor,
  verb,
  with: {},
  sessions,
  order,
})

type Spoken = readonly [at: number, line: string, order?: number]

const spoken = (id: string, ...lines: readonly Spoken[]): SessionRecord => ({
  id,
  client: id,
  service: 'mx',
  source: '192.0.2.20',
  lines: lines.map(([at, line, order], index) => ({
    at,
    order: order ?? index,
    dir: line.startsWith('C') ? 'C' : 'S',
    octets: `${line.slice(2)}\r\n`,
  })),
})

const threeSteps = [
  'a opens',
  '[a#1]',
  'S: 220 a',
  'b opens',
  '[b#1]',
  'S: 220 b',
  'a says',
  '[a#1 again]',
  'C: NOOP',
  'S: 250 a',
]

test.each([
  ['where time runs', 5, 9],
  ['where the clock stands still', 0, 0],
])('sessions are merged as they were recorded, each step above what it caused, %s', (_, then, last) => {
  const steps = [
    step(0, 1, 'a', 'opens', 'a#1'),
    step(then, 2, 'b', 'opens', 'b#1'),
    step(last, 4, 'a', 'says', 'a#1'),
  ]
  const sessions = [
    spoken('a#1', [0, 'S 220 a', 0], [last, 'C NOOP', 2], [last, 'S 250 a', 3]),
    spoken('b#1', [then, 'S 220 b', 1]),
  ]
  expect(play(steps, sessions, false)).toEqual(threeSteps)
})

test('what somebody does without a session stands between the sessions before and after', () => {
  const steps = [
    step(0, 1, 'a', 'offers', 'a#1'),
    step(0, 1, 'clock', 'advances'),
    step(9, 2, 'a', 'offers', 'a#2'),
  ]
  const late = { ...spoken('a#1', [0, 'S 220 a', 0]), ended: { at: 5, by: 'server' } } as const
  expect(play(steps, [late, spoken('a#2', [9, 'S 220 b', 1])])).toEqual([
    'a offers',
    '[a#1]',
    'S: 220 a',
    'clock advances',
    '+5 ms',
    '[a#1 again]',
    'a#1 ended: the server closed the connection',
    '+4 ms',
    'a offers',
    '[a#2]',
    'S: 220 b',
  ])
})

test('a virtual clock shows each move, one that runs by itself only those that no network makes', () => {
  const sessions = [spoken('a#1', [0, 'S 220 a'], [1, 'S 250 a'], [60_000, 'S 421 a'])]
  expect(play([], sessions)).toEqual([
    '[a#1]',
    'S: 220 a',
    '+1 ms',
    '[a#1 again]',
    'S: 250 a',
    '+59999 ms',
    '[a#1 again]',
    'S: 421 a',
  ])
  expect(play([], sessions, false)).toEqual([
    '[a#1]',
    'S: 220 a',
    'S: 250 a',
    '+59999 ms',
    '[a#1 again]',
    'S: 421 a',
  ])
})

test('an end that the client did not make is told', () => {
  const session = {
    ...spoken('a#1', [0, 'S 220 a']),
    ended: { at: 0, by: 'error', why: 'ECONNRESET' },
  } as const
  expect(play([], [session]).at(-1)).toBe('a#1 ended: ECONNRESET')
})

test('a server that closes after the client said goodbye is not worth a word, one that hangs up is', () => {
  const ended = { at: 0, by: 'server' } as const
  const polite = { ...spoken('a#1', [0, 'S 220 a'], [0, 'C QUIT'], [0, 'S 221 a']), ended }
  const rude = { ...spoken('a#1', [0, 'S 220 a'], [0, 'C NOOP'], [0, 'S 421 a']), ended }
  expect(play([], [polite]).at(-1)).toBe('S: 221 a')
  expect(play([], [rude]).at(-1)).toBe('a#1 ended: the server closed the connection')
})

test('a session of many lines is cut, and says how many are left', () => {
  const lines = Array.from({ length: 700 }, (_, index) => [0, `S ${index}`] as const)
  expect(play([], [spoken('a#1', ...lines)]).at(-1)).toBe('200 more of a#1')
})

test('a span of the clock says what it counts from', () => {
  if (!evidence) throw new Error('the small run is empty')
  const login = step(0, 0, 'laptop', 'logsIn')
  const wait = { ...step(0, 0, 'clock', 'justAfter'), with: { span: 60_000, since: 0 } }
  const items = timelineOf({ ...evidence, steps: [login, wait], sessions: [] }, true)
  expect(items.at(-1)).toMatchObject({
    with: [
      ['span', '1 min'],
      ['since', 'laptop logsIn'],
    ],
  })
})

test('what a peer heard stands where the story asks it, and what nobody asked for at the end', () => {
  const given = {
    steps: [
      step(0, 1, 'a', 'sends', 'a#1'),
      step(0, 1, 'p', 'receives', 'p#1'),
      step(5, 1, 'clock', 'advances'),
    ],
    sessions: [spoken('a#1', [0, 'S 220 a'])],
    peers: {
      p: {
        sessions: [spoken('p#1', [0, 'S 220 p'], [0, 'C EHLO a']), spoken('p#2', [5, 'S 220 p'])],
        commands: [],
        receipts: [],
      },
    },
  }
  expect(told(timelineOf(given, true))).toEqual([
    'a sends',
    '[a#1]',
    'S: 220 a',
    'p receives',
    '[p#1]',
    'S: 220 p',
    'C: EHLO a',
    '+5 ms',
    'clock advances',
    '[p#2]',
    'S: 220 p',
  ])
})
