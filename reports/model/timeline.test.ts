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

const step = (at: number, actor: string, verb: string, ...sessions: string[]): Step => ({
  at,
  actor,
  verb,
  with: {},
  sessions,
})

const spoken = (id: string, ...lines: readonly (readonly [at: number, line: string])[]): SessionRecord => ({
  id,
  client: id,
  service: 'mx',
  source: '192.0.2.20',
  lines: lines.map(([at, line]) => ({
    at,
    dir: line.startsWith('C') ? 'C' : 'S',
    octets: `${line.slice(2)}\r\n`,
  })),
})

test('sessions are merged by time, each step above what it caused', () => {
  const steps = [step(0, 'a', 'opens', 'a#1'), step(5, 'b', 'opens', 'b#1'), step(9, 'a', 'says', 'a#1')]
  const sessions = [
    spoken('a#1', [0, 'S 220 a'], [9, 'C NOOP'], [9, 'S 250 a']),
    spoken('b#1', [5, 'S 220 b']),
  ]
  expect(play(steps, sessions, false)).toEqual([
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
  ])
})

test('where the clock stands still, the order of the story decides', () => {
  const steps = [step(0, 'a', 'opens', 'a#1'), step(0, 'b', 'opens', 'b#1'), step(0, 'a', 'says', 'a#1')]
  const sessions = [
    spoken('a#1', [0, 'S 220 a'], [0, 'C NOOP'], [0, 'S 250 a']),
    spoken('b#1', [0, 'S 220 b']),
  ]
  expect(play(steps, sessions)).toEqual([
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
