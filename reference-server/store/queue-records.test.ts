import { expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { storedOctets } from './octets.ts'
import { changeQueueRecord, putQueueRecord, queueRecords, takeQueueRecord } from './queue-records.ts'

const record = '{"to":["bob@remote.test"]}'
const octets = Buffer.from('Subject: tea\r\n\r\n')

test('a message stays in the queue, with what became of it, until it is taken out', async () => {
  const store = createMemoryStore()
  await store.write((table) => {
    putQueueRecord({ id: 'm2', record, octets }, table)
    putQueueRecord({ id: 'm1', record, octets }, table)
    changeQueueRecord('m2', '{"to":[]}', table)
    changeQueueRecord('m3', record, table)
  })
  const queued = store.read(queueRecords)
  expect(queued.map(({ id, record: known }) => [id, known])).toEqual([
    ['m1', record],
    ['m2', '{"to":[]}'],
  ])
  const [kept] = queued.map((one) => storedOctets(one.octets, one.size, store))
  expect((await kept?.read())?.equals(octets)).toBe(true)

  const take = () => store.write((table) => takeQueueRecord('m1', table))
  await take()
  await take()
  expect(store.read(queueRecords).map(({ id }) => id)).toEqual(['m2'])
  await expect(kept?.read()).rejects.toThrow('have no copy left')
})
