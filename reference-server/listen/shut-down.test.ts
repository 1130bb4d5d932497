import { connect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '../../scenarios/clients/testing/certificate.ts'
import { RawClient } from '../smtp/testing.ts'
import { openServer } from './testing/server.ts'

let certificate: { cert: string; key: string }
beforeAll(async () => void (certificate = await selfSigned('mail.local.test')))

/** Settles when the socket is closed, whichever way. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((gone) => {
    socket.on('error', () => {})
    socket.on('close', () => gone())
    socket.resume()
  })

describe('a server that ends', () => {
  test.each([
    ['that has said nothing', []],
    ['in a mail transaction', ['EHLO c', 'MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>']],
    [
      'in its message',
      ['EHLO c', 'MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>', 'DATA', 'half a line'],
    ],
  ])('says goodbye to an SMTP client %s', async (_, lines) => {
    const server = await openServer({ services: ['mx'] })
    const client = new RawClient(connect(server.port('mx'), '127.0.0.1'))
    await client.reply()
    for (const line of lines) {
      if (line === 'half a line') client.sends(line)
      else await client.says(line)
    }
    await server[Symbol.asyncDispose]()
    expect(await client.reply()).toBe('421 4.3.2 mail.local.test is shutting down')
    expect(await client.reply()).toBe('closed')
  })

  test('says goodbye under TLS', async () => {
    const server = await openServer({ services: ['submissions'], certificate })
    const port = server.port('submissions')
    const client = new RawClient(tlsConnect({ port, host: '127.0.0.1', rejectUnauthorized: false }))
    await client.reply()
    await server[Symbol.asyncDispose]()
    expect(await client.reply()).toMatch(/^421 /)
  })

  test('does not wait for a client that does not read, nor for a handshake, nor for an open side', async () => {
    const server = await openServer({ services: ['mx', 'submissions'], certificate })
    const deaf = connect(server.port('mx'), '127.0.0.1')
    deaf.pause()
    deaf.write('NOOP\r\n'.repeat(200_000))
    const silent = connect(server.port('submissions'), '127.0.0.1')
    const halfClosed = connect({ port: server.port('mx'), host: '127.0.0.1', allowHalfOpen: true })
    const client = new RawClient(halfClosed)
    await client.reply()
    await client.says('QUIT')
    await server[Symbol.asyncDispose]()
    deaf.resume()
    halfClosed.end()
    await Promise.all([closed(silent), closed(deaf), closed(halfClosed)])
  })
})
