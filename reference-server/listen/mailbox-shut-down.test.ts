import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { expect, test } from 'vitest'
import { selfSigned } from '../../scenarios/clients/testing/certificate.ts'
import { openServer } from './testing/server.ts'

/** Collects what comes until the connection is closed. */
async function heard(socket: Socket): Promise<string> {
  let text = ''
  socket.on('error', () => {})
  socket.on('data', (octets: Buffer) => void (text += octets.toString('latin1')))
  await once(socket, 'close')
  return text
}

test.each([
  ['imap', /^\* OK [^\r]*\r\n\* BYE the server is shutting down\r\n$/],
  ['imaps', /^\* OK [^\r]*\r\n\* BYE the server is shutting down\r\n$/],
  ['pop3', /^\+OK [^\r]*\r\n-ERR \[SYS\/TEMP\] the server is shutting down\r\n$/],
  ['pop3s', /^\+OK [^\r]*\r\n-ERR \[SYS\/TEMP\] the server is shutting down\r\n$/],
] as const)('a server that ends says goodbye over %s', async (service, said) => {
  const certificate = await selfSigned('mail.local.test')
  const server = await openServer({ services: [service], certificate })
  const where = { port: server.port(service), host: '127.0.0.1', rejectUnauthorized: false }
  const client = service.endsWith('s') ? tlsConnect(where) : connect(where)
  const text = heard(client)
  await once(client, 'data')
  await server[Symbol.asyncDispose]()
  expect(await text).toMatch(said)
})

test('it waits for no client that reads nothing', async () => {
  const server = await openServer({ services: ['imap', 'pop3'] })
  const deaf = (['imap', 'pop3'] as const).map((service) => {
    const client = connect(server.port(service), '127.0.0.1')
    client.on('error', () => {})
    client.pause()
    client.write('a CAPABILITY\r\n'.repeat(200_000))
    return client
  })
  await server.hasTaken(2)
  await server[Symbol.asyncDispose]()
  for (const client of deaf) client.resume()
  for (const client of deaf) if (!client.closed) await once(client, 'close')
})
