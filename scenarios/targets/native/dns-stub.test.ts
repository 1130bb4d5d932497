import { encode, type Packet, decode } from 'dns-packet'
import { expect, test } from 'vitest'
import { replyTo } from './dns-stub.ts'

const zones = new Map([
  ['remote.test', { MX: [{ preference: 10, host: 'sink.remote.test' }] }],
  ['sink.remote.test', { A: ['127.77.1.1'] }],
  ['127.0.2.20', { PTR: ['office.remote.test'] }],
])

const asked = (type: string, name: string): Packet & { readonly rcode?: string } => {
  const reply = replyTo(encode({ type: 'query', id: 7, questions: [{ type, name }] }), zones)
  return decode(reply ?? new Uint8Array())
}

test.each([
  ['a mail exchanger', 'MX', 'Remote.TEST', { preference: 10, exchange: 'sink.remote.test' }],
  ['an address', 'A', 'sink.remote.test', '127.77.1.1'],
  ['the name of an address', 'PTR', '20.2.0.127.in-addr.arpa', 'office.remote.test'],
])('%s is answered from the zones', (_, type, name, data) => {
  const { id, answers } = asked(type, name)
  expect(id).toBe(7)
  expect(answers?.map((answer) => answer.data)).toEqual([data])
})

test('a name that has other records only is there, with none of that type', () => {
  expect(asked('A', 'remote.test')).toMatchObject({ rcode: 'NOERROR', answers: [] })
})

test('a name no zone holds does not exist', () => {
  expect(asked('A', 'elsewhere.test')).toMatchObject({ rcode: 'NXDOMAIN', answers: [] })
})

test('what is no question gets no answer', () => {
  expect(replyTo(new Uint8Array([1, 2, 3]), zones)).toBeUndefined()
})
