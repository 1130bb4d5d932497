import { expect, test } from 'vitest'
import { createMemoryStore } from '../store/memory-store.ts'
import { putQueueRecord } from '../store/queue-records.ts'
import type { Store } from '../store/store.ts'
import { createVirtualClock } from '../surroundings/virtual-clock.ts'
import { openDelivery, openPeer } from './testing.ts'

const minute = 60_000

test('what waits goes on with the next process, at its time, for those who were not reached', async () => {
  const [kept, clock] = [createMemoryStore(), createVirtualClock()]
  let isBusy = true
  await using peer = await openPeer((command) =>
    isBusy && command.startsWith('RCPT TO:<carol') ? '451 4.2.0 later' : undefined,
  )
  const peers = { '198.51.100.1': peer }
  const earlier = openDelivery(peers, { kept, clock })
  await earlier.sends(['bob@remote.test', 'carol@remote.test', 'dan@local.test'])
  await clock.advance(5 * minute)
  await earlier.delivery.close()
  expect(peer.messages).toHaveLength(1)

  isBusy = false
  const later = openDelivery(peers, { kept, clock })
  later.delivery.resume()
  await clock.advance(10 * minute - 1)
  expect(peer.messages).toHaveLength(1)
  await clock.advance(1)
  expect(peer.messages).toHaveLength(2)
  expect(peer.commands.filter((command) => command.startsWith('RCPT'))).toEqual([
    'RCPT TO:<bob@remote.test>',
    'RCPT TO:<carol@remote.test>',
    'RCPT TO:<carol@remote.test>',
  ])
  expect(await later.inbox('dan@local.test')).toHaveLength(1)
  expect(later.delivery.queued()).toEqual([])
})

test('what was due in between is attended to at once, and its age counts from the beginning', async () => {
  const [kept, clock] = [createMemoryStore(), createVirtualClock()]
  const earlier = openDelivery({}, { kept, clock })
  await earlier.sends(['bob@silent.test'])
  await earlier.delivery.close()
  await clock.advance(5 * 24 * 60 * minute)

  const later = openDelivery({}, { kept, clock })
  later.delivery.resume()
  await later.delivery.idle()
  expect(await later.inbox('alice@local.test')).toHaveLength(1)
})

test('a transaction that the end cuts short has no outcome: it is made again', async () => {
  const [kept, clock] = [createMemoryStore(), createVirtualClock()]
  const asked = Promise.withResolvers<void>()
  await using slow = await openPeer((command) => {
    if (command !== '.') return undefined
    asked.resolve()
    return 'silence'
  })
  const earlier = openDelivery({ '198.51.100.1': slow }, { kept, clock })
  const sent = earlier.sends(['bob@plain.test'])
  await asked.promise
  await earlier.delivery.close()
  await sent

  await using quick = await openPeer()
  const later = openDelivery({ '198.51.100.1': quick }, { kept, clock })
  later.delivery.resume()
  await later.delivery.idle()
  expect(quick.messages).toHaveLength(1)
})

test('an outcome is written as soon as it is known, and not when goodbye has been said', async () => {
  const [kept, clock] = [createMemoryStore(), createVirtualClock()]
  const asked = Promise.withResolvers<void>()
  await using peer = await openPeer((command) => {
    if (command !== 'QUIT') return undefined
    asked.resolve()
    return 'silence'
  })
  const earlier = openDelivery({ '198.51.100.1': peer }, { kept, clock })
  const sent = earlier.sends(['bob@plain.test'])
  await asked.promise
  const later = openDelivery({ '198.51.100.1': peer }, { kept, clock })
  expect(later.delivery.queued()).toEqual([])
  await earlier.delivery.close()
  await sent
})

test('a record that cannot be read is told of, and stays where it is', async () => {
  const kept = createMemoryStore()
  await kept.write((table) =>
    putQueueRecord({ id: 'm1', record: '{"to":[]}', octets: Buffer.from('tea') }, table),
  )
  const { delivery, entries } = openDelivery({}, { kept })
  expect(entries).toMatchObject([{ level: 'error', event: 'queue-record-unreadable', facts: { id: 'm1' } }])
  expect(delivery.queued()).toEqual([])
})

/** A store to which nothing can be written any more after so many works, as if the process had been killed then. */
function dyingStore(kept: Store, works: number): Store {
  let left = works
  return { ...kept, write: (work) => (left-- > 0 ? kept.write(work) : Promise.reject(new Error('killed'))) }
}

test.each(Array.from({ length: 10 }, (_, works) => works))(
  'a process that dies after %i works has lost nothing it took, and puts nothing into a mailbox twice',
  async (works) => {
    const [kept, clock] = [createMemoryStore(), createVirtualClock()]
    await using peer = await openPeer()
    const peers = { '198.51.100.1': peer }
    const to = ['bob@local.test', 'carol@plain.test', 'dan@nowhere.test']
    const earlier = openDelivery(peers, { kept: dyingStore(kept, works), clock })
    const isTaken = await earlier.sends(to).then(
      () => true,
      () => false,
    )
    await earlier.delivery.close()

    const later = openDelivery(peers, { kept, clock })
    later.delivery.resume()
    await later.delivery.idle()
    const copies = isTaken ? 1 : 0
    expect(isTaken).toBe(works >= 2)
    expect(await later.inbox('bob@local.test')).toHaveLength(copies)
    expect((await later.inbox('alice@local.test')).join('')).toMatch(
      isTaken ? /^Final-Recipient: .*dan@/m : /^$/,
    )
    expect(await later.inbox('alice@local.test')).toHaveLength(copies)
    // That the peer has taken the message is known from the fourth work on at the latest.
    expect(peer.messages.length).toBeLessThanOrEqual(works < 5 ? copies * 2 : 1)
    expect(peer.messages.length).toBeGreaterThanOrEqual(copies)
    expect(later.delivery.queued()).toEqual([])
  },
)
