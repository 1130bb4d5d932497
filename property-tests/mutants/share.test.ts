import { expect, test } from 'vitest'
import { shareOf } from './share.ts'

const weights = new Map([
  ['imap/a.ts', 30],
  ['imap/b.ts', 10],
  ['imap/c.ts', 40],
  ['pop3/a.ts', 5],
  ['pop3/b.ts', 35],
])
const files = [...weights.keys()]
const share = (today: number, of = 3) =>
  shareOf(files, { of, today, weightOf: (file) => weights.get(file) ?? 0 })

test('each file has its turn once, beside its neighbours, and no day has much more than another', () => {
  expect([20_000, 20_001, 20_002].map((day) => share(day).files)).toEqual([
    ['pop3/a.ts', 'pop3/b.ts'],
    ['imap/a.ts', 'imap/b.ts'],
    ['imap/c.ts'],
  ])
  expect(share(20_003).files).toEqual(share(20_000).files)
})

test('a share says which it is, and of which day', () => {
  expect(share(20_786)).toMatchObject({ nth: 3, of: 3, date: '2026-11-29' })
})

test('a turn of one day is all there is', () => {
  expect(share(20_001, 1).files).toEqual(files)
})
