import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Clock } from '../surroundings/clock.ts'
import type { Mailbox } from './mailboxes.ts'
import { createMemoryMailboxes } from './memory.ts'

const frozen: Clock = {
  now: () => Date.UTC(2026, 0, 1),
  timer: () => ({ cancel: () => {} }),
  working: (work) => work,
  pause: async () => {},
}
const mailboxOf = (account: string): Mailbox => createMemoryMailboxes({ clock: frozen }).of(account)
const octets = Buffer.from('Subject: tea\r\n\r\nAt four.\r\n')
const uids = (mailbox: Mailbox) => mailbox.messages().map(({ uid }) => uid)

test('an account has one mailbox, whatever the case of its letters', () => {
  const mailboxes = createMemoryMailboxes({ clock: frozen })
  mailboxes.of('alice@local.test').append(octets, 0)
  expect(mailboxes.of('Alice@LOCAL.test').messages()).toHaveLength(1)
  expect(mailboxes.of('bob@local.test').messages()).toHaveLength(0)
})

test('messages are listed oldest first, octets and time unchanged', () => {
  const mailbox = mailboxOf('alice@local.test')
  mailbox.append(octets, 7)
  mailbox.append(Buffer.from('two\r\n'), 9)
  expect(mailbox.messages()).toEqual([
    { uid: 1, receivedAt: 7, octets, flags: new Set() },
    { uid: 2, receivedAt: 9, octets: Buffer.from('two\r\n'), flags: new Set() },
  ])
})

test('a list already given does not change when the mailbox does', () => {
  const mailbox = mailboxOf('alice@local.test')
  mailbox.append(octets, 0)
  const before = mailbox.messages()
  mailbox.append(octets, 0)
  mailbox.remove([1])
  expect(before.map(({ uid }) => uid)).toEqual([1])
})

test('for any appends and removals, no UID is given twice and UIDs stay in order', () => {
  const step = fc.oneof(fc.constant('append' as const), fc.nat({ max: 20 }))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const mailbox = mailboxOf('alice@local.test')
      const given = steps.flatMap((one) =>
        one === 'append' ? mailbox.append(octets, 0).uid : mailbox.remove([one]),
      )
      const numbers = given.filter((uid) => uid !== undefined)
      expect(new Set(numbers).size).toBe(numbers.length)
      expect(uids(mailbox)).toEqual(uids(mailbox).toSorted((a, b) => a - b))
    }),
  )
})

test('UIDVALIDITY is the second in which the store was made', () => {
  expect(mailboxOf('alice@local.test').uidValidity).toBe(Date.UTC(2026, 0, 1) / 1000)
})

test('a maildrop has one lock, free again once released', () => {
  const mailbox = mailboxOf('alice@local.test')
  const lock = mailbox.lock()
  expect(mailbox.lock()).toBeUndefined()
  lock?.release()
  expect(mailbox.lock()).toBeDefined()
})

test('a lock released twice does not free the lock of the next holder', () => {
  const mailbox = mailboxOf('alice@local.test')
  const first = mailbox.lock()
  first?.release()
  mailbox.lock()
  first?.release()
  expect(mailbox.lock()).toBeUndefined()
})

test('a locked maildrop still takes messages', () => {
  const mailbox = mailboxOf('alice@local.test')
  mailbox.lock()
  expect(mailbox.append(octets, 0).uid).toBe(1)
})

test('flags are those last set, and stay in place', () => {
  const mailbox = mailboxOf('alice@local.test')
  mailbox.append(octets, 0)
  mailbox.append(octets, 0)
  const before = mailbox.messages()
  expect(mailbox.setFlags(1, new Set(['\\Seen']))?.uid).toBe(1)
  expect(mailbox.messages().map(({ flags }) => [...flags])).toEqual([['\\Seen'], []])
  expect(before[0]?.flags.size).toBe(0)
  expect(mailbox.setFlags(3, new Set())).toBeUndefined()
})

test('a message is recent to the first who takes it', () => {
  const mailbox = mailboxOf('alice@local.test')
  mailbox.append(octets, 0)
  expect([mailbox.takeRecent(), mailbox.takeRecent(), mailbox.recentFrom]).toEqual([1, 2, 2])
  expect(mailbox.uidNext).toBe(2)
})

test('who watches is told of every change until he stops', () => {
  const mailbox = mailboxOf('alice@local.test')
  const told: number[] = []
  const watch = mailbox.watch(() => told.push(mailbox.messages().length))
  mailbox.append(octets, 0)
  mailbox.setFlags(1, new Set(['\\Seen']))
  mailbox.remove([7])
  mailbox.remove([1])
  watch.stop()
  mailbox.append(octets, 0)
  expect(told).toEqual([1, 1, 0])
})
