import { describe, expect, test } from 'vitest'
import { readEntity, structureBudget, type Entity } from './entity.ts'
import { kept } from '../store/testing.ts'
import { entityOf, headerOf } from './known.ts'

/** Runs a reading to its end, and counts where it could have been interrupted. */
function ran<T>(reading: Generator<undefined, T>): { readonly made: T; readonly pauses: number } {
  for (let pauses = 0; ; pauses += 1) {
    const { done, value } = reading.next()
    if (done) return { made: value, pauses }
  }
}

const read = (text: string): Entity => ran(readEntity(Buffer.from(text, 'latin1'))).made.value

const multipart = (boundary: string) =>
  `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--${boundary}\r\n`

/** What a message is, from the outside to the inside. */
function kinds(entity: Entity): string[] {
  const { inside, type } = entity
  if (inside.is === 'message') return [type.value, ...kinds(inside.message)]
  return [type.value, ...(inside.is === 'parts' ? inside.parts.flatMap(kinds) : [])]
}

describe('what lies beyond the budget is octets of no known kind', () => {
  test.each([
    ['messages', 'message/rfc822', 'Content-Type: message/rfc822\r\n\r\n'],
    ['multiparts', 'multipart/mixed', multipart('q')],
  ])('in %s within one another', (_, kind, begin) => {
    const nested = Array.from({ length: 30 }, (_none, index) => begin.replaceAll('q', `q${index}`)).join('')
    const within: string[] = Array.from({ length: structureBudget.depth }, () => kind)
    expect(kinds(read(nested))).toEqual([...within, 'application/octet-stream'])
  })

  test('after so many parts', () => {
    const parts = kinds(read(`${multipart('q')}${'\r\nx\r\n--q\r\n'.repeat(5000)}`))
    expect(parts.length).toBe(structureBudget.parts + 1)
    expect(parts.slice(-2)).toEqual(['text/plain', 'application/octet-stream'])
  })

  test('after so many octets of headers', () => {
    const long = `X: ${'x'.repeat(structureBudget.headerOctets / 2)}\r\n`
    const part = `--q\r\n${long}Content-Type: text/html\r\n\r\nx\r\n`
    const message = read(`Content-Type: multipart/mixed; boundary=q\r\n\r\n${part.repeat(4)}--q--\r\n`)
    expect(kinds(message)).toEqual(['multipart/mixed', 'text/html', 'text/plain', 'application/octet-stream'])
    expect(message.inside.is === 'parts' && message.inside.parts.at(-1)?.end).toBe(message.end)
  })
})

test('every octet is read once, however deep the message', () => {
  const octets = 2 ** 20
  const flat = ran(readEntity(Buffer.from(multipart('q').padEnd(octets, '\r\n--'), 'latin1')))
  const begin = Array.from({ length: structureBudget.depth }, (_, depth) => multipart(`q${depth}`)).join('')
  const deep = ran(readEntity(Buffer.from(begin.padEnd(octets, '\r\n--'), 'latin1')))
  expect(flat.pauses).toBeGreaterThan(0)
  expect(flat.pauses).toBeLessThan(octets / 2 ** 14)
  expect(deep.pauses).toBeLessThanOrEqual(flat.pauses + 2 * structureBudget.depth)
})

test('many small fields take as much of the budget as they weigh', () => {
  const { fields } = read('a:\r\n'.repeat(1_000_000))
  expect(fields.length).toBeLessThan(structureBudget.headerOctets / 64)
})

/** Runs to the end, counting where it could be interrupted. */
async function ranAsync<T>(reading: AsyncGenerator<undefined, T>) {
  let pauses = 0
  let step = await reading.next()
  for (; !step.done; step = await reading.next()) pauses += 1
  return { made: step.value, pauses }
}

test('a message is taken apart once', async () => {
  const octets = kept(Buffer.from(`${multipart('q')}${'x\r\n'.repeat(2 ** 16)}`))
  const first = await ranAsync(entityOf(octets))
  expect(first.pauses).toBeGreaterThan(0)
  expect(await ranAsync(entityOf(octets))).toEqual({ made: first.made, pauses: 0 })
  expect((await ranAsync(entityOf(octets))).made).toBe(first.made)
  expect((await ranAsync(headerOf(octets))).made).toBe(first.made)
})

test('no more of a message is read than its header, however long that is', async () => {
  const long = `X: ${'a'.repeat(100_000)}\r\nSubject: tea\r\n`
  for (const header of ['Subject: tea\r\n', long]) {
    const octets = kept(Buffer.from(`${header}\r\n${'x\r\n'.repeat(200_000)}`))
    const ends: number[] = []
    const watched = {
      ...octets,
      read: (from = 0, to = octets.size) => {
        ends.push(to)
        return octets.read(from, to)
      },
    }
    const { made } = await ranAsync(headerOf(watched))
    expect(made.bodyStart).toBe(header.length + 2)
    expect(made.fields.at(-1)?.name).toBe('Subject')
    expect(Math.max(...ends) < octets.size).toBe(header !== long)
  }
})

test('lines of a body are counted without those of the boundary', () => {
  const { inside } = read(`${multipart('q')}\r\none\r\ntwo\r\n\r\n--q\r\n\r\n--q--`)
  expect(inside.is === 'parts' && inside.parts.map(({ bodyLines }) => bodyLines)).toEqual([2, 0])
})

test.each([
  ['blanks around a value', 'Subject: \t tea \t\r\n', 'tea'],
  ['a letter whose last octet is 0xA0', 'Subject: voil\xc3\xa0\r\n', 'voil\xc3\xa0'],
  ['a folded line', 'Subject: tea\r\n at four\r\n', 'tea at four'],
  ['a blank before the colon', 'Subject : tea\r\n', 'tea'],
  ['a colon in the value', 'Subject: a: b\r\n', 'a: b'],
])('a field keeps its octets: %s', (_, header, value) => {
  expect(read(header).fields).toEqual([{ name: 'Subject', octets: header, value }])
})

test.each([' Subject: x\r\n', 'no field\r\n', 'a b: x\r\n', ': x\r\n'])('%o is no field', (header) => {
  expect(read(header).fields).toEqual([])
})
