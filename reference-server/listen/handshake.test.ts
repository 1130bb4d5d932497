import { connect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '../../scenarios/clients/testing/certificate.ts'
import type { Service } from '../index.ts'
import { RawClient } from '../smtp/testing.ts'
import { services } from './service.ts'
import { openServer, type TestedServer } from './testing/server.ts'
import { handshakeLimit } from './tls.ts'

let certificate: { cert: string; key: string }
beforeAll(async () => void (certificate = await selfSigned('mail.local.test')))

/** What a client says before a handshake, and the last line of the answer to it. */
const ways: readonly (readonly [name: string, service: Service, before: string, ready: RegExp])[] = [
  ['submissions', 'submissions', '', /^/],
  ['pop3s', 'pop3s', '', /^/],
  ['imaps', 'imaps', '', /^/],
  ['STARTTLS to the MX port', 'mx', 'EHLO c\r\nSTARTTLS\r\n', /^220 2\.0\.0/m],
  ['STARTTLS to submission', 'submission', 'EHLO c\r\nSTARTTLS\r\n', /^220 2\.0\.0/m],
  ['STLS', 'pop3', 'STLS\r\n', /^\+OK.*\r\n\+OK/],
  ['STARTTLS to IMAP', 'imap', 'a STARTTLS\r\n', /^a OK/m],
]

/** Connects, and settles where a handshake would begin. */
async function arrive(
  server: TestedServer,
  [, service, before, ready]: (typeof ways)[number],
): Promise<Socket> {
  const socket = connect(server.port(service), '127.0.0.1')
  socket.on('error', () => {})
  if (before === '') await new Promise<void>((connected) => socket.once('connect', connected))
  else {
    let said = ''
    socket.write(before)
    await new Promise<void>((told) =>
      socket.on('data', (chunk) => {
        said += chunk.toString('latin1')
        if (ready.test(said)) told()
      }),
    )
  }
  return socket
}

/** Settles when both sides have ended the connection: our own end is not enough. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((gone) => {
    socket.on('close', () => gone())
    socket.resume()
  })

describe('a handshake', () => {
  test.each(ways)('that a client leaves ends with its connection: %s', async (...way) => {
    await using server = await openServer({ services, certificate })
    for (let round = 0; round < 10; round++) {
      const sockets = await Promise.all(Array.from({ length: 20 }, () => arrive(server, way)))
      await Promise.all(
        sockets.map((socket, nth) => {
          // Every other one leaves in the middle of its first record.
          socket.end(nth % 2 === 0 ? '' : '\x16\x03\x01')
          return closed(socket)
        }),
      )
    }
  })

  test.each(ways)('that nobody goes on with ends when its time is over: %s', async (...way) => {
    await using server = await openServer({ services, certificate })
    const socket = await arrive(server, way)
    await server.hasTaken(1)
    let open = true
    const gone = closed(socket).then(() => (open = false))
    await server.clock.advance(handshakeLimit - 1)
    expect(open).toBe(true)
    await server.clock.advance(1)
    await gone
  })

  test('that is done has no limit any more', async () => {
    await using server = await openServer({ services: ['submissions'], certificate })
    const port = server.port('submissions')
    const client = new RawClient(tlsConnect({ port, host: '127.0.0.1', rejectUnauthorized: false }))
    await client.reply()
    await server.clock.advance(handshakeLimit)
    expect(await client.says('NOOP')).toBe('250 2.0.0 ok')
    client.socket.destroy()
  })
})
