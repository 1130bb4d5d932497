import { expect, test } from 'vitest'
import { deny, permit } from '../policy/decision.ts'
import { policyOf } from '../policy/testing.ts'
import type { LogEntry } from '../surroundings/log.ts'
import { createVirtualClock } from '../surroundings/virtual-clock.ts'
import { createExamination, stepLimit } from './content.ts'
import { contentSeams } from './seams.ts'
import type { Step } from './step.ts'
import { itemWith } from './testing.ts'

/** An examination by steps of the test, with what it logs. */
function examining(...steps: readonly Step[]) {
  const clock = createVirtualClock()
  const entries: LogEntry[] = []
  const policy = policyOf('kerio', {})
  const host = {
    policy: () => policy,
    ask: contentSeams,
    clock,
    log: (entry: LogEntry) => entries.push(entry),
  }
  return { clock, entries, examine: createExamination({ ...host, steps }) }
}

const step = (name: string, run: Step['run'], applies = true): Step => ({ name, applies: () => applies, run })

const item = itemWith('Subject: tea\r\n\r\nat four\r\n')

test('steps are asked in order, and the first that says no settles it', async () => {
  const asked: string[] = []
  const note = (name: string) => step(name, () => (asked.push(name), permit))
  const no = deny('second', 'relayDenied')
  const { examine } = examining(
    note('first'),
    step('second', () => no),
    note('third'),
  )
  expect(examine(item)).toEqual(no)
  expect(asked).toEqual(['first'])
})

test('a step that does not apply is not asked', () => {
  const { examine } = examining(step('other', () => deny('other', 'relayDenied'), false))
  expect(examine(item)).toEqual({ permits: true, item })
})

test('where no step waits, the verdict is there at once', () => {
  const { examine } = examining(
    step('one', () => permit),
    step('other', () => permit),
  )
  expect(examine(item)).toEqual({ permits: true, item })
})

test('what one step marks, the next one sees and the item keeps', async () => {
  const seen: unknown[] = []
  const { examine } = examining(
    step('one', async () => ({ permits: true, marks: { one: 'a' } })),
    step('other', ({ marks }) => (seen.push(marks), { permits: true, marks: { other: 'b' } })),
  )
  expect(await examine(item)).toEqual({ permits: true, item: { ...item, marks: { one: 'a', other: 'b' } } })
  expect(seen).toEqual([{ one: 'a' }])
})

const cause = new Error('broken')

test.each([
  [
    'throws',
    step('sick', () => {
      throw cause
    }),
  ],
  [
    'throws as it is asked whether it applies',
    {
      ...step('sick', () => permit),
      applies: () => {
        throw cause
      },
    },
  ],
  ['fails while it waits', step('sick', () => Promise.reject(cause))],
])('a step that %s defers the message, and the log tells why', async (_, sick) => {
  const { examine, entries } = examining(
    sick,
    step('next', () => deny('next', 'relayDenied')),
  )
  expect(await examine(item)).toEqual(deny('sick', 'notExamined'))
  expect(entries).toMatchObject([
    { level: 'error', event: 'content-fault', facts: { id: 'm1', step: 'sick' }, cause },
  ])
})

test('a step that takes too long defers the message, and the log tells which', async () => {
  const { clock, examine, entries } = examining(step('slow', () => new Promise(() => {})))
  const examined = examine(item)
  await clock.advance(stepLimit - 1)
  expect(entries).toEqual([])
  await clock.advance(1)
  expect(await examined).toEqual(deny('slow', 'notExamined'))
  expect(entries).toMatchObject([
    { level: 'error', event: 'content-too-slow', facts: { id: 'm1', step: 'slow' } },
  ])
})

test('each step has the whole of its time, and one that was in time is not called late', async () => {
  const waits = (length: number) =>
    new Promise<typeof permit>((settle) => void clock.timer(length, () => settle(permit)))
  const { clock, examine, entries } = examining(
    step('one', () => waits(stepLimit - 1)),
    step('other', () => waits(stepLimit - 1)),
  )
  const examined = examine(item)
  await clock.advance(stepLimit - 1)
  await clock.advance(stepLimit - 1)
  expect(await examined).toEqual({ permits: true, item })
  await clock.advance(2 * stepLimit)
  expect(entries).toEqual([])
})

test('the steps of the server are those of its table', () => {
  const policy = policyOf('kerio', { limits: { messageSize: '1KB', hops: 2 } })
  const examine = createExamination({
    policy: () => policy,
    ask: contentSeams,
    clock: createVirtualClock(),
    log: () => {},
  })
  expect(examine(item)).toEqual({ permits: true, item })
  expect(examine(itemWith(Buffer.alloc(1025, 'a')))).toMatchObject({ permits: false, by: 'message-size' })
  expect(examine(itemWith('Received: from a.test\r\n'.repeat(3)))).toMatchObject({
    permits: false,
    by: 'hops',
  })
})
