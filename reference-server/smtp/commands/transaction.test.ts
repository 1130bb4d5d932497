import { describe, expect, test } from 'vitest'
import { blockOctets, createRoom } from '../octet-blocks.ts'
import { smtpSeams } from '../seams.ts'
import { openFixture } from '../testing.ts'

const toAlice = ['MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>'] as const

test.each([
  ['an AUTH parameter, where AUTH is offered', [], 'MAIL FROM:<a@remote.test> AUTH=<>', '250 2.1.0'],
  ['a reverse-path without a domain', [], 'MAIL FROM:<alice>', '501 5.1.7'],
  ['a message above the limit', [], 'MAIL FROM:<> SIZE=1000001', 'larger than 1000000 octets'],
  ['a forward-path without brackets', ['MAIL FROM:<>'], 'RCPT TO:alice@local.test', '501 5.5.2'],
  ['one that is no address', ['MAIL FROM:<>'], 'RCPT TO:<a@b@c>', '501 5.1.3'],
  ['one beyond ASCII', ['MAIL FROM:<>'], 'RCPT TO:<\xc3\xa9@local.test>', '553 5.6.7'],
] as const)('has an answer to %s', async (_, before, line, answer) => {
  await using fixture = await openFixture({ policy: { relay: { acceptSmtpAuth: true } } })
  const client = await fixture.introduced()
  await client.says(...before)
  expect(await client.says(line)).toContain(answer)
})

test('RSET greets nobody: a client that has not said EHLO still has to', async () => {
  await using fixture = await openFixture()
  const client = await fixture.greeted()
  await client.says('RSET')
  expect(await client.says('MAIL FROM:<a@remote.test>')).toBe('503 5.5.1 send EHLO or HELO first')
})

test('a thousand recipients are taken, and those after them are deferred', async () => {
  await using fixture = await openFixture()
  const client = await fixture.introduced()
  const rcpt = 'RCPT TO:<alice@local.test>'
  await client.says('MAIL FROM:<a@remote.test>')
  expect(await client.says(...Array.from({ length: 1000 }, () => rcpt))).toBe('250 2.1.5 recipient ok')
  expect(await client.says(rcpt)).toBe('452 4.5.3 too many recipients')
})

describe('without space in the store', () => {
  const full = '452 4.3.1 insufficient storage, try again later'

  test('a message is deferred as soon as its size is told', async () => {
    await using fixture = await openFixture({ host: { space: createRoom(2 * blockOctets) } })
    const client = await fixture.introduced()
    expect(await client.says(`MAIL FROM:<a@remote.test> SIZE=${2 * blockOctets + 1}`)).toBe(full)
    expect(await client.says(`MAIL FROM:<a@remote.test> SIZE=${2 * blockOctets}`)).toMatch(/^250 /)
  })

  test('each step of a transaction defers what comes, and one without a size can begin', async () => {
    let isFull = true
    const space = { ...createRoom(0), has: () => !isFull }
    await using fixture = await openFixture({ host: { space } })
    const client = await fixture.introduced()
    expect(await client.says('MAIL FROM:<a@remote.test> SIZE=1')).toBe(full)
    expect(await client.says(toAlice[0])).toMatch(/^250 /)
    expect(await client.says(toAlice[1])).toBe(full)
    isFull = false
    expect(await client.says(toAlice[1])).toMatch(/^250 /)
    isFull = true
    expect(await client.says('DATA')).toBe(full)
  })
})

test('a recipient joins the transaction if it is permitted, or if a seam says so', async () => {
  const asked: unknown[] = []
  await using fixture = await openFixture({
    host: {
      ask: {
        ...smtpSeams,
        'recipient.joins': (facts) => {
          asked.push(facts)
          return facts.others > 0
        },
      },
    },
  })
  const client = await fixture.introduced()
  await client.says('MAIL FROM:<a@remote.test>')
  expect(await client.says('RCPT TO:<b@remote.test>')).toMatch(/^550 /)
  expect(await client.says('DATA')).toMatch(/^503 /)
  await client.says('RCPT TO:<alice@local.test>', 'RCPT TO:<b@remote.test>', 'DATA', 'at four\r\n.')
  expect(fixture.accepted[0]?.envelope.forwardPaths.map(({ text }) => text)).toEqual([
    'alice@local.test',
    'b@remote.test',
  ])
  expect(asked).toEqual([
    { permitted: false, others: 0 },
    { permitted: true, others: 0 },
    { permitted: false, others: 1 },
  ])
})
