import { expect, test } from 'vitest'
import { createVirtualClock } from '../surroundings/virtual-clock.ts'
import type { OpenRecipient, QueuedMessage, Recipient } from './queued-message.ts'
import { deliverySeams } from './seams.ts'
import { dueRecipients, withOutcomes } from './settlement.ts'

const pathOf = (localPart: string) => ({ localPart, domain: 'remote.test', text: `${localPart}@remote.test` })
const open = (localPart: string, due: number): OpenRecipient => ({
  path: pathOf(localPart),
  state: 'open',
  attempts: 2,
  due,
})
const delivered: Recipient = { path: pathOf('dan'), state: 'delivered' }

const messageTo = (...recipients: readonly Recipient[]): QueuedMessage => ({
  id: 'm1',
  origin: { door: 'report' },
  acceptedAt: 0,
  marks: {},
  reversePath: null,
  traceOctets: 0,
  recipients,
})

test('a recipient that was deferred has one attempt more behind it, and the others are as they were', () => {
  const clock = createVirtualClock()
  const [bob, carol] = [open('bob', 0), open('carol', 0)]
  const said = { status: '4.2.0', text: 'later' }
  const schedule = { retryInterval: 1000, expireAfter: 10_000 }
  const acceptedAt = clock.now()
  const after = withOutcomes(
    { ...messageTo(bob, carol, delivered), acceptedAt },
    new Map([[bob, { outcome: 'deferred', ...said }]]),
    { ask: deliverySeams, schedule: () => schedule, surroundings: { clock } },
  )
  expect(after.recipients).toEqual([{ ...bob, attempts: 3, due: acceptedAt + 1000, said }, carol, delivered])
})

test('those are due whose time has come, and nobody who was reached', () => {
  const [past, now, later] = [open('bob', 9), open('carol', 10), open('erin', 11)]
  expect(dueRecipients(messageTo(later, past, delivered, now), 10)).toEqual([past, now])
})
