import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { RawClient } from '../smtp/testing.ts'
import { openServer, type TestedServer } from './testing/server.ts'

// Over real sockets: what a server says that has no space left, and that it recovers.

const message = (octets: number): string => `${`${'x'.repeat(98)}\r\n`.repeat(octets / 100)}.`

async function talksTo(server: TestedServer): Promise<RawClient> {
  const client = new RawClient(connect(server.port('mx'), '127.0.0.1'))
  await client.reply()
  return client
}

const envelope = ['MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>'] as const

test('a full store defers mail, and takes it again once there is space', async () => {
  await using server = await openServer({ services: ['mx', 'pop3'], policy: { store: { maxSize: '64KB' } } })
  const mx = await talksTo(server)
  await mx.says('EHLO client.test')
  expect(await mx.says(...envelope, 'DATA', message(40_000))).toMatch(/^250 2\.6\.0/)
  // What is too much is told as soon as it is known.
  expect(await mx.says('MAIL FROM:<a@remote.test> SIZE=40000')).toMatch(/^452 4\.3\.1/)
  expect(await mx.says(...envelope, 'DATA', message(40_000))).toMatch(/^452 4\.3\.1/)
  // There is space for less.
  expect(await mx.says(...envelope, 'DATA', message(20_000))).toMatch(/^250 2\.6\.0/)

  expect(await mx.says(...envelope, 'DATA', message(1500))).toMatch(/^250 2\.6\.0/)
  expect(await mx.says(...envelope)).toMatch(/^452 4\.3\.1/)
  expect(await mx.says('RSET', 'MAIL FROM:<a@remote.test>', 'RCPT TO:<nobody@local.test>')).toMatch(
    /^550 5\.1\.1/,
  )

  const pop3 = connect(server.port('pop3'), '127.0.0.1').resume()
  pop3.write('USER alice\r\nPASS open sesame\r\nDELE 1\r\nQUIT\r\n')
  await once(pop3, 'close')
  expect(await mx.says('RSET', ...envelope, 'DATA', message(40_000))).toMatch(/^250 2\.6\.0/)
})

test('space that has run out between RCPT and DATA is told of at DATA', async () => {
  await using server = await openServer({ services: ['mx'], policy: { store: { maxSize: '8KB' } } })
  const [early, other] = [await talksTo(server), await talksTo(server)]
  for (const client of [early, other]) await client.says('EHLO client.test', ...envelope)
  expect(await other.says('DATA', message(6000))).toMatch(/^250/)
  expect(await early.says('DATA')).toMatch(/^452 4\.3\.1/)
})

test('a size of 0 is no limit', async () => {
  await using server = await openServer({ services: ['mx'], policy: { store: { maxSize: 0 } } })
  const mx = await talksTo(server)
  await mx.says('EHLO client.test')
  expect(await mx.says(...envelope, 'DATA', message(40_000))).toMatch(/^250/)
})
